import type { DecisionStep } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import { missedBar } from '../calibrate/missed-bar.ts';
import type { DecidedFinding } from '../evidence/claim.ts';
import { compareConcerns } from '../dedupe/concern-order.ts';
import type { Concern } from '../dedupe/concerns.ts';
import type { Prepared } from '../prepared.ts';
import { mentionedPlace } from '../evidence/mentioned-place.ts';
import { toDecisions } from '../compose/to-decisions.ts';

/** A concern that reaches every bar: what is said of it, as it would be published, and where. */
export interface OpenConcern {
  readonly concern: Concern;
  readonly finding: Finding;
  readonly place: Location | null;
}

/** A concern that the judge left in the review, and what the judge said about it. */
export interface JudgedConcern extends OpenConcern {
  readonly notes: readonly DecisionStep[];
}

/** The concerns in the order of the review, and what is held back. */
export interface OpenConcerns {
  readonly open: readonly OpenConcern[];
  readonly held: readonly DecidedFinding[];
}

/** Holds back what misses a bar of the configuration, and nothing else. What is left would be published if nobody judged it. */
export function openConcerns({ input, text, concerns }: Prepared): OpenConcerns {
  const held: DecidedFinding[] = [];
  const open: OpenConcern[] = [];
  for (const concern of concerns) {
    const { finding } = concern.survivor;
    const bar = missedBar(finding, input.policy);
    if (bar === null) {
      open.push({ concern, finding, place: concern.survivor.place ?? mentionedPlace(finding.explanation, text) });
    } else {
      const note = bar.kind === 'suppressed' ? bar.bar : bar.kind;
      held.push(...toDecisions(concern, bar, [{ step: 'calibrate', note }]));
    }
  }
  return { open: open.toSorted(compareConcerns), held };
}
