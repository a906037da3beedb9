import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { ReviewComment } from '../../../schemas/review.ts';
import { makeVisible } from '../text/visible.ts';

/** Longest replacement that is offered for one click. */
const LONGEST = 4000;
/** What stands where a secret was blanked out: applied, it would overwrite the secret. */
const BLANKED = /\[secret\]|\[unscanned\]|\*{8}/;

/** What a suggestion is made from. */
export interface SuggestionFacts {
  readonly changeSet: Pick<ChangeSet, 'redactions'>;
  /** The redacted text of the file at the head; null where it is not known. */
  readonly text: string | null;
}

/**
 * The lines that one click may put in the place of exactly the commented ones, or null. Only where nothing has to be guessed: the quote is
 * those whole lines of the head, the new text differs, and what is shown is to the character what would be applied.
 */
export function suggestionOf(comment: ReviewComment, { changeSet, text }: SuggestionFacts): string | null {
  const { location, evidence, replacement } = comment;
  if (comment.placement !== 'inline' || location === null || location.side !== 'new') return null;
  const { path, startLine, endLine } = location;
  if (text === null || evidence === null || replacement === null || startLine === null || endLine === null) return null;
  const lines = text.split('\n').slice(startLine - 1, endLine);
  const isRedacted = changeSet.redactions.some(
    (one) => one.side === 'new' && one.path === path && one.line >= startLine && one.line <= endLine,
  );
  if (lines.length !== endLine - startLine + 1 || isRedacted) return null;
  const fitted = fit({ quoted: linesOf(evidence), lines, wanted: linesOf(replacement) });
  if (fitted === null) return null;
  const suggested = fitted.join('\n');
  return isPlain(lines.join('\n'), suggested) ? suggested : null;
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** The replacement with the indentation that the quote left out; null where the quote is not the whole lines. */
function fit(of: {
  readonly quoted: readonly string[];
  readonly lines: readonly string[];
  readonly wanted: readonly string[];
}): readonly string[] | null {
  const { quoted, lines, wanted } = of;
  if (same(quoted, lines)) return wanted;
  const [first = '', ...rest] = lines;
  const indent = /^[ \t]*/.exec(first)?.[0] ?? '';
  // A quote may begin at the first character of its first line, or have lost what all of its lines are indented by.
  if (same(quoted, [first.slice(indent.length), ...rest])) return indented(wanted.slice(0, 1), indent, wanted.slice(1));
  const dedented = lines.map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  return same(quoted, dedented) ? indented(wanted, indent, []) : null;
}

function indented(lines: readonly string[], indent: string, rest: readonly string[]): readonly string[] | null {
  // Text that is indented by itself may or may not mean what was left out: that would be a guess.
  if (/^[ \t]/.test(lines[0] ?? '')) return null;
  return [...lines.map((line) => (line === '' ? line : indent + line)), ...rest];
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, at) => line === other[at]);
}

/** Applied, it changes something, overwrites no secret, mixes no line ends, and holds nothing that its reader would not see. */
function isPlain(before: string, after: string): boolean {
  if (before === after || after.length > LONGEST || (after !== '' && after.trim() === '')) return false;
  if (/\r/.test(before + after) || BLANKED.test(before) || BLANKED.test(after)) return false;
  // Other bots read a comment line by line, code included.
  return makeVisible(after) === after && !/^[^\S\n\r\u2028\u2029]*\/[a-z]/im.test(after);
}
