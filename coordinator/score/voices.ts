import type { FindingOrigin } from '../../schemas/finding.ts';
import type { ScoreTerm } from '../../schemas/review.ts';
import type { Claim } from '../evidence/claim.ts';
import type { ScorePrior } from './score-prior.ts';

const NAMES: Readonly<Record<FindingOrigin, readonly [one: string, more: string]>> = {
  check: ['check', 'checks'],
  model: ['model', 'models'],
  outside: ['outside reviewer', 'outside reviewers'],
};

/** What the voices of other reviewers add. Each counts once, and each further one of a kind less than the one before. */
export function voicesOf(best: Claim, claims: readonly Claim[], prior: ScorePrior): readonly ScoreTerm[] {
  const voices = (['check', 'model', 'outside'] as const).map((origin) => {
    const others = new Set(
      claims
        .filter(({ finding }) => finding.origin === origin && isOther(best, finding))
        .map(({ finding }) => finding.reviewer),
    ).size;
    const note = `${others} more ${NAMES[origin][others === 1 ? 0 : 1]} ${others === 1 ? 'says' : 'say'} it`;
    return { term: 'voices' as const, points: Math.round(prior.voices[origin] * Math.log2(1 + others)), note };
  });
  const origins = new Set(claims.map(({ finding }) => finding.origin));
  const both = origins.has('check') && origins.has('model') ? prior.checkAndModel : 0;
  return [...voices, { term: 'voices', points: both, note: 'a check and a model say it' }];
}

/** A reviewer's check and its model half are two voices. */
function isOther({ finding: best }: Claim, finding: Claim['finding']): boolean {
  return finding.reviewer !== best.reviewer || finding.origin !== best.origin;
}
