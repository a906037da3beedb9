import { neutraliseMarkdown } from '../text/neutralise.ts';
import { makeVisible } from '../text/visible.ts';

/** Hostile text, cut and harmless, on one line of Markdown. */
export function line(text: string, longest: number): string {
  return neutraliseMarkdown(cut(text.replace(/\s+/g, ' ').trim(), longest)).trim();
}

/** The short form of a commit, as code. */
export function commit(id: string): string {
  return `\`${id.slice(0, 10)}\``;
}

/** The beginning of a text, marked where something is missing. Cut before neutralising, so that no code is cut open. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length).toWellFormed()} … (cut)`;
}

/** Hostile text as one line that is shown as it is, without Markdown. */
export function plainLine(text: string, longest: number): string {
  const shown = makeVisible(text.replace(/\s+/g, ' ').trim());
  return shown.length <= longest ? shown : `${shown.slice(0, longest - 1).toWellFormed()}…`;
}
