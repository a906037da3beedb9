import type { DecisionStep, TerminalState } from '../../schemas/decision.ts';
import type { Claim, DecidedFinding } from '../evidence/claim.ts';
import type { Concern } from '../dedupe/concerns.ts';

/** The survivor gets the state, the others are merged into it. */
export function toDecisions(
  concern: Concern,
  state: TerminalState,
  steps: readonly DecisionStep[],
): readonly DecidedFinding[] {
  const { survivor, others } = concern;
  const same = others.map((claim) => {
    const said = concern.joined?.get(claim);
    const words = claim.fingerprint === survivor.fingerprint ? 'the same claim' : 'the same concern in other words';
    const note = `${words} as ${survivor.finding.id}`;
    return settledClaim(claim, concern, { kind: 'merged', into: survivor.finding.id }, [
      said ?? { step: 'dedupe', note },
    ]);
  });
  const carries = others.length === 0 ? [] : [{ step: 'dedupe' as const, note: `it carries ${others.length} more` }];
  return [settledClaim(survivor, concern, state, [...carries, ...steps]), ...same];
}

function settledClaim(
  claim: Claim,
  concern: Concern,
  state: TerminalState,
  steps: readonly DecisionStep[],
): DecidedFinding {
  const { finding, fingerprint } = claim;
  return { finding, fingerprint, concern: concern.key, state, steps: [...claim.steps, ...steps] };
}
