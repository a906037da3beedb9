import type { Candidate } from '../../schemas/candidate.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Prepared } from '../prepared.ts';
import { openConcerns, type OpenConcern } from './open-concerns.ts';
import type { Concern } from '../dedupe/concerns.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/**
 * What a judge is asked about: every concern that would be published and reaches the bar, under a short name that is the same whenever the same
 * input is prepared. Answers name candidates by these ids.
 */
export function candidatesOf(prepared: Prepared): Candidate[] {
  // What misses the bar comes last in the order, and is folded whatever a judge says of it.
  return openConcerns(prepared)
    .filter(({ finding, isBelowBar }) => finding.severity === 'critical' || !isBelowBar)
    .map((one, index) => candidate(one, candidateId(index)));
}

/** The name of the concern at this place of the order. */
export function candidateId(index: number): string {
  return `c${index + 1}`;
}

function candidate({ concern, finding, place }: OpenConcern, id: string): Candidate {
  const { origin, rule, severity, confidence, evidence: quote, title, explanation, failureScenario } = finding;
  const others = othersIn(concern);
  const all = [concern.survivor, ...concern.others].map((claim) => claim.finding);
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
function othersIn({ survivor, others }: Concern): Saying[] {
  const sayings = others.map(({ finding: { origin, rule, severity, title, explanation } }) => ({
    origin,
    rule,
    severity,
    title,
    explanation,
  }));
  const bySaying = new Map(sayings.map((one) => [sayingOf(one), one]));
  bySaying.delete(sayingOf(survivor.finding));
  return [...bySaying].toSorted(([a], [b]) => compareText(a, b)).map(([, saying]) => saying);
}

function sayingOf({ origin, rule, title, explanation }: Finding | Saying): string {
  return JSON.stringify([rule, title, explanation, origin]);
}
