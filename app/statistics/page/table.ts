import { type MarkupValue, html, type Markup } from './markup.ts';

/** One column: its heading, and whether it holds numbers. */
export interface Column {
  readonly name: string;
  readonly isNumber?: boolean;
}

/** A table; the first cell of each row names it. Where it is wide it scrolls by itself, by keyboard, too. */
export function table(caption: string, columns: readonly Column[], rows: readonly (readonly MarkupValue[])[]): Markup {
  const cell = (content: MarkupValue, at: number) =>
    at === 0
      ? html`<th scope="row">${content}</th>`
      : html`<td${columns[at]?.isNumber === true ? NUMBER : null}>${content}</td>`;
  return html`<div class="scroll" role="group" tabindex="0" aria-label="Table: ${caption}">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ name, isNumber }) => html`<th scope="col" ${isNumber === true ? NUMBER : null}>${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map(cell)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

const NUMBER = html` class="n"`;

/** Columns of numbers behind the one that names. */
export function numberColumns(first: string, ...names: readonly string[]): Column[] {
  return [{ name: first }, ...names.map((name) => ({ name, isNumber: true }))];
}
