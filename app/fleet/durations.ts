import type { Durations } from '../../schemas/fleet/fleet-statistics.ts';
import type { Percentiles } from '../../schemas/learning/statistics.ts';

/**
 * Durations in buckets whose borders grow by one percent (as in DDSketch, 2019): a million of them take no more room than a thousand, two of these
 * add up to the same as all at once, and a percentile is off by half a percent at most.
 */
const GROWTH = Math.log(1.01);
/** All that is shorter counts as nothing. */
const LEAST_SECONDS = 0.001;
/** Of durations below the least. */
const NOTHING = -1_000_000;

export function durationsOf(seconds: readonly number[]): Durations {
  const counts = new Map<number, number>();
  let most: number | null = null;
  for (const one of seconds) {
    const positive = Math.max(0, one);
    most = Math.max(most ?? 0, positive);
    const bucket = positive < LEAST_SECONDS ? NOTHING : Math.floor(Math.log(positive) / GROWTH);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  return { most, buckets: sorted(counts) };
}

export function addDurations(one: Durations, other: Durations): Durations {
  const counts = new Map(one.buckets);
  for (const [bucket, count] of other.buckets) counts.set(bucket, (counts.get(bucket) ?? 0) + count);
  const most = one.most === null || other.most === null ? (one.most ?? other.most) : Math.max(one.most, other.most);
  return { most, buckets: sorted(counts) };
}

/** Percentiles by the nearest rank, each the middle of its bucket. */
export function percentilesOfDurations({ most, buckets }: Durations): Percentiles {
  const count = buckets.reduce((sum, [, inside]) => sum + inside, 0);
  const at = (share: number): number | null => {
    let left = Math.max(1, Math.ceil(share * count));
    for (const [bucket, inside] of buckets) {
      left -= inside;
      if (left <= 0) return Math.min(middleOf(bucket), most ?? 0);
    }
    return null;
  };
  return { count, p50: at(0.5), p90: at(0.9), p99: at(0.99), most };
}

const middleOf = (bucket: number): number => (bucket === NOTHING ? 0 : Math.exp((bucket + 0.5) * GROWTH));

const sorted = (counts: ReadonlyMap<number, number>): [number, number][] => [...counts].toSorted(([a], [b]) => a - b);
