import { neutraliseMarkdown } from '../neutralise.ts';
import { cut } from './cut.ts';

/** Hostile text, cut and harmless, on one line of Markdown. */
export function line(text: string, longest: number): string {
  return neutraliseMarkdown(cut(text.replace(/\s+/g, ' ').trim(), longest)).trim();
}

/** The short form of a commit, as code. */
export function commit(id: string): string {
  return `\`${id.slice(0, 10)}\``;
}
