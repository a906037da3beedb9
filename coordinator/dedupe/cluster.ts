import { candidatePairs } from './candidate-pairs.ts';
import { type Link, LinkQueue } from './link-queue.ts';
import { jointLocation, locationFactor, SAME_WEAKNESS, type ComparedLocation } from './location-similarity.ts';
import { likeness, sumOfVectors, type TermVector } from './term-vector.ts';

/** What is put into groups. */
export interface Item {
  readonly meaning: TermVector;
  readonly standing: ComparedLocation;
}

/**
 * How alike two groups must be to be one concern, per mille. Of pairs of remarks about known mistakes that real tools made on ten pull requests
 * (scripts/evaluate-coordinator.ts), 77 to 83 of 100 are joined at it, and 96 of 100 joined ones are right; a step either way changes less
 * than the choice of the judge.
 */
export const SAME_CONCERN = 160;

/** As many as `candidatePairs` compares with each other without a choice, so that reviews of usual size are not touched by it. */
const MOST_NEAR = 400;

interface Group {
  readonly standing: ComparedLocation;
  /** The weights of its members' terms, added up. */
  readonly meaning: TermVector;
  /** Handed on to the group that it is joined into, longer list first, so that each member moves a few times at most. */
  readonly members: number[];
  /** How alike its members are to those of other groups that were compared with any of them. */
  readonly near: Map<number, Alike>;
  /** Groups that were near and are joined into others by now. Of two lists the longer one is kept, as if they still stood in it. */
  gone: number;
}

/** How alike the members of two groups are, summed over the pairs that were compared. */
interface Alike {
  readonly sum: number;
  readonly pairs: number;
}

/**
 * Puts items about the same concern together: the two groups whose members are most alike on average are joined first, until no two are alike
 * enough. Returns indexes, each once. The order of the items only decides between equally strong links.
 */
export function cluster(items: readonly Item[], sameConcern = SAME_CONCERN): readonly (readonly number[])[] {
  const groups = new Map<number, Group>(
    items.map((item, index) => [index, { ...item, members: [index], near: new Map(), gone: 0 }]),
  );
  const links = new LinkQueue();
  /** Notes how alike two groups are. Those too unlike stay near all the same: joined with others they may become alike enough. */
  const connect = (a: number, one: Group, b: number, alike: Alike): void => {
    one.near.set(b, alike);
    const strength = alike.pairs === 1 ? alike.sum : Math.round(alike.sum / alike.pairs);
    if (strength >= sameConcern) links.push({ a, b, strength });
  };
  const alikeOf = onceEach();
  for (const [a, b] of candidatePairs(items)) {
    const [one, other] = [items[a], items[b]];
    const [first, second] = [groups.get(a), groups.get(b)];
    if (one === undefined || other === undefined || first === undefined || second === undefined) continue;
    const alike = alikeOf(strengthOf(one, other));
    second.near.set(a, alike);
    connect(a, first, b, alike);
  }
  let next = items.length;
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    const a = groups.get(link.a);
    const b = groups.get(link.b);
    if (a === undefined || b === undefined || meanStrength(a, b, link) < sameConcern) continue;
    groups.delete(link.a);
    groups.delete(link.b);
    const joined = joinedGroup([link.a, a], [link.b, b], groups);
    for (const [index, alike] of joined.near) {
      const other = groups.get(index);
      if (other !== undefined) connect(index, other, next, alike);
    }
    groups.set(next, joined);
    next += 1;
  }
  return [...groups.values()].map((group) => group.members.toSorted((x, y) => x - y));
}

/** How alike two are that were compared once: of millions of pairs most are alike in the same few ways. */
function onceEach(): (strength: number) => Alike {
  const known = new Map<number, Alike>();
  return (strength) => {
    const alike = known.get(strength) ?? { sum: strength, pairs: 1 };
    known.set(strength, alike);
    return alike;
  };
}

type Numbered = readonly [number, Group];
type Living = ReadonlyMap<number, Group>;

function joinedGroup(first: Numbered, second: Numbered, living: Living): Group {
  const [a, b] = [first[1], second[1]];
  const [members, fewer] = a.members.length < b.members.length ? [b.members, a.members] : [a.members, b.members];
  for (const member of fewer) members.push(member);
  const meaning = sumOfVectors(a.meaning, b.meaning);
  return {
    standing: jointLocation(a.standing, b.standing),
    meaning,
    members,
    near: jointNear(first, second, living),
    gone: 0,
  };
}

/**
 * How alike the living groups near two that are joined are to both. Of very many only the strongest: where thousands of findings stand on a
 * few lines, each joining would else look at all of them again. The groups near them forget the two.
 */
function jointNear(first: Numbered, second: Numbered, living: Living): Map<number, Alike> {
  const [a, b] = [first[1], second[1]];
  const [near, fewer] = a.near.size + a.gone < b.near.size + b.gone ? [b.near, a.near] : [a.near, b.near];
  for (const [index, alike] of fewer) {
    const also = near.get(index);
    near.set(index, also === undefined ? alike : { sum: alike.sum + also.sum, pairs: alike.pairs + also.pairs });
  }
  for (const index of near.keys()) {
    const other = living.get(index);
    if (other === undefined) near.delete(index);
    else for (const [number] of [first, second]) if (other.near.delete(number)) other.gone += 1;
  }
  if (near.size <= MOST_NEAR) return near;
  const mean = ([, { sum, pairs }]: readonly [number, Alike]) => sum / pairs;
  return new Map([...near].toSorted((x, y) => mean(y) - mean(x) || x[0] - y[0]).slice(0, MOST_NEAR));
}

/** How strong a link is, all pairs counted: where not all were compared, those that were are the more alike ones. */
function meanStrength(a: Group, b: Group, { b: other, strength }: Link): number {
  // Together with others they may have come to stand where no two claims are about one concern.
  const factor = locationFactor(a.standing, b.standing);
  const all = a.members.length * b.members.length;
  if (factor === 0 || a.near.get(other)?.pairs === all) return factor === 0 ? 0 : strength;
  return Math.round((likeness(a.meaning, b.meaning) * factor) / (1000 * all));
}

function strengthOf(one: Item, other: Item): number {
  const factor = locationFactor(one.standing, other.standing);
  if (factor === 0) return 0;
  const alike = factor === SAME_WEAKNESS ? 1000 : likeness(one.meaning, other.meaning);
  return Math.round((alike * factor) / 1000);
}
