import type { SinceLastReview } from '../schemas/memory.ts';
import type { ChangedText } from './changed-text.ts';
import type { Concern } from './concerns.ts';
import { isUntouched } from './converge.ts';
import { compareText, firstDifference } from './order.ts';
import type { Recalled } from './recall.ts';
import { type Alike, isLocated, isOnItsCode, isSameMistakeLikely, type Sameness, sameness } from './sameness.ts';

/** A concern of this run that was raised before. */
export interface Match {
  readonly recalled: Recalled;
  readonly sameness: Sameness;
}

interface Question {
  readonly recalled: readonly Recalled[];
  readonly concerns: readonly Concern[];
  readonly text: ChangedText;
  readonly since: SinceLastReview | null;
  readonly alike: Alike;
}

/** For each concern the known ones that it is, the surest first; a concern that is none of them is absent. */
export function recognise(question: Question): ReadonlyMap<Concern, readonly Match[]> {
  const { recalled, concerns, alike } = question;
  const all = concerns.flatMap((concern) =>
    recalled.flatMap((one) => {
      const same = sameness(one, concern, alike) ?? untold(one, concern, question);
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
function untold(one: Recalled, concern: Concern, { text, since, alike }: Question): Sameness | null {
  if (since === null || !isUntouched(concern, text, since)) return null;
  return isSameMistakeLikely(one, concern, alike);
}

interface Pair extends Match {
  readonly concern: Concern;
}

/** Equal pieces of code whose places cannot be told apart: known ones and found ones that are left over are the same, one by one. */
function equalPieces({ recalled, concerns }: Question, certain: readonly Pair[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const taken = new Set(certain.map(({ concern }) => concern));
  const found = new Set(certain.map((match) => match.recalled));
  const sorted = concerns.toSorted((a, b) =>
    firstDifference(
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

function isEqualPiece(one: Recalled, { survivor, others }: Concern): boolean {
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
