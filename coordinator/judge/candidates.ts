import type { Candidate } from '../../schemas/candidate.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Prepared } from '../prepared.ts';
import type { Claim } from '../evidence/claim.ts';
import { pastTermsOf } from '../calibrate/past-terms.ts';
import { askedClaims, isAsked, openConcern, openConcerns, type OpenConcern } from './open-concerns.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/**
 * What a judge is asked about: every concern that would be published and reaches the bar, under a short name that is the same whenever the same
 * input is prepared. Answers name candidates by these ids.
 */
export function candidatesOf(prepared: Prepared): Candidate[] {
  const known = { policy: prepared.input.policy, past: pastTermsOf(prepared.input) };
  // What misses the bar comes last in the order.
  return openConcerns(prepared)
    .filter(isAsked)
    .map((one, index) => {
      const asked = askedClaims(one.concern, prepared.text, known);
      const [first] = asked;
      // Where what carries the concern is among what the judge does not hear of, the next claim speaks for it.
      const shown =
        first === undefined || first === one.concern.survivor
          ? one
          : openConcern({ key: one.concern.key, survivor: first, others: [] }, prepared.text, known);
      return candidate(shown, asked, candidateId(index));
    });
}

/** The name of the concern at this place of the order. */
export function candidateId(index: number): string {
  return `c${index + 1}`;
}

function candidate({ finding, place }: OpenConcern, asked: readonly Claim[], id: string): Candidate {
  const { origin, rule, severity, confidence, evidence: quote, title, explanation, failureScenario } = finding;
  const others = othersIn(finding, asked);
  const all = [finding, ...asked.map((claim) => claim.finding)];
  return {
    id,
    rule,
    severity,
    confidence,
    location: place,
    quote,
    title,
    explanation,
    failureScenario,
    origin,
    reviewers: [...new Set(all.map((one) => one.reviewer))].toSorted(compareText),
    origins: [...new Set(all.map((one) => one.origin))].toSorted(compareText),
    ...(others.length === 0 ? {} : { others }),
  };
}

type Saying = NonNullable<Candidate['others']>[number];

/** What was put together with the claim that carries it, each saying once; what repeats that claim is left out. */
function othersIn(carrying: Finding, asked: readonly Claim[]): Saying[] {
  const sayings = asked.map(({ finding: { origin, rule, severity, title, explanation } }) => ({
    origin,
    rule,
    severity,
    title,
    explanation,
  }));
  const bySaying = new Map(sayings.map((one) => [sayingOf(one), one]));
  bySaying.delete(sayingOf(carrying));
  return [...bySaying].toSorted(([a], [b]) => compareText(a, b)).map(([, saying]) => saying);
}

function sayingOf({ origin, rule, title, explanation }: Finding | Saying): string {
  return JSON.stringify([rule, title, explanation, origin]);
}
