import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import type { ConcernScore, ScoreTerm } from '../../schemas/review.ts';
import type { PastTerms } from '../calibrate/past-terms.ts';
import { isProduction } from '../compose/verdict.ts';
import type { Claim } from '../evidence/claim.ts';
import type { Concern } from '../dedupe/concerns.ts';
import { percentOf } from './log-odds.ts';
import { PRIOR } from './fitted-prior.ts';
import type { ScorePrior } from './score-prior.ts';
import { isSecurity } from './bar.ts';
import { statedTerm } from './stated-term.ts';
import { voicesOf } from './voices.ts';

/**
 * How likely a concern is to be right: that of its likeliest claim, and what the voices of others add. What is not there, a voice or a quote,
 * takes nothing away. The past alone never lowers what is critical or of security.
 *
 * @param finding what carries the concern, as the judge graded it
 * @param place where it is shown: of a remark that names no place, the code in its words
 */
export function scoreOf(
  concern: Concern,
  { finding, place }: { readonly finding: Finding; readonly place: Location | null },
  { past = nothingKnown, prior = PRIOR }: { readonly past?: PastTerms; readonly prior?: ScorePrior } = {},
): ConcernScore {
  const isSpared = finding.severity === 'critical' || isSecurity(concern);
  const claims = [{ ...concern.survivor, finding, place }, ...concern.others];
  const [best] = claims
    .map((claim) => {
      const learned = past(claim.finding, claim.place?.path ?? null);
      const counted = isSpared && sumOf(learned) < 0 ? [] : learned;
      return { claim, terms: [...termsOfClaim(claim, prior), ...counted] };
    })
    .toSorted((a, b) => sumOf(b.terms) - sumOf(a.terms));
  const own = best?.terms ?? [];
  const voices = voicesOf(best?.claim ?? concern.survivor, claims, prior);
  const terms = [...own, ...voices].filter(({ term, points }) => term === 'stated' || points !== 0);
  return { percent: percentOf(sumOf(terms)), beforeVoices: percentOf(sumOf(own)), terms };
}

/** The score of what could not be proven: lower, save for what is critical or of security. */
export function scoreUnproven(
  score: ConcernScore,
  { concern, finding }: { readonly concern: Concern; readonly finding: Finding },
  { unproven }: Pick<ScorePrior, 'unproven'> = PRIOR,
): ConcernScore {
  if (finding.severity === 'critical' || isSecurity(concern)) return score;
  const term: ScoreTerm = { term: 'evidence', points: unproven, note: 'whoever verified it could not prove it' };
  const terms = [...score.terms, term];
  const own = terms.filter((one) => one.term !== 'voices');
  return { percent: percentOf(sumOf(terms)), beforeVoices: percentOf(sumOf(own)), terms };
}

const nothingKnown: PastTerms = () => [];

/** What makes a claim by itself likelier or less likely to be right. */
export function termsOfClaim({ finding, proof, place }: Claim, prior: ScorePrior): readonly ScoreTerm[] {
  const isChecked = finding.origin === 'check';
  const quoted = proof === 'quote' && !isChecked ? prior.quote : 0;
  const mentioned = proof === 'none' && place !== null ? prior.mention : 0;
  const elsewhere = proof === 'file' && (finding.location?.startLine ?? null) !== null && !isChecked;
  const aside = isChecked || isProduction(place?.path ?? null) ? 0 : prior.aside;
  return [
    statedTerm(finding, prior),
    { term: 'evidence', points: quoted, note: 'the code that it quotes is there' },
    { term: 'evidence', points: mentioned, note: 'the change holds the code in its words' },
    { term: 'place', points: elsewhere ? prior.elsewhere : 0, note: 'its line is no part of the change' },
    { term: 'place', points: aside, note: 'it is in tests, documents or examples' },
  ];
}

function sumOf(terms: readonly ScoreTerm[]): number {
  return terms.reduce((sum, { points }) => sum + points, 0);
}
