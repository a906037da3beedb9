import type { SinceLastReview } from '../../schemas/memory.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import type { Concern } from '../dedupe/concerns.ts';
import { isConcernUntouched } from './converge.ts';
import { firstNonZero } from '../order.ts';
import type { LocatedConcern } from './locate-known.ts';
import {
  type ClaimSimilarity,
  isLocated,
  isOnItsCode,
  isSameMistakeLikely,
  type ConcernMatch,
  concernMatch,
} from './concern-match.ts';
import { compareText } from '../../schemas/compare-text.ts';

/** A concern of this run that was raised before. */
export interface KnownMatch {
  readonly recalled: LocatedConcern;
  readonly sameness: ConcernMatch;
}

interface Question {
  readonly recalled: readonly LocatedConcern[];
  readonly concerns: readonly Concern[];
  readonly text: ChangedText;
  readonly since: SinceLastReview | null;
  readonly alike: ClaimSimilarity;
}

/** For each concern the known ones that it is, the surest first; a concern that is none of them is absent. */
export function matchKnown(question: Question): ReadonlyMap<Concern, readonly KnownMatch[]> {
  const { recalled, concerns, alike } = question;
  const all = concerns.flatMap((concern) =>
    recalled.flatMap((one) => {
      const same = concernMatch(one, concern, alike) ?? untold(one, concern, question);
      return same === null ? [] : [{ concern, recalled: one, sameness: same }];
    }),
  );
  // Where a known concern is found in its code, what only sounds like it is told apart from it by this very run.
  const proven = new Set(
    all.flatMap((match) => (match.sameness.strength === 3 && isLocated(match.recalled) ? [match.recalled] : [])),
  );
  const certain = all.filter((match) => match.sameness.strength > 1 || !proven.has(match.recalled));
  const pairs = [...certain, ...equalPieces(question, certain)];
  return new Map(
    [...Map.groupBy(pairs, ({ concern }) => concern)].map(([concern, matches]) => [
      concern,
      matches.toSorted((a, b) => b.sameness.strength - a.sameness.strength || b.sameness.alike - a.sameness.alike),
    ]),
  );
}

/** Where nothing was touched since, the same reviewer's equally grave word on the very code that it spoke of is the same in other words. */
function untold(one: LocatedConcern, concern: Concern, { text, since, alike }: Question): ConcernMatch | null {
  if (since === null || !isConcernUntouched(concern, text, since)) return null;
  return isSameMistakeLikely(one, concern, alike);
}

interface Pair extends KnownMatch {
  readonly concern: Concern;
}

/** Equal pieces of code whose places cannot be told apart: known ones and found ones that are left over are the same, one by one. */
function equalPieces({ recalled, concerns }: Question, certain: readonly Pair[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const taken = new Set(certain.map(({ concern }) => concern));
  const found = new Set(certain.map((match) => match.recalled));
  const sorted = concerns.toSorted((a, b) =>
    firstNonZero(
      () => (a.survivor.place?.startLine ?? 0) - (b.survivor.place?.startLine ?? 0),
      () => compareText(a.survivor.finding.id, b.survivor.finding.id),
    ),
  );
  const left = recalled
    .filter((one) => !found.has(one))
    .toSorted((a, b) => (a.place?.startLine ?? 0) - (b.place?.startLine ?? 0));
  for (const one of left) {
    const concern = sorted.find((other) => !taken.has(other) && isEqualPiece(one, other));
    if (concern === undefined) continue;
    taken.add(concern);
    pairs.push({
      concern,
      recalled: one,
      sameness: { strength: 3, alike: 0, how: 'the same claim on an equal piece of code' },
    });
  }
  return pairs;
}

function isEqualPiece(one: LocatedConcern, { survivor, others }: Concern): boolean {
  return [survivor, ...others].some(
    (claim) =>
      claim.quote !== null &&
      claim.quote === one.quote &&
      claim.finding.rule === one.known.comment.rule &&
      claim.place !== null &&
      claim.place.path === one.place?.path &&
      claim.place.side === one.place.side &&
      !isOnItsCode(one, claim),
  );
}
