import { makeVisible } from '../../output/text/visible.ts';

/** Text that is HTML already: made by `html`, or a constant of ours. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What may stand in a template: text of anybody, which is escaped, or what was made by a template. */
export type MarkupValue = Markup | string | number | null | readonly MarkupValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * A template of HTML or SVG. Whatever is put in is text, in an element or in a quoted attribute: it cannot end either, and characters that nobody sees are
 * spelt out.
 */
export function html(parts: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return new Markup(parts.reduce((text, part, at) => `${text}${render(values[at - 1] ?? null)}${part}`));
}

function render(content: MarkupValue): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'number') return numberText(content);
  if (typeof content === 'string') return escape(content);
  return content.map(render).join('');
}

/** Two digits are finer than a screen. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError('what is drawn or told must be a number');
  return String(Math.round(value * 100) / 100);
}

function escape(text: string): string {
  return makeVisible(text).replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** Text of anybody, no longer than so many characters. */
export function shortened(text: string, most: number): string {
  const characters = Array.from(text.slice(0, 4 * most));
  return characters.length <= most && text.length <= 4 * most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
