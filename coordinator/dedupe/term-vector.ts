/** What a text is about: the numbers of its terms, ascending, and their integer weights, exact whatever the order they are added in. */
export interface TermVector {
  readonly terms: readonly number[];
  readonly weights: readonly number[];
}

/** The length of a vector, so that the product of two is their cosine in millionths. */
const LENGTH = 1000;

/**
 * Weighs each text's terms by how often it says them, less than in proportion, and by how rare they are among all of these texts; every
 * vector has about the same length. The numbers of terms are in the order of the words, and mean something among these texts only.
 */
export function termVectors(texts: readonly ReadonlyMap<string, number>[]): readonly TermVector[] {
  const uses = new Map<string, number>();
  for (const terms of texts) for (const term of terms.keys()) uses.set(term, (uses.get(term) ?? 0) + 1);
  const numbers = new Map([...uses.keys()].toSorted().map((term, number) => [term, number]));
  return texts.map((text) => {
    const weighed = [...text].map(([term, times]): readonly [number, number] => [
      numbers.get(term) ?? 0,
      // Rounded, so that the last bit of a logarithm never decides anything.
      Math.round(1000 * (1 + Math.log(times)) * Math.log(1 + texts.length / (uses.get(term) ?? 1))),
    ]);
    weighed.sort((a, b) => a[0] - b[0]);
    const length = Math.sqrt(weighed.reduce((sum, [, weight]) => sum + weight * weight, 0));
    return {
      terms: weighed.map(([term]) => term),
      weights: weighed.map(([, weight]) => Math.round((weight * LENGTH) / length)),
    };
  });
}

/** How alike two texts are, per mille: the cosine between them. */
export function likeness(a: TermVector, b: TermVector): number {
  const [small, large] = a.terms.length <= b.terms.length ? [a, b] : [b, a];
  let product = 0;
  let from = 0;
  for (const [at, term] of small.terms.entries()) {
    from = firstAtLeast(term, large.terms, from);
    if (large.terms[from] === term) product += (small.weights[at] ?? 0) * (large.weights[from] ?? 0);
  }
  return Math.round(product / LENGTH);
}

/** Steps that double, then halve: a group of thousands has many terms, and the text beside it few. */
function firstAtLeast(term: number, ascending: readonly number[], from: number): number {
  let low = from;
  let step = 1;
  while ((ascending[low + step - 1] ?? Infinity) < term) {
    low += step;
    step *= 2;
  }
  for (step >>= 1; step > 0; step >>= 1) if ((ascending[low + step - 1] ?? Infinity) < term) low += step;
  return low;
}

/** Both together: the likeness of two sums is that of their texts, summed over all pairs. */
export function sumOfVectors(a: TermVector, b: TermVector): TermVector {
  const terms: number[] = [];
  const weights: number[] = [];
  for (let [x, y] = [0, 0]; x < a.terms.length || y < b.terms.length;) {
    const [first, second] = [a.terms[x] ?? Infinity, b.terms[y] ?? Infinity];
    terms.push(Math.min(first, second));
    weights.push((first <= second ? (a.weights[x] ?? 0) : 0) + (second <= first ? (b.weights[y] ?? 0) : 0));
    if (first <= second) x += 1;
    if (second <= first) y += 1;
  }
  return { terms, weights };
}

/** How much of what all of these texts say each of them says: the weight that its terms have in all. */
export function sharesOf(texts: readonly TermVector[]): readonly number[] {
  const all = new Map<number, number>();
  for (const { terms, weights } of texts) {
    for (const [at, term] of terms.entries()) all.set(term, (all.get(term) ?? 0) + (weights[at] ?? 0));
  }
  return texts.map(({ terms }) => terms.reduce((sum, term) => sum + (all.get(term) ?? 0), 0));
}
