/** What a text is about: its terms with integer weights, exact whatever the order they are added in. */
export type TermVector = ReadonlyMap<string, number>;

/** The length of a vector, so that the product of two is their cosine in millionths. */
const LENGTH = 1000;

/**
 * Weighs each text's terms by how often it says them, less than in proportion, and by how rare they are among all of these texts; every
 * vector has about the same length.
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
    return new Map(weighed.map(([term, weight]) => [term, Math.round((weight * LENGTH) / length)]));
  });
}

/** How alike two texts are, per mille: the cosine between them. */
export function likeness(a: TermVector, b: TermVector): number {
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  let product = 0;
  for (const [term, weight] of small) product += weight * (large.get(term) ?? 0);
  return Math.round(product / LENGTH);
}

/** Both together: the likeness of two sums is that of their texts, summed over all pairs. */
export function sumOfVectors(a: TermVector, b: TermVector): TermVector {
  const [sum, fewer] = a.size < b.size ? [new Map(b), a] : [new Map(a), b];
  for (const [term, weight] of fewer) sum.set(term, weight + (sum.get(term) ?? 0));
  return sum;
}

/** How much of what all of these texts say each of them says: the weight that its terms have in all. */
export function sharesOf(texts: readonly TermVector[]): readonly number[] {
  const all = new Map<string, number>();
  for (const text of texts) for (const [term, weight] of text) all.set(term, (all.get(term) ?? 0) + weight);
  return texts.map((text) => [...text.keys()].reduce((sum, term) => sum + (all.get(term) ?? 0), 0));
}
