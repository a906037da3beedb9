import { z } from 'zod';

/** No call has so many tokens: a count beyond it is none. */
const MOST_TOKENS = 100_000_000;
const Count = z.int().min(0).max(MOST_TOKENS);

/** What a server counted, where that can be: a whole number of tokens. Null for what is absent or absurd. */
export function counted(value: unknown): number | null {
  const count = Count.safeParse(value);
  return count.success ? count.data : null;
}

/** Of counts that came one after the other the largest: the first and the last are zero at some servers. */
export function larger(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

/** Nothing is read or said for no tokens: a zero where something was is a count that is missing. */
export function unlessZero(count: number | null): number | null {
  return count === 0 ? null : count;
}
