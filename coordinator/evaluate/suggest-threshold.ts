import type { SuggestedThreshold } from '../../schemas/learning/evaluation.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import { isOpenAnyway } from '../score/security-comment.ts';
import { f1Of, grade, type ShownPullRequest } from './grade.ts';

/** A pull request, the oldest first, with what stands openly as it is configured, and with everything that could. */
export interface PossiblePullRequest extends ShownPullRequest {
  /** All comments of each run in their order, whatever their percentage. */
  readonly runs: readonly (readonly ReviewComment[])[];
}

/** Of the pull requests, the newest three in ten choose nothing. */
const CHOOSING_SHARE = 0.7;
/** With fewer pull requests on either side the choice would be chance. */
const FEWEST = 10;
const STEPS = Array.from({ length: 17 }, (_, index) => index * 5);

/**
 * Looks for the percentage from which comments should stand openly: the one with the best F1 on the older pull requests, graded on the newer ones.
 * What is critical, or of security and not by checks alone, stands openly at any, and `most` stay the most in a run; what checks alone say keeps its own percentage. Null where there are too few pull requests.
 */
export function suggestThreshold(
  all: readonly PossiblePullRequest[],
  { most, openCheckPercent, seed }: Limits & { readonly seed: number },
): SuggestedThreshold | null {
  const split = Math.floor(all.length * CHOOSING_SHARE);
  if (split < FEWEST || all.length - split < FEWEST) return null;
  const [older, newer] = [all.slice(0, split), all.slice(split)];
  const at = (percent: number, some: readonly PossiblePullRequest[]) =>
    some.map((one) => ({
      ...one,
      comments: one.runs.flatMap((run) => shownAt(run, percent, { most, openCheckPercent })),
    }));
  const tried = STEPS.map((openPercent) => ({ openPercent, f1: f1Of(at(openPercent, older)) }));
  const { openPercent } = tried.reduce((one, other) => (other.f1 > one.f1 ? other : one));
  const chosenOn = grade(at(openPercent, older), seed);
  return { openPercent, chosenOn, heldOut: grade(at(openPercent, newer), seed), heldOutAsItIs: grade(newer, seed) };
}

/** What stays as it is configured whatever percentage is tried. */
interface Limits {
  readonly most: number;
  readonly openCheckPercent: number;
}

function shownAt(
  comments: readonly ReviewComment[],
  percent: number,
  { most, openCheckPercent }: Limits,
): readonly ReviewComment[] {
  let open = 0;
  return comments.filter((comment) => {
    const isSpared = comment.severity === 'critical';
    const asked = comment.origins.every((origin) => origin === 'check') ? openCheckPercent : percent;
    const isLikely = isOpenAnyway(comment) || (comment.score?.percent ?? 0) >= asked;
    const isShown = isSpared || (isLikely && open < most);
    if (isShown) open += 1;
    return isShown;
  });
}
