/** How long one question took, and how large it was. */
export interface TimedQuestion {
  readonly promptTokens: number;
  readonly ms: number;
}

/**
 * By two figures of docs/model-reviews.md: a prompt about one changed line has 4,953 tokens, the shortest about 400 lines 22,234; so 43 a line,
 * beside some 4,900.
 */
const TOKENS_BESIDE = 4_900;
const TOKENS_A_LINE = 43;
/** Assumed: two rounds of tools and an answer. */
const ROUNDS = 3;
const REVIEWERS = 7;

/** Changed lines that people know the size of. */
const SIZES = [10, 100, 400] as const;

/**
 * What a server that answers one question after the other makes of changes of known sizes, in words: reading a prompt costs its length, each
 * round of an answer what a small question costs. Null where no question was long enough to tell.
 */
export function reviewSpeed(questions: readonly TimedQuestion[], contextTokens: number): string | null {
  const small = questions.filter(({ promptTokens }) => promptTokens < 1_000).map(({ ms }) => ms);
  const large = questions.filter(({ promptTokens, ms }) => promptTokens >= 4_000 && ms > 0);
  if (small.length === 0 || large.length === 0) return null;
  const answerMs = median(small);
  const tokensASecond = median(large.map(({ promptTokens, ms }) => (promptTokens * 1000) / Math.max(1, ms - answerMs)));
  const room = Math.floor((contextTokens * 0.4) / TOKENS_A_LINE);
  const told = SIZES.filter((lines) => lines <= room).map((lines) => {
    const readingMs = ((TOKENS_BESIDE + lines * TOKENS_A_LINE) / tokensASecond) * 1000;
    return `${lines} changed lines in about ${duration(REVIEWERS * (readingMs + ROUNDS * answerMs))}`;
  });
  const most = `at most ${room} changed lines are shown at once`;
  return `reads about ${Math.round(tokensASecond)} tokens a second; with all seven reviewers one after the other: ${[...told, most].join(', ')}`;
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function duration(ms: number): string {
  return ms < 90_000 ? `${Math.max(1, Math.round(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`;
}
