/** One observation: its features, whether it came true, and how much it counts. */
export interface Row {
  readonly features: readonly number[];
  readonly isTrue: boolean;
  readonly weight: number;
}

/** What is believed of a coefficient before any data: its mean and how far it may lie from that. */
export interface Belief {
  readonly mean: number;
  readonly deviation: number;
}

const STEPS = 20_000;
const RATE = 0.5;

/** The likeliest coefficients of a logistic model, given what was believed before: plain gradient descent, for there are few of both. */
export function fitLogistic(rows: readonly Row[], beliefs: readonly Belief[]): readonly number[] {
  const total =
    rows.reduce((sum, { weight }) => sum + weight, 0) +
    beliefs.reduce((sum, { deviation }) => sum + deviation ** -2, 0);
  let coefficients = beliefs.map(({ mean }) => mean);
  for (let step = 0; step < STEPS; step += 1) {
    const slopes = beliefs.map(({ mean, deviation }, at) => ((coefficients[at] ?? 0) - mean) / deviation ** 2);
    for (const { features, isTrue, weight } of rows) {
      const error = weight * (probability(features, coefficients) - Number(isTrue));
      for (const [at, feature] of features.entries()) slopes[at] = (slopes[at] ?? 0) + error * feature;
    }
    coefficients = coefficients.map((value, at) => value - (RATE * (slopes[at] ?? 0)) / total);
  }
  return coefficients;
}

/** What the model says of such features. */
export function probability(features: readonly number[], coefficients: readonly number[]): number {
  return 1 / (1 + Math.exp(-features.reduce((sum, feature, at) => sum + feature * (coefficients[at] ?? 0), 0)));
}
