import type { Finding } from '../schemas/finding.ts';
import type { Location } from '../schemas/location.ts';
import { missedBar } from './calibrate.ts';
import type { Settled } from './claim.ts';
import { compareConcerns } from './concern-order.ts';
import type { Concern } from './concerns.ts';
import type { Prepared } from './coordinate.ts';
import { electorateOf, uncorroborated } from './corroborate.ts';
import { mentionedPlace } from './mentioned-place.ts';
import { settle } from './settle.ts';

/** A concern that reaches every bar: what is said of it, as it would be published, and where. */
export interface OpenConcern {
  readonly concern: Concern;
  readonly finding: Finding;
  readonly place: Location | null;
}

/** The concerns in the order of the review, and what is held back. */
export interface OpenConcerns {
  readonly open: readonly OpenConcern[];
  readonly held: readonly Settled[];
}

/** Holds back what misses a bar. What is left would be published if nobody judged it. */
export function openConcerns({ input, text, concerns, groups }: Prepared): OpenConcerns {
  const electorate = electorateOf(input.reports, groups);
  const held: Settled[] = [];
  const open: OpenConcern[] = [];
  for (const concern of concerns) {
    const { finding } = concern.survivor;
    const bar = missedBar(finding, input.policy) ?? uncorroborated(concern.group, electorate);
    if (bar === null) {
      open.push({ concern, finding, place: concern.survivor.place ?? mentionedPlace(finding.explanation, text) });
    } else {
      const note = bar.kind === 'suppressed' ? bar.bar : bar.kind;
      held.push(...settle(concern, bar, [{ step: 'calibrate', note }]));
    }
  }
  return { open: open.toSorted(compareConcerns), held };
}
