import { Heap } from './heap.ts';
import { cosineSimilarity, sumOfVectors, type TermVector } from './term-vector.ts';
import { candidatePairs } from './candidate-pairs.ts';
import { jointLocation, locationFactor, SAME_WEAKNESS, type ComparedLocation } from './location-similarity.ts';

/** What is put into groups. */
export interface Item {
  readonly meaning: TermVector;
  readonly standing: ComparedLocation;
}

/** How alike two groups must be to be one concern, per mille. */
const SAME_CONCERN = 270;

interface Group extends Item {
  readonly members: readonly number[];
  /** Groups that may be about the same concern. */
  readonly near: Set<number>;
}

interface Link {
  readonly a: number;
  readonly b: number;
  readonly strength: number;
}

/**
 * Puts items about the same concern together: the two most alike groups are joined first, then compared anew as a whole, until
 * no two are alike enough. Returns indexes, each once. The order of the items only decides between equally strong links.
 */
export function cluster(items: readonly Item[]): readonly (readonly number[])[] {
  const groups = new Map<number, Group>(
    items.map((item, index) => [index, { ...item, members: [index], near: new Set() }]),
  );
  const links = new Heap<Link>((x, y) => y.strength - x.strength || x.a - y.a || x.b - y.b);
  for (const [a, b] of candidatePairs(items)) connect(groups, links, a, b);
  let next = items.length;
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    const a = groups.get(link.a);
    const b = groups.get(link.b);
    if (a === undefined || b === undefined) continue;
    groups.delete(link.a);
    groups.delete(link.b);
    const near = new Set([...a.near, ...b.near].filter((index) => groups.has(index)));
    const members = [...a.members, ...b.members];
    groups.set(next, {
      meaning: sumOfVectors(a.meaning, b.meaning),
      standing: jointLocation(a.standing, b.standing),
      members,
      near: new Set(),
    });
    for (const index of near) connect(groups, links, index, next);
    next += 1;
  }
  return [...groups.values()].map((group) => group.members.toSorted((x, y) => x - y));
}

/** Groups too unlike to be joined stay near each other all the same: joined with others they may become alike enough. */
function connect(groups: ReadonlyMap<number, Group>, links: Heap<Link>, a: number, b: number): void {
  const first = groups.get(a);
  const second = groups.get(b);
  if (first === undefined || second === undefined) return;
  const factor = locationFactor(first.standing, second.standing);
  if (factor === 0) return;
  const alike = factor === SAME_WEAKNESS ? 1000 : cosineSimilarity(first.meaning, second.meaning);
  if (alike === 0) return;
  first.near.add(b);
  second.near.add(a);
  const strength = Math.round((alike * factor) / 1000);
  if (strength >= SAME_CONCERN) links.push({ a, b, strength });
}
