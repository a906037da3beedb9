import { REFUSALS } from './refusals.ts';

/** So far below a condition stands what it decides about. */
const REACH = 4;
/** So far below a way out stands what it goes past. */
const FURTHER = 12;
const LEAVES = /\breturn\b|\bnext\(/;
const LONGEST = 400;

/**
 * The value of a name under which the condition on a line lets people past what refuses them: `if (CHECK && …) throw new Forbidden()`,
 * `if (!CHECK) return next()`. Null where the line decides no such thing.
 */
export function letsPast(lines: readonly string[], at: number, name: string): boolean | null {
  const line = (lines[at] ?? '').slice(0, LONGEST);
  const word = /\b(?:if|unless|elsif|elif)\b/.exec(line);
  const condition = word === null ? '' : line.slice(word.index + word[0].length);
  if (condition === '' || /\|\||\bor\b/.test(condition)) return null;
  const before = condition.split(new RegExp(String.raw`\b${name}\b`));
  if (before.length !== 2) return null;
  const isNegated = /(?:!|\bnot\s)\s{0,2}\(?(?:[\w$]{1,60}\.){0,4}$/.test(before[0] ?? '') !== /\bunless\b/.test(line);
  // `if (!CHECK) return next();`: the way out stands alone, and what it goes past below it.
  const isAlone = /^[\s():{]{0,20}(?:then\b\s{0,8})?(?:return\b|next\(|$)/.test(before[1] ?? '');
  const out = LEAVES.test(line) ? [line] : lines.slice(at, at + 2);
  if (isAlone && !refuses(out) && out.some((one) => LEAVES.test(one.slice(0, LONGEST))))
    return refuses(lines.slice(at + 1, at + FURTHER)) ? !isNegated : null;
  return refuses(lines.slice(at, at + REACH)) ? isNegated : null;
}

const refuses = (lines: readonly string[]): boolean =>
  lines.some((line) => REFUSALS.some((one) => one.test(line.slice(0, LONGEST))));
