import type { Percentiles } from '../../schemas/learning/statistics.ts';

/** Percentiles of durations in seconds by the nearest rank. A clock that was set back makes a duration nothing. */
export function percentilesOf(seconds: readonly number[]): Percentiles {
  const sorted = Float64Array.from(seconds, (one) => Math.max(0, one)).toSorted();
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
  return { count: sorted.length, p50: at(0.5), p90: at(0.9), p99: at(0.99), most: at(1) };
}
