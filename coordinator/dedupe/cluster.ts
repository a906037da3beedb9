import { candidatePairs } from './candidate-pairs.ts';
import { LinkQueue } from './link-queue.ts';
import { jointLocation, locationFactor, SAME_WEAKNESS, type ComparedLocation } from './location-similarity.ts';
import { likeness, type TermVector } from './term-vector.ts';

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
const SAME_CONCERN = 160;

/** As many as `candidatePairs` compares with each other without a choice, so that reviews of usual size are not touched by it. */
const MOST_NEAR = 400;

interface Group {
  readonly standing: ComparedLocation;
  /** Handed on to the group that it is joined into, longer list first, so that each member moves a few times at most. */
  readonly members: number[];
  /** How alike its members are to those of other groups, summed over all pairs; groups that share no pair are left out. */
  readonly near: Map<number, number>;
}

/**
 * Puts items about the same concern together: the two groups whose members are most alike on average are joined first, until no two are alike
 * enough. Returns indexes, each once. The order of the items only decides between equally strong links.
 */
export function cluster(items: readonly Item[], sameConcern = SAME_CONCERN): readonly (readonly number[])[] {
  const groups = new Map<number, Group>(
    items.map(({ standing }, index) => [index, { standing, members: [index], near: new Map() }]),
  );
  const links = new LinkQueue();
  /** Notes how alike two groups are. Those too unlike stay near all the same: joined with others they may become alike enough. */
  const connect = ([a, one]: Numbered, [b, other]: Numbered, sum: number): void => {
    one.near.set(b, sum);
    const strength = Math.round(sum / (one.members.length * other.members.length));
    if (strength >= sameConcern) links.push({ a, b, strength });
  };
  for (const [a, b] of candidatePairs(items)) {
    const [one, other] = [items[a], items[b]];
    const [first, second] = [groups.get(a), groups.get(b)];
    if (one === undefined || other === undefined || first === undefined || second === undefined) continue;
    const strength = strengthOf(one, other);
    if (strength === 0) continue;
    second.near.set(a, strength);
    connect([a, first], [b, second], strength);
  }
  let next = items.length;
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    const a = groups.get(link.a);
    const b = groups.get(link.b);
    // Together with others they may have come to stand where no two claims are about one concern.
    if (a === undefined || b === undefined || locationFactor(a.standing, b.standing) === 0) continue;
    groups.delete(link.a);
    groups.delete(link.b);
    const joined = joinedGroup(a, b, groups);
    for (const [index, sum] of joined.near) {
      const other = groups.get(index);
      if (other !== undefined) connect([index, other], [next, joined], sum);
    }
    groups.set(next, joined);
    next += 1;
  }
  return [...groups.values()].map((group) => group.members.toSorted((x, y) => x - y));
}

type Numbered = readonly [number, Group];

function joinedGroup(a: Group, b: Group, living: ReadonlyMap<number, Group>): Group {
  const [members, fewer] = a.members.length < b.members.length ? [b.members, a.members] : [a.members, b.members];
  for (const member of fewer) members.push(member);
  return { standing: jointLocation(a.standing, b.standing), members, near: jointNear(a.near, b.near, living) };
}

/**
 * How alike the living groups near two that are joined are to both. Of very many only the strongest: where thousands of findings stand on a
 * few lines, each joining would else look at all of them again.
 */
function jointNear(a: Group['near'], b: Group['near'], living: ReadonlyMap<number, Group>): Map<number, number> {
  const [near, fewer] = a.size < b.size ? [b, a] : [a, b];
  for (const [index, sum] of fewer) near.set(index, sum + (near.get(index) ?? 0));
  for (const index of near.keys()) if (!living.has(index)) near.delete(index);
  if (near.size <= MOST_NEAR) return near;
  const mean = ([index, sum]: readonly [number, number]) => sum / (living.get(index)?.members.length ?? 1);
  return new Map([...near].toSorted((x, y) => mean(y) - mean(x) || x[0] - y[0]).slice(0, MOST_NEAR));
}

function strengthOf(one: Item, other: Item): number {
  const factor = locationFactor(one.standing, other.standing);
  if (factor === 0) return 0;
  const alike = factor === SAME_WEAKNESS ? 1000 : likeness(one.meaning, other.meaning);
  return Math.round((alike * factor) / 1000);
}
