/** What a text or a group of texts is about, as integers: exact whatever the order they were added in. */
export interface TermVector {
  readonly weights: ReadonlyMap<string, number>;
  /** Sum of the squares of the weights. */
  readonly square: number;
}

const LENGTH = 1000;

/** Weighs each text's terms by how rare they are among all of these texts; every meaning has about the same length. */
export function termVectors(texts: readonly ReadonlyMap<string, number>[]): readonly TermVector[] {
  const uses = new Map<string, number>();
  for (const terms of texts) for (const term of terms.keys()) uses.set(term, (uses.get(term) ?? 0) + 1);
  return texts.map((terms) => {
    const weighed = [...terms].map(([term, weight]): [string, number] => [
      term,
      // Rounded, so that the last bit of a logarithm never decides anything.
      Math.round(weight * Math.log(1 + texts.length / (uses.get(term) ?? 1))),
    ]);
    const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0));
    if (length === 0) return { weights: new Map(), square: 0 };
    return vectorOf(new Map(weighed.map(([term, weight]) => [term, Math.round((weight * LENGTH) / length)])));
  });
}

/** Both together. */
export function sumOfVectors(a: TermVector, b: TermVector): TermVector {
  const weights = new Map(a.weights);
  for (const [term, weight] of b.weights) weights.set(term, (weights.get(term) ?? 0) + weight);
  return vectorOf(weights);
}

/** One word in common is chance, in short texts above all. */
const COMMON_TERMS = 2;

/** How alike they are, per mille: the cosine between them. */
export function cosineSimilarity(a: TermVector, b: TermVector): number {
  const [small, large] = a.weights.size <= b.weights.size ? [a, b] : [b, a];
  let product = 0;
  let common = 0;
  for (const [term, weight] of small.weights) {
    const other = large.weights.get(term);
    if (other === undefined) continue;
    product += weight * other;
    common += 1;
  }
  if (common < Math.min(COMMON_TERMS, small.weights.size) || product === 0) return 0;
  return Math.round((1000 * product) / Math.sqrt(a.square * b.square));
}

function vectorOf(weights: ReadonlyMap<string, number>): TermVector {
  let square = 0;
  for (const weight of weights.values()) square += weight * weight;
  return { weights, square };
}
