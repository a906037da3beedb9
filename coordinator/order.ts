import type { Severity } from '../schemas/severity.ts';

/** The first result that is not zero; later ones are only computed when needed. */
export function firstNonZero(...answers: readonly (() => number)[]): number {
  for (const answer of answers) {
    const difference = answer();
    if (difference !== 0) return difference;
  }
  return 0;
}

const RANKS: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, suggestion: 2 };

/** 0 for the most severe. */
export function severityRank(severity: Severity): number {
  return RANKS[severity];
}

/** Adds to the list behind a key, which it makes when there is none. */
export function addTo<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
