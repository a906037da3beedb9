import type { Coordination, CoordinatorInput } from '../schemas/coordination.ts';
import { ChangedText } from './evidence/changed-text.ts';
import type { Claim, DecidedFinding } from './evidence/claim.ts';
import { holdBelowBars } from './calibrate/hold-below-bars.ts';
import { silenceByDirective } from './calibrate/silence-by-directive.ts';
import { lowered } from './calibrate/rule-settings.ts';
import { compose } from './compose/compose.ts';
import { concernsOf } from './dedupe/concerns.ts';
import { decide } from './compose/decide.ts';
import { dedupe } from './dedupe/dedupe.ts';
import { filesOfKnown } from './memory/known-files.ts';
import { applySuppressions } from './memory/apply-suppressions.ts';
import { applyMemory } from './memory/apply-memory.ts';
import { nameFresh } from './memory/name-fresh.ts';
import type { Prepared } from './prepared.ts';
import { validate } from './evidence/validate.ts';
import { verifyEvidence } from './evidence/verify-evidence.ts';

export { COORDINATOR_VERSION } from './version.ts';

/** Turns all raw findings into one decision each and one review. The same input gives the same bytes, in any order of its lists. */
export function coordinate(input: CoordinatorInput): Coordination {
  return conclude(preparedOnce(input));
}

/** By the very input: whoever asked a judge in between has prepared it already. */
const PREPARED = new WeakMap<CoordinatorInput, Prepared>();

function preparedOnce(input: CoordinatorInput): Prepared {
  const prepared = PREPARED.get(input) ?? prepare(input);
  PREPARED.delete(input);
  return prepared;
}

/** Prepares an input that is likely to be coordinated as it is: that work is then not done again. */
export function prepareAhead(input: CoordinatorInput): Prepared {
  const prepared = prepare(input);
  PREPARED.set(input, prepared);
  return prepared;
}

/** Validates the findings, looks for their evidence, takes out what was raised before or misses a bar, and puts equal concerns together. */
export function prepare(input: CoordinatorInput): Prepared {
  const text = new ChangedText({ ...input, sources: citedSources(input) });
  const settled: DecidedFinding[] = [];
  const claims: Claim[] = [];
  for (const { finding, problem } of validate(input.reports)) {
    if (problem !== null) {
      settled.push(failed(finding, problem));
      continue;
    }
    const verified = verifyEvidence(finding, text);
    if (verified.kind === 'claim') claims.push(lowered(verified.claim, input.policy));
    else settled.push(verified.settled);
  }
  const { graver, remembered, ...known } = applyMemory({ input, text, settled, claims });
  const { fresh, applied, ...covered } = applySuppressions(input, text, known.fresh);
  const { heard, silenced } = silenceByDirective(fresh, input.changeSet);
  const { reaching, held } = holdBelowBars(heard, input.policy);
  const concerns = nameFresh(concernsOf(dedupe(reaching)), input.memory?.known ?? []);
  const ended = [...settled, ...known.settled, ...covered.settled, ...silenced, ...held];
  return { input, text, concerns, graver, remembered, applied, settled: ended };
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

function failed(finding: DecidedFinding['finding'], reason: string): DecidedFinding {
  const steps = [{ step: 'validate' as const, note: reason }];
  return { finding, fingerprint: null, concern: null, state: { kind: 'failed', reason }, steps };
}
