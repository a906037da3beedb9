import type { TermVector } from './term-vector.ts';
import { addTo } from '../order.ts';
import type { ComparedLocation } from './location-similarity.ts';

/** A text is compared with others through its weightiest terms, and a term only while few texts share it: near-linear work. */
const TERMS_OF_A_TEXT = 12;
const TEXTS_OF_A_TERM = 40;
const NEXT_ON_THE_LINE = 20;
/** Up to so many texts everything is compared with everything. */
const FEW = 400;

/** Which texts may be about the same concern: pairs of indexes, the smaller first. */
export function candidatePairs(
  items: readonly { readonly meaning: TermVector; readonly standing: ComparedLocation }[],
): Iterable<readonly [number, number]> {
  if (items.length <= FEW) return everyPair(items.length);
  // Both indexes in one number: millions of pairs would be hundreds of megabytes.
  const pairs = new Set<number>();
  const add = (a: number, b: number) => pairs.add(Math.min(a, b) * items.length + Math.max(a, b));
  for (const group of [...sharingTerms(items), ...sharingAllTerms(items), ...sharingLines(items)]) {
    for (const [position, a] of group.entries()) {
      for (let next = position + 1; next < group.length; next += 1) add(a, group[next] ?? a);
    }
  }
  return unpacked(pairs, items.length);
}

function* unpacked(pairs: Iterable<number>, count: number): Iterable<readonly [number, number]> {
  for (const pair of pairs) yield [Math.floor(pair / count), pair % count];
}

function* everyPair(count: number): Iterable<readonly [number, number]> {
  for (let a = 0; a < count; a += 1) for (let b = a + 1; b < count; b += 1) yield [a, b];
}

/** Texts that share a weighty term. */
function sharingTerms(items: readonly { readonly meaning: TermVector }[]): readonly (readonly number[])[] {
  const byTerm = new Map<number, number[]>();
  for (const [index, { meaning }] of items.entries()) {
    const { terms, weights } = meaning;
    const weightiest = terms
      .map((_, at) => at)
      .sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b)
      .slice(0, TERMS_OF_A_TEXT);
    for (const at of weightiest) addTo(byTerm, terms[at] ?? 0, index);
  }
  return [...byTerm.values()].filter((group) => group.length <= TEXTS_OF_A_TERM);
}

/** Texts that say the same but for numbers and small words, each with the next: such chains close by themselves. */
function sharingAllTerms(items: readonly { readonly meaning: TermVector }[]): readonly (readonly number[])[] {
  const bySignature = new Map<string, number[]>();
  for (const [index, { meaning }] of items.entries()) {
    addTo(bySignature, `${meaning.terms.join()} ${meaning.weights.join()}`, index);
  }
  return [...bySignature.values()].flatMap((group) => group.slice(1).map((index, at) => [group[at] ?? index, index]));
}

/** Texts that stand on the same lines, each with a bounded number of those that follow it. */
function sharingLines(items: readonly { readonly standing: ComparedLocation }[]): readonly (readonly number[])[] {
  const byFile = new Map<string, number[]>();
  for (const [index, { standing }] of items.entries()) {
    if (standing.startLine !== null) addTo(byFile, `${standing.side}:${standing.path}`, index);
  }
  return [...byFile.values()].flatMap((group) => {
    const start = (index: number) => items[index]?.standing.startLine ?? 0;
    const end = (index: number) => items[index]?.standing.endLine ?? 0;
    const sorted = group.toSorted((a, b) => start(a) - start(b) || a - b);
    return sorted.flatMap((index, position) =>
      sorted
        .slice(position + 1, position + 1 + NEXT_ON_THE_LINE)
        .filter((next) => start(next) <= end(index) + 2)
        .map((next) => [index, next]),
    );
  });
}
