import { candidatePairs } from './candidate-pairs.ts';
import { type Link, LinkQueue } from './link-queue.ts';
import { jointLocation, locationFactor, SAME_WEAKNESS, type ComparedLocation } from './location-similarity.ts';
import { NearGroups } from './near-groups.ts';
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
  readonly near: NearGroups;
}

/**
 * Puts items about the same concern together: the two groups whose members are most alike on average are joined first, until no two are alike
 * enough. Returns indexes, each once. The order of the items only decides between equally strong links.
 */
export function cluster(items: readonly Item[], sameConcern = SAME_CONCERN): readonly (readonly number[])[] {
  const groups: (Group | undefined)[] = items.map((item, index) => ({
    standing: item.standing,
    meaning: item.meaning,
    members: [index],
    near: new NearGroups(),
  }));
  const links = new LinkQueue();
  /** Notes how alike two groups are. Those too unlike stay near all the same: joined with others they may become alike enough. */
  const connect = (one: Group, { a, b, sum, pairs }: Alike): void => {
    one.near.add(b, sum, pairs);
    const strength = pairs === 1 ? sum : Math.round(sum / pairs);
    if (strength >= sameConcern) links.push({ a, b, strength, pairs });
  };
  for (const [a, b] of candidatePairs(items)) {
    const [first, second] = [groups[a], groups[b]];
    if (first === undefined || second === undefined) continue;
    const sum = strengthOf(first, second);
    second.near.add(a, sum, 1);
    connect(first, { a, b, sum, pairs: 1 });
  }
  const among = { isLiving: (group: number) => groups[group] !== undefined, slots: [] };
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    const [a, b] = [groups[link.a], groups[link.b]];
    if (a === undefined || b === undefined || meanStrength(a, b, link) < sameConcern) continue;
    groups[link.a] = groups[link.b] = undefined;
    const joined = joinedGroup(a, b, among);
    const number = groups.push(joined) - 1;
    joined.near.forEach((index, sum, pairs) => {
      const other = groups[index];
      if (other !== undefined) connect(other, { a: index, b: number, sum, pairs });
    });
  }
  return groups.flatMap((group) => (group === undefined ? [] : [group.members.toSorted((x, y) => x - y)]));
}

/** How alike the members of two groups are, summed over the pairs that were compared. */
interface Alike {
  readonly a: number;
  readonly b: number;
  readonly sum: number;
  readonly pairs: number;
}

function joinedGroup(a: Group, b: Group, among: Parameters<NearGroups['absorb']>[1]): Group {
  const [members, fewer] = a.members.length < b.members.length ? [b.members, a.members] : [a.members, b.members];
  for (const member of fewer) members.push(member);
  // Of very many only the strongest: where thousands of findings stand on a few lines, each joining would else look at all of them again.
  const [near, shorter] = a.near.length < b.near.length ? [b.near, a.near] : [a.near, b.near];
  near.absorb(shorter, among);
  near.keepStrongest(MOST_NEAR);
  return {
    standing: jointLocation(a.standing, b.standing),
    meaning: sumOfVectors(a.meaning, b.meaning),
    members,
    near,
  };
}

/** How strong a link is, all pairs counted: where not all were compared, those that were are the more alike ones. */
function meanStrength(a: Group, b: Group, { strength, pairs }: Link): number {
  // Together with others they may have come to stand where no two claims are about one concern.
  const factor = locationFactor(a.standing, b.standing);
  const all = a.members.length * b.members.length;
  if (factor === 0 || pairs === all) return factor === 0 ? 0 : strength;
  return Math.round((likeness(a.meaning, b.meaning) * factor) / (1000 * all));
}

function strengthOf(one: Item, other: Item): number {
  const factor = locationFactor(one.standing, other.standing);
  if (factor === 0) return 0;
  const alike = factor === SAME_WEAKNESS ? 1000 : likeness(one.meaning, other.meaning);
  return Math.round((alike * factor) / 1000);
}
