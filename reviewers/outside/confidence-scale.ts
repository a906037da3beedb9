/** What a finding is worth when its tool does not say: neither proven nor doubted. */
const DEFAULT_CONFIDENCE = 500;

/**
 * The factor that turns one reviewer's confidences into per mille. Its largest value tells the scale: up to 1 they are
 * fractions, up to 100 percent, above that per mille already.
 */
export function confidenceFactor(values: readonly number[]): number {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  if (largest <= 1) return 1000;
  return largest <= 100 ? 10 : 1;
}

/** A confidence as an integer per mille. */
export function perMille(value: number | null | undefined, factor: number): number {
  return value === null || value === undefined ? DEFAULT_CONFIDENCE : Math.round(value * factor);
}
