/** How long one question took, and how large it was. */
export interface TimedQuestion {
  readonly promptTokens: number;
  readonly ms: number;
}

/**
 * By figures of docs/model-reviews.md: a prompt about one changed line has 4,084 tokens in full and 2,626 in short, the shortest about 400 lines
 * some 43 a line with its surroundings; a line alone has about 12, and in short its surroundings are three lines more.
 */
const SHAPES = {
  full: { beside: 4_100, aLine: 43 },
  short: { beside: 2_600, aLine: 20 },
} as const;
/** Nobody waits longer for a small change. */
const LONG_WAIT_MS = 10 * 60_000;
/** Assumed: two rounds of tools and an answer. */
const ROUNDS = 3;
const REVIEWERS = 7;

/** Changed lines that people know the size of. */
const SIZES = [10, 100, 400] as const;

/**
 * What a server that answers one question after the other makes of changes of known sizes, in words: reading a prompt costs its length, each
 * round of an answer what a small question costs. Null where no question was long enough to tell.
 */
export function reviewSpeed(
  questions: readonly TimedQuestion[],
  { contextTokens, form }: { readonly contextTokens: number; readonly form: keyof typeof SHAPES },
): string | null {
  const { beside, aLine } = SHAPES[form];
  const small = questions.filter(({ promptTokens }) => promptTokens < 1_000).map(({ ms }) => ms);
  const large = questions.filter(({ promptTokens, ms }) => promptTokens >= 4_000 && ms > 0);
  if (small.length === 0 || large.length === 0) return null;
  const answerMs = median(small);
  const tokensASecond = median(large.map(({ promptTokens, ms }) => (promptTokens * 1000) / Math.max(1, ms - answerMs)));
  const room = Math.floor((contextTokens * 0.4) / aLine);
  const timeOf = (lines: number): number =>
    REVIEWERS * (((beside + lines * aLine) / tokensASecond) * 1000 + ROUNDS * answerMs);
  const told = SIZES.filter((lines) => lines <= room).map(
    (lines) => `${lines} changed lines in about ${duration(timeOf(lines))}`,
  );
  const advice = form === 'full' && timeOf(SIZES[0]) > LONG_WAIT_MS ? '; set `prompts: short` in its capabilities' : '';
  const most = `at most ${room} changed lines are shown at once`;
  return `reads about ${Math.round(tokensASecond)} tokens a second; with all seven reviewers one after the other: ${[...told, most].join(', ')}${advice}`;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function duration(ms: number): string {
  return ms < 90_000 ? `${Math.max(1, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`;
}
