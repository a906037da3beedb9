/** Nobody is surer than this, whatever they say; the same the other way round. */
const SUREST = 970;
const LEAST_SURE = 30;

/** Log-odds in thousandths. Rounded, so that the last bit of a logarithm never decides anything. */
export function logOdds(perMille: number): number {
  const bounded = Math.min(SUREST, Math.max(LEAST_SURE, perMille));
  return Math.round(1000 * Math.log(bounded / (1000 - bounded)));
}

/** The probability that such log-odds (thousandths) are, between 0 and 1. */
export function chanceOf(points: number): number {
  return 1 / (1 + Math.exp(-points / 1000));
}

/** The probability that such log-odds are, in whole percent: never certainty. */
export function percentOf(points: number): number {
  return Math.min(99, Math.max(1, Math.round(100 * chanceOf(points))));
}
