/** Numbers that look random and are the same for the same seed: a model is asked the same questions every time (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}

/** One of these. */
export function pick<T>(next: () => number, from: readonly T[]): T {
  const chosen = from[next() % from.length];
  if (chosen === undefined) throw new Error('There is nothing to pick from.');
  return chosen;
}

/** Names that the questions are made of. */
export const FOLDERS = ['src', 'src/http', 'lib/store', 'packages/api/routes', 'internal/billing', 'web/components'];
export const STEMS = ['session', 'invoice', 'router', 'upload', 'retry', 'tenant', 'cursor', 'ledger'];
