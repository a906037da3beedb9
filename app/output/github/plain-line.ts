import { makeVisible } from '../visible.ts';

/** Hostile text as one line that is shown as it is, without Markdown. */
export function plainLine(text: string, longest: number): string {
  const shown = makeVisible(text.replace(/\s+/g, ' ').trim());
  return shown.length <= longest ? shown : `${shown.slice(0, longest - 1).toWellFormed()}…`;
}
