import { Heap } from './heap.ts';
import { likeness, sumOfVectors, type TermVector } from './term-vector.ts';
import { candidatePairs } from './candidate-pairs.ts';
import { jointLocation, locationFactor, SAME_WEAKNESS, type ComparedLocation } from './location-similarity.ts';

/** What is put into groups. */
export interface Item {
  readonly meaning: TermVector;
  readonly standing: ComparedLocation;
}

/** How alike two groups must be to be one concern, per mille. */
export const SAME_CONCERN = 160;

/** As many as `candidatePairs` compares with each other without a choice, so that reviews of usual size are not touched by it. */
const MOST_NEAR = 400;

interface Group extends Item {
  /** Handed on to the group that it is joined into, longer list first, so that each member moves a few times at most. */
  readonly members: number[];
  /** Groups that may be about the same concern, and how strongly. */
  readonly near: Map<number, number>;
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
export function cluster(items: readonly Item[], sameConcern = SAME_CONCERN): readonly (readonly number[])[] {
  const groups = new Map<number, Group>(
    items.map((item, index) => [index, { ...item, members: [index], near: new Map() }]),
  );
  const links = new Heap<Link>((x, y) => y.strength - x.strength || x.a - y.a || x.b - y.b);
  const connect = (a: number, b: number) => {
    const strength = bind(groups, a, b);
    if (strength >= sameConcern) links.push({ a, b, strength });
  };
  for (const [a, b] of candidatePairs(items)) connect(a, b);
  let next = items.length;
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    const a = groups.get(link.a);
    const b = groups.get(link.b);
    if (a === undefined || b === undefined) continue;
    groups.delete(link.a);
    groups.delete(link.b);
    const near = nearestOf(groups, a, b);
    const [members, fewer] = a.members.length < b.members.length ? [b.members, a.members] : [a.members, b.members];
    for (const member of fewer) members.push(member);
    groups.set(next, {
      meaning: sumOfVectors(a.meaning, b.meaning),
      standing: jointLocation(a.standing, b.standing),
      members,
      near: new Map(),
    });
    for (const index of near) connect(index, next);
    next += 1;
  }
  return [...groups.values()].map((group) => group.members.toSorted((x, y) => x - y));
}

/**
 * The living groups near two that are joined. Of very many only the strongest: where thousands of findings stand on a few lines, each
 * joining would else look at all of them again.
 */
function nearestOf(groups: ReadonlyMap<number, Group>, a: Group, b: Group): readonly number[] {
  const near = new Map<number, number>();
  for (const [index, strength] of [...a.near, ...b.near]) {
    if (groups.has(index)) near.set(index, Math.max(strength, near.get(index) ?? 0));
  }
  if (near.size <= MOST_NEAR) return [...near.keys()];
  const strongest = [...near].toSorted((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, MOST_NEAR);
  return strongest.map(([index]) => index);
}

/**
 * Notes that two groups are near each other, and how strongly. Those too unlike to be joined stay near all the same: joined with others they may
 * become alike enough.
 */
function bind(groups: ReadonlyMap<number, Group>, a: number, b: number): number {
  const first = groups.get(a);
  const second = groups.get(b);
  if (first === undefined || second === undefined) return 0;
  const factor = locationFactor(first.standing, second.standing);
  if (factor === 0) return 0;
  const alike = factor === SAME_WEAKNESS ? 1000 : likeness(first.meaning, second.meaning);
  const strength = Math.round((alike * factor) / 1000);
  if (strength === 0) return 0;
  first.near.set(b, strength);
  second.near.set(a, strength);
  return strength;
}
