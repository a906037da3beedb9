import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import { toDecisions } from '../compose/to-decisions.ts';
import type { Claim, DecidedFinding } from '../evidence/claim.ts';
import { concernKey } from '../evidence/concern-key.ts';
import { missedBar } from './missed-bar.ts';

/**
 * Holds back every claim that misses a bar of the configuration, before any are put together: it neither lifts nor shields what it sounds
 * like, so that no claim ends otherwise for the company it keeps.
 */
export function holdBelowBars(
  claims: readonly Claim[],
  policy: CoordinatorPolicy,
): { readonly reaching: readonly Claim[]; readonly held: readonly DecidedFinding[] } {
  const reaching: Claim[] = [];
  const held: DecidedFinding[] = [];
  for (const claim of claims) {
    const bar = missedBar(claim.finding, policy);
    if (bar === null) {
      reaching.push(claim);
      continue;
    }
    const note = bar.kind === 'suppressed' ? bar.bar : bar.kind;
    held.push(
      ...toDecisions({ key: concernKey([claim]), survivor: claim, others: [] }, bar, [{ step: 'calibrate', note }]),
    );
  }
  return { reaching, held };
}
