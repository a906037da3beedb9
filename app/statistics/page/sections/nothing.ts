import { html, type Markup } from '../markup.ts';

/** In place of a chart that would be empty. */
export function nothing(why: string): Markup {
  return html`<p class="soft">Nothing yet: ${why}</p>`;
}
