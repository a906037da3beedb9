import type { DecisionStep } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import { compareConcerns } from '../dedupe/concern-order.ts';
import type { Concern } from '../dedupe/concerns.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import type { Prepared } from '../prepared.ts';
import { mentionedPlace } from '../evidence/mentioned-place.ts';

/** A concern as it stands before the judge: what is said of it, as it would be published, and where. */
export interface OpenConcern {
  readonly concern: Concern;
  readonly finding: Finding;
  readonly place: Location | null;
}

/** A concern that the judge left in the review, and what the judge said about it. */
export interface JudgedConcern extends OpenConcern {
  readonly notes: readonly DecisionStep[];
}

/** What would be published if nobody judged it, in the order of the review. */
export function openConcerns({ text, concerns }: Prepared): readonly OpenConcern[] {
  return concerns.map((concern) => openConcern(concern, text)).toSorted(compareConcerns);
}

/** A concern as the claim that carries it says it. */
export function openConcern(concern: Concern, text: ChangedText): OpenConcern {
  const { finding, place } = concern.survivor;
  return { concern, finding, place: place ?? mentionedPlace(finding.explanation, text) };
}
