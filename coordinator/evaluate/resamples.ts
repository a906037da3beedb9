/** The ends of an interval move by less than a hundredth of its length with more (Efron and Tibshirani, 1993, ask for 1,000). */
const RESAMPLES = 1000;

/** So many draws with putting back, of the indexes below `count`; the same seed gives the same ones. */
export function resamples(count: number, seed: number): readonly (readonly number[])[] {
  if (count === 0) return [];
  const next = sequence(seed);
  return Array.from({ length: RESAMPLES }, () => Array.from({ length: count }, () => next() % count));
}

/** The middle 95 of 100 values. */
export function intervalOf(values: readonly number[]): { readonly low: number; readonly high: number } {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return { low: at(0.025), high: at(0.975) };
}

/** Whole numbers of 32 bits that look random (mulberry32): nothing here may depend on chance or on the machine. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
