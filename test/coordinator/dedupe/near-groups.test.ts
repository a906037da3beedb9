import { describe, expect, it } from 'vitest';
import { NearGroups } from '../../../coordinator/dedupe/near-groups.ts';
import { likeness, sumOfVectors, termVectors } from '../../../coordinator/dedupe/term-vector.ts';

type Cell = readonly [group: number, sum: number, pairs: number];

function listOf(...cells: readonly Cell[]): NearGroups {
  const list = new NearGroups();
  for (const cell of cells) list.add(...cell);
  return list;
}

function cellsOf(list: NearGroups): readonly Cell[] {
  const cells: Cell[] = [];
  list.forEach((...cell) => cells.push(cell));
  return cells;
}

describe('NearGroups', () => {
  it('adds up what two lists know of a group, keeps the order, and lets go of groups that are gone', () => {
    const gone = new Set([1, 4]);
    const among = { isLiving: (group: number) => !gone.has(group), slots: [] };
    const list = listOf([1, 100, 1], [7, 200, 1], [3, 300, 2]);
    list.absorb(listOf([4, 900, 3], [3, 50, 1], [9, 10, 1]), among);
    expect(cellsOf(list)).toEqual([
      [7, 200, 1],
      [3, 350, 3],
      [9, 10, 1],
    ]);
    const second = listOf([3, 1, 1]);
    second.absorb(listOf([9, 2, 1]), among);
    expect(cellsOf(second)).toEqual([
      [3, 1, 1],
      [9, 2, 1],
    ]);
  });

  it('keeps the groups that are most alike on average, and of equal ones the first', () => {
    const list = listOf([5, 400, 4], [2, 300, 1], [1, 100, 1], [8, 500, 2]);
    list.keepStrongest(3);
    expect(cellsOf(list)).toEqual([
      [2, 300, 1],
      [8, 500, 2],
      [1, 100, 1],
    ]);
  });
});

describe('term vectors', () => {
  const text = (...words: readonly string[]) => new Map(words.map((word) => [word, 1]));
  const texts = [
    text('lock', 'held', 'twice'),
    text('lock', 'zebra'),
    text(...Array.from({ length: 90 }, (_, at) => `word${at}`), 'held', 'lock', 'zebra'),
  ];
  const vectors = termVectors(texts);
  const [first = { terms: [], weights: [] }, second = first, long = first] = vectors;

  /** Term by term, without any order. */
  const product = (a: typeof first, b: typeof first) =>
    a.terms.reduce((sum, term, at) => sum + (a.weights[at] ?? 0) * (b.weights[b.terms.indexOf(term)] ?? 0), 0);

  it('are as alike as the sum over their common terms says, however long one is', () => {
    for (const a of vectors) {
      for (const b of vectors) expect(likeness(a, b)).toBe(Math.round(product(a, b) / 1000));
    }
    expect(likeness(first, second)).toBeGreaterThan(0);
    expect(likeness(first, first)).toBeGreaterThanOrEqual(998);
  });

  it('add up term by term', () => {
    const sum = sumOfVectors(first, long);
    expect(sum.terms).toEqual([...new Set([...first.terms, ...long.terms])].toSorted((a, b) => a - b));
    expect(product(sum, second)).toBe(product(first, second) + product(long, second));
  });
});
