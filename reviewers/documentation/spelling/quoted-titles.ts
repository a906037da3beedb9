import type { Misspelling } from './misspellings.ts';

/** Lists of changes, by their names in the wild: Keep a Changelog, GNU, Debian, towncrier. */
const CHANGE_LIST =
  /(?:^|\/)(?:change[-_ ]?log|changes|history|news|releases?|release[-_ ]?notes)(?:[-_.][^/]{0,40})?$|(?:^|\/)(?:changelogs?|release[-_]notes)\//i;
/** An issue or pull request, by its number or its address. */
const NUMBER = /(?<![\w&])(?:#|GH-|!)\d+\b|\/(?:issues|pulls?|merge_requests)\/\d+/i;
/** Who reported or made it. */
const AUTHOR = /(?<![\w./])@[A-Za-z\d](?:[\w-]{0,38})(?![\w./-])|\bby \[[^\]]{1,60}\]\(|\((?:[Tt]hanks|by) [A-Z]/;
/** The subject of a squashed pull request, as conventional commits write it. */
const SUBJECT = /^\s*[-*+]\s+(?:\*\*)?[a-z]{2,10}(?:\([^()]{1,40}\))?!?:(?:\*\*)?\s.*\(#\d+\)\s*$/;

/** Whether a line of a list of changes repeats the title of an issue or a pull request, which somebody else wrote. */
export function quotesTitle({ path, text }: Pick<Misspelling, 'path' | 'text'>): boolean {
  if (!CHANGE_LIST.test(path)) return false;
  const line = text.slice(0, 1000);
  return SUBJECT.test(line) || (NUMBER.test(line) && AUTHOR.test(line));
}
