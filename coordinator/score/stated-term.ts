import type { FindingSource } from '../../schemas/learning/outcome-example.ts';
import type { ScoreTerm } from '../../schemas/review.ts';
import type { Speaker } from '../../schemas/learning/track-record.ts';
import { speakerOf } from '../calibrate/record-groups.ts';
import { PRIOR } from './fitted-prior.ts';
import { logOdds, percentOf } from './log-odds.ts';
import type { ScorePrior } from './score-prior.ts';

/** What a finding's stated confidence is worth, by who states it. */
export function statedTerm(finding: FindingSource, prior: ScorePrior = PRIOR): ScoreTerm {
  const { confidence, reviewer } = finding;
  const speaker = speakerOf(finding);
  if (finding.stated === false) {
    return {
      term: 'stated',
      points: prior.unstated[speaker],
      note: `${reviewer} (${WHO[speaker]}) does not say how sure`,
    };
  }
  const { base, slope } = prior.stated[speaker];
  const points = base + Math.round((slope * logOdds(confidence)) / 1000);
  const note = `${reviewer} (${WHO[speaker]}) says ${confidence / 10}%: worth ${percentOf(points)}%`;
  return { term: 'stated', points, note };
}

const WHO: Readonly<Record<Speaker, string>> = {
  check: 'a check',
  model: 'a model',
  rule: 'a rule of a tool',
  opinion: 'an outside opinion',
};
