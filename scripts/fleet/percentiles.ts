/** Seconds at 50, 95 and 99 per cent, and the longest. */
export function percentiles(waits: readonly { readonly ms: number }[]): number[] {
  const sorted = waits.map(({ ms }) => ms / 1000).toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return [0.5, 0.95, 0.99, 1].map(at);
}
