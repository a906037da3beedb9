import { classEnd } from './positions.ts';

/** What one open group holds. */
interface Group {
  /** A repeat of changing length, or alternatives: two ways to read the same text. */
  ways: boolean;
}

const ENDLESS = /^(?:[*+]|\{\d+,\})/;
const CHANGING = /^(?:[*+?]|\{\d*,\d*\})/;

/**
 * Whether a pattern repeats without end what itself can be read in more than one way; without that no backtracking is exponential. Told in one pass over
 * the pattern.
 */
export function isSuspect(pattern: string): boolean {
  const open: Group[] = [{ ways: false }];
  for (let at = 0; at < pattern.length; at += 1) {
    const sign = pattern.charAt(at);
    const group = open.at(-1);
    if (group === undefined) return false;
    let inside = false;
    if (sign === '|') group.ways = true;
    else if (sign === '(') open.push({ ways: false });
    else if (sign === '\\') at += 1;
    else if (sign === '[') at = classEnd(pattern, at);
    else if (sign === ')') {
      inside = open.pop()?.ways === true;
      const outer = open.at(-1);
      if (outer !== undefined && inside) outer.ways = true;
    }
    if (/[|(]/.test(sign)) continue;
    const next = pattern.slice(at + 1, at + 12);
    if (inside && ENDLESS.test(next)) return true;
    const now = open.at(-1);
    // The question mark behind an opening bracket repeats nothing.
    if (now !== undefined && CHANGING.test(next)) now.ways = true;
  }
  return false;
}
