/** What a text or a group of texts is about, as integers: exact whatever the order they were added in. */
export interface TermVector {
  readonly weights: ReadonlyMap<string, number>;
  /** How many texts it is made of. */
  readonly texts: number;
}

/** The length of a text's vector, so that the product of two of them is their cosine in millionths. */
const LENGTH = 1000;

/**
 * Weighs each text's terms by how often it says them, less than in proportion, and by how rare they are among all of these texts; every
 * meaning has about the same length.
 */
export function termVectors(texts: readonly ReadonlyMap<string, number>[]): readonly TermVector[] {
  const uses = new Map<string, number>();
  for (const terms of texts) for (const term of terms.keys()) uses.set(term, (uses.get(term) ?? 0) + 1);
  return texts.map((terms) => {
    const weighed = [...terms].map(([term, times]): [string, number] => [
      term,
      // Rounded, so that the last bit of a logarithm never decides anything.
      Math.round(1000 * (1 + Math.log(times)) * Math.log(1 + texts.length / (uses.get(term) ?? 1))),
    ]);
    const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return { weights: new Map(weighed.map(([term, weight]) => [term, Math.round((weight * LENGTH) / length)])), texts: 1 };
  });
}

/** Both together. */
export function sumOfVectors(a: TermVector, b: TermVector): TermVector {
  const weights = new Map(a.weights);
  for (const [term, weight] of b.weights) weights.set(term, (weights.get(term) ?? 0) + weight);
  return { weights, texts: a.texts + b.texts };
}

/** How alike the texts of one are to those of the other on average, per mille: the mean of their cosines. */
export function likeness(a: TermVector, b: TermVector): number {
  const [small, large] = a.weights.size <= b.weights.size ? [a, b] : [b, a];
  let product = 0;
  for (const [term, weight] of small.weights) product += weight * (large.weights.get(term) ?? 0);
  return Math.round(product / (LENGTH * a.texts * b.texts));
}
