import { positionsOf } from './positions.ts';
import type { WrittenPattern } from './written-pattern.ts';

/** A text on which a pattern takes a time that doubles with every few characters. */
export interface Attack {
  /** As an expression: `'a' + 'a'.repeat(31) + '!'`. */
  readonly text: string;
}

/** recheck has no bound on its steps. Of 40 suspicious patterns of 30 repositories those below this take under a second of CPU; larger ones may take minutes. */
const MOST_POSITIONS = 60;

/** Of the automata that are thought through. The time is a net that nothing below the bound has reached; what it ends is unknown. */
const BOUNDS = {
  checker: 'automaton',
  maxNFASize: 500,
  attackLimit: 100_000,
  attackTimeout: null,
  incubationTimeout: null,
  seedingTimeout: null,
  randomSeed: 1,
  timeout: 20_000,
} as const;

/** Asks recheck for a text that proves exponential time: null where there is none, `unknown` where nobody can tell. */
export async function attackOn({ source, flags }: WrittenPattern): Promise<Attack | 'unknown' | null> {
  if (positionsOf(source) > MOST_POSITIONS) return 'unknown';
  // Three megabytes that only a change with a suspicious pattern needs.
  const { checkSync } = (await import('recheck/lib/browser.js')).default;
  const known = flags.replace('v', 'u').replaceAll(/[^gimsu]/g, '');
  const found = checkSync(source, known, BOUNDS);
  if (found.status === 'unknown') return 'unknown';
  return found.status === 'vulnerable' && found.complexity.type === 'exponential'
    ? { text: found.attack.pattern }
    : null;
}
