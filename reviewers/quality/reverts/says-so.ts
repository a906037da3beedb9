import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { TakenBackCommit } from '../../../forge/forge.ts';

/** How git and GitHub write it, and the type of conventional commits. */
const REVERTS =
  /\bThis reverts (?:commit|merge|pull)|\bReverts? (?:"|[\w./-]{0,100}#\d)|^(?:revert(?:s|ed|ing)?|reapply)\b|^Merge [^\n]{1,200}\brevert-\d/im;
const NUMBER = /#(\d{1,9})\b/g;
/** Git's shortest id that it calls one. */
const SHORT = 7;
const MOST_WORDS = 20_000;

/** Whether some words say that they take a commit back. */
export function isRevert(text: string): boolean {
  return REVERTS.test(text.slice(0, MOST_WORDS));
}

/** All that people wrote of a change: a range is only called by its ends where nobody wrote anything. */
export function messagesOf({ title, body, label, commits }: ChangeSet): string {
  const own = title === label ? [] : [title];
  return [...own, body, ...commits.flatMap((one) => [one.subject, one.body])].join('\n').slice(0, MOST_WORDS);
}

/** Whether the words of a change name a commit: by its id, its number, or its subject. */
export function names(words: string, { id, subject, body }: TakenBackCommit): boolean {
  if (words.includes(id.slice(0, SHORT))) return true;
  const own = subject.replaceAll(/ ?\(#\d{1,9}\)/g, '').trim();
  if (own.length > 10 && words.includes(own)) return true;
  const numbers = [...`${subject}\n${body.split('\n', 1)[0] ?? ''}`.matchAll(NUMBER)].map(([, number = '']) => number);
  return [...words.matchAll(NUMBER)].some(([, number = '']) => numbers.includes(number));
}
