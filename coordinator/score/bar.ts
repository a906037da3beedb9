import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import type { ConcernScore } from '../../schemas/review.ts';
import { weaknessesOf } from '../dedupe/location-similarity.ts';
import type { Concern } from '../dedupe/concerns.ts';

/** What nobody asked otherwise stands openly from here on: where one in four is right, one more shown comment still helps more than it costs. */
const OPEN_PERCENT = 25;

/**
 * The same of what checks alone say: likelier right than not. Checks cost nothing to run and speak on every commit, so that one wrong comment of theirs
 * is one of many; of the labelled findings of docs/precision.md those from here on were right nine times in ten.
 */
export const OPEN_CHECK_PERCENT = 50;

/** Whether the calibrated confidence of a concern, before the voices of others, misses the bar of the configuration. */
export function isBelowBar(concern: Concern, { beforeVoices }: ConcernScore, policy: CoordinatorPolicy): boolean {
  return beforeVoices * 10 < policy.minimumConfidence && !isSecurity(concern);
}

/**
 * Whether it is sure enough to stand openly. What models and other tools say of security always is; a check's own word is worth what it states, since it was
 * measured: of eight such on ordinary commits of nineteen repositories one was right.
 */
export function isSureEnough(concern: Concern, { percent }: ConcernScore, policy: CoordinatorPolicy): boolean {
  return percent >= openPercentOf(concern, policy) || (isSecurity(concern) && !isOfChecks(concern));
}

function isOfChecks({ survivor, others }: Pick<Concern, 'survivor' | 'others'>): boolean {
  return [survivor, ...others].every(({ finding }) => finding.origin === 'check');
}

/** The percentage from which a concern stands openly. */
export function openPercentOf(
  concern: Pick<Concern, 'survivor' | 'others'>,
  { openPercent = OPEN_PERCENT, openCheckPercent = OPEN_CHECK_PERCENT }: CoordinatorPolicy,
): number {
  return isOfChecks(concern) ? openCheckPercent : openPercent;
}

/** A weakness by its number, a rule of that name, or what the security reviewer says: no bar of the configuration asks for more. */
export function isSecurity({ survivor, others }: Pick<Concern, 'survivor' | 'others'>): boolean {
  return [survivor, ...others].some(
    ({ finding }) =>
      finding.reviewer === 'security' ||
      finding.rule.toLowerCase().includes('security') ||
      weaknessesOf(finding).length > 0,
  );
}
