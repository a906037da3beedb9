import type { Diagnostics } from 'recheck';
import { z } from 'zod';
import { stepsAPlace } from './steps/steps-a-place.ts';

/**
 * How the time of a match may grow with the text: `linear`, `bounded 300` (so many steps a character, proven from the pattern), `polynomial 2`
 * (its degree), `exponential`, or nobody knows.
 */
export const Verdict = z.string().regex(/^(?:linear|bounded \d+|polynomial \d+|exponential|unknown)$/);
export type Verdict = z.infer<typeof Verdict>;

/** What is known, by the pattern as it is written. */
export const Verdicts = z.record(z.string(), Verdict);
export type Verdicts = z.infer<typeof Verdicts>;

/**
 * Asks recheck in plain JavaScript. Its bounds count steps and not time, so that a verdict does not depend on the machine; only the last one
 * is a time, and what it ends is unknown, hence refused.
 */
const BOUNDS = { attackTimeout: null, incubationTimeout: null, randomSeed: 1, timeout: 60_000 } as const;

/** The most steps a character: a text of 100,000 then takes a second where all its places are as bad as the pattern allows. */
const MOST_STEPS_A_PLACE = 5_000;

/** Judges a pattern, in milliseconds where its repeats are bounded, which recheck takes minutes over. Flags that recheck does not know are told apart: `v` is read as `u`, `d` and `y` change no time. */
export async function judge(pattern: string, flags: string): Promise<Verdict> {
  const steps = stepsAPlace(pattern, flags);
  if (steps !== null && steps <= MOST_STEPS_A_PLACE) return `bounded ${steps}`;
  // Set before the library is loaded, which reads it then.
  process.env['RECHECK_BACKEND'] = 'pure';
  const { checkSync } = (await import('recheck')).default;
  return verdictOf(checkSync(flags.includes('v') ? asUnicode(pattern) : pattern, readable(flags), BOUNDS));
}

const readable = (flags: string): string => flags.replace('v', 'u').replaceAll(/[dy]/g, '');

/** Sets taken from sets are all that flag `v` is used for here: the larger set without what is taken out of it takes as long. */
function asUnicode(pattern: string): string {
  return pattern.replaceAll(/\[([^[\]]*)--\[[^[\]]*\]\]/g, '$1');
}

function verdictOf(found: Diagnostics): Verdict {
  if (found.status === 'safe') return 'linear';
  if (found.status === 'unknown') return 'unknown';
  return found.complexity.type === 'exponential' ? 'exponential' : `polynomial ${found.complexity.degree}`;
}
