import { html, type MarkupValue, type Markup } from '../markup.ts';

/** All charts are as wide; they shrink with the page. */
export const WIDTH = 720;

/** What colours mean, everywhere on the page. */
export type Tone = 'good' | 'bad' | 'open' | 'rest' | 'blue' | 'violet';

/** A chart as an image with a name; its numbers stand in the table below it. */
export function frame(name: string, height: number, content: MarkupValue): Markup {
  return html`<svg role="img" aria-label="${name}" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">
    ${content}
  </svg>`;
}

/** What the colours of a chart mean. */
export function key(entries: readonly { readonly tone: Tone; readonly name: string }[]): Markup {
  return html`<ul class="key">
    ${entries.map(
      ({ tone, name }) =>
        html`<li>
          <svg aria-hidden="true" width="12" height="12"><rect class="${tone}" width="12" height="12" /></svg>${name}
        </li>`,
    )}
  </ul>`;
}
