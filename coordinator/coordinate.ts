import type { Coordination, CoordinatorInput } from '../schemas/coordination.ts';
import type { RememberedConcern } from '../schemas/review.ts';
import { ChangedText } from './changed-text.ts';
import type { Claim, Settled } from './claim.ts';
import { compose } from './compose.ts';
import { concernsOf, type Concern } from './concerns.ts';
import { decide } from './decide.ts';
import { dedupe, type Group } from './dedupe.ts';
import { filesOfKnown } from './known-files.ts';
import { memo } from './memo.ts';
import { validate } from './validate.ts';
import { verify } from './verify.ts';

export { COORDINATOR_VERSION } from './version.ts';

/** What can be decided without looking at the meaning of code: the concerns that are left, and what is settled already. */
export interface Prepared {
  readonly input: CoordinatorInput;
  readonly text: ChangedText;
  readonly settled: readonly Settled[];
  /** All groups of equal concerns, those that were raised before included. */
  readonly groups: readonly Group[];
  /** What nobody said before. */
  readonly concerns: readonly Concern[];
  /** What became of what was published before; null where there is no memory. */
  readonly remembered: readonly RememberedConcern[] | null;
}

/** Turns all raw findings into one decision each and one review. The same input gives the same bytes, in any order of its lists. */
export function coordinate(input: CoordinatorInput): Coordination {
  return conclude(prepare(input));
}

/** Validates the findings, looks for their evidence, puts equal concerns together and takes out what was raised before. */
export function prepare(input: CoordinatorInput): Prepared {
  const text = new ChangedText({ ...input, sources: citedSources(input) });
  const settled: Settled[] = [];
  const claims: Claim[] = [];
  for (const { finding, problem } of validate(input.reports)) {
    if (problem !== null) {
      settled.push(failed(finding, problem));
      continue;
    }
    const verified = verify(finding, text);
    if (verified.kind === 'claim') claims.push(verified.claim);
    else settled.push(verified.settled);
  }
  const concerns = concernsOf(dedupe(claims, text), input.policy);
  const groups = concerns.map((concern) => concern.group);
  const left = memo({ input, text, settled, concerns });
  return { input, text, groups, ...left, settled: [...settled, ...left.settled] };
}

/** Decides what is published and where, and composes the review. */
export function conclude(prepared: Prepared): Coordination {
  const { published, settled } = decide(prepared);
  return compose(prepared, published, [...prepared.settled, ...settled]);
}

/**
 * Only what findings cite and known concerns stand in: texts that were added for a judge's refutation must not change what the judge was
 * asked.
 */
function citedSources(input: CoordinatorInput): CoordinatorInput['sources'] {
  const { reports, sources } = input;
  const cited = new Set([
    ...reports.flatMap(({ findings }) =>
      findings.map(({ location: at }) => (at === null ? '' : `${at.side} ${at.path}`)),
    ),
    ...filesOfKnown(input).map((file) => `${file.side} ${file.path}`),
  ]);
  return sources.filter((source) => cited.has(`${source.side} ${source.path}`));
}

function failed(finding: Settled['finding'], reason: string): Settled {
  const steps = [{ step: 'validate' as const, note: reason }];
  return { finding, fingerprint: null, concern: null, state: { kind: 'failed', reason }, steps };
}
