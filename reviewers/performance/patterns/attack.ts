import type { WrittenPattern } from './written-pattern.ts';

/** A text on which a pattern takes a time that doubles with every few characters. */
export interface Attack {
  /** As an expression: `'a' + 'a'.repeat(31) + '!'`. */
  readonly text: string;
}

/**
 * The sizes of the automata that are thought through: of 27 patterns that repeat repeats, in fourteen repositories, 25 take under a second of
 * CPU so. The time is the last bound; what it ends is unknown, hence not told.
 */
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

/** Asks recheck for a text that proves exponential time; null where there is none, or where it does not know. */
export async function attackOn({ source, flags }: WrittenPattern): Promise<Attack | null> {
  // Three megabytes that only a change with a suspicious pattern needs.
  const { checkSync } = (await import('recheck/lib/browser.js')).default;
  const known = flags.replace('v', 'u').replaceAll(/[^gimsu]/g, '');
  const found = checkSync(source, known, BOUNDS);
  return found.status === 'vulnerable' && found.complexity.type === 'exponential'
    ? { text: found.attack.pattern }
    : null;
}
