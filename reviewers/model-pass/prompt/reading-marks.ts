import { createHash } from 'node:crypto';

/** Two made-up words, one before the patches and one behind them: who can repeat both was shown both ends. */
export interface ReadingMarks {
  readonly first: string;
  readonly last: string;
}

/** What an answer says in their place; undefined where it has no such key. */
export interface StatedMarks {
  readonly first: unknown;
  readonly last: unknown;
}

const CONSONANTS = 'bdfgklmnprstvz';
const VOWELS = 'aeiou';
const SYLLABLES = 4;

/** The marks of these texts: the same texts always have the same, so that the prompt stays a function of the change. */
export function readingMarks(texts: readonly string[]): ReadingMarks {
  const digest = createHash('sha256').update(texts.join('\n')).digest();
  const half = digest.length / 2;
  return { first: wordOf(digest.subarray(0, half)), last: wordOf(digest.subarray(half)) };
}

/** `tovakemi`: easy to repeat, and in no code. */
function wordOf(bytes: Uint8Array): string {
  return Array.from({ length: SYLLABLES }, (_, at) => {
    const [one = 0, other = 0] = bytes.subarray(2 * at);
    return `${CONSONANTS[one % CONSONANTS.length]}${VOWELS[other % VOWELS.length]}`;
  }).join('');
}

/** How well an answer repeats the marks: `silent` where it has no place for them, `unseen` where it says another word or none. */
export function repeats(said: StatedMarks, marks: ReadingMarks) {
  const states = (['first', 'last'] as const).map((end) => {
    const word = said[end];
    if (word === undefined) return 'silent';
    return typeof word === 'string' && word.trim().toLowerCase() === marks[end] ? 'seen' : 'unseen';
  });
  return (['unseen', 'silent'] as const).find((state) => states.includes(state)) ?? 'seen';
}
