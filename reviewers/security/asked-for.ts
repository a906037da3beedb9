import type { Piece } from '../changed-code/new-side.ts';

/** A function is seldom longer. */
const MOST_ABOVE = 60;
/** Lines of one condition. */
const MOST_LINES = 6;

const BRANCH = /^\s*(?:\}\s*)?(?:if|elif|elsif|else|unless|when|case|switch|match)\b/;
/** The way on, or the end, of a condition that stands further up. */
const OTHER_WAY = /^\s*(?:(?:\}\s*)?else\b(?!\s*if\b)|\))/;
/** Settings that are about the check itself, and machines to which the way is short. */
const NAMES_IT =
  /insecure|unsafe|verif|validat|skip|tls|ssl|cert|trust|self_?signed|strict|localhost|loopback|127\.0\.0\.1/i;
/** Conditions in the line itself: before what they decide, or behind it as in Ruby. */
const INLINE: readonly RegExp[] = [
  /^\s*(?:\}\s*)?(?:else )?if\s?\(([^()]{0,200}(?:\([^()]{0,80}\)[^()]{0,100}){0,3})\)/,
  /^\s*(?:el)?if ([^(:{][^:{]{0,200})[:{]/,
  /\S\s(?:if|unless)\s([^\n{}]{1,200})$/,
  /([\w.!]{1,100})\s?(?:&&|\?(?!\.))/,
];
const NOTES = /\/\*[^*]{0,400}\*\/|\/\/[^\n]*|(?<![\w'"$])#[^\n]*/g;

/**
 * Whether a certificate check is switched off where a setting of that name asks for it: by a condition before it in its line, or around it. Conditions
 * are found by the indentation of their lines. One that asks for something else is no setting: whoever meets it has not asked.
 */
export function isAskedFor({ text, firstLine }: Piece, line: number): boolean {
  const lines = text.split('\n');
  const at = line - firstLine;
  const own = lines[at] ?? '';
  if (INLINE.some((one) => names(one.exec(own)?.[1] ?? ''))) return true;
  let depth = indentOf(own);
  for (let above = at - 1; above >= Math.max(0, at - MOST_ABOVE) && depth > 0; above -= 1) {
    const written = lines[above] ?? '';
    const indent = indentOf(written);
    if (written.trim() === '' || indent >= depth) continue;
    if (BRANCH.test(written) && names(conditionAt(lines, above))) return true;
    // What an `else` asks stands at the `if` of the same depth.
    depth = OTHER_WAY.test(written) ? indent + 1 : indent;
  }
  return false;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

const names = (condition: string): boolean => NAMES_IT.test(condition.replaceAll(NOTES, ''));

/** The lines of a condition: from its word to the end of its brackets. */
function conditionAt(lines: readonly string[], from: number): string {
  let made = '';
  for (const line of lines.slice(from, from + MOST_LINES)) {
    made += `${line}\n`;
    const open = made.split('(').length - made.split(')').length;
    if (open <= 0) break;
  }
  return made;
}
