import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { DecisionStep, TerminalState } from '../../schemas/decision.ts';
import type { KnownConcern, Memory } from '../../schemas/memory.ts';
import type { RememberedConcern } from '../../schemas/review.ts';
import { toDecisions } from '../compose/to-decisions.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import { type Claim, type DecidedFinding, suppressed } from '../evidence/claim.ts';
import { concernKey } from '../evidence/concern-key.ts';
import { isCheckRerun } from './check-rerun.ts';
import { untouchedSince } from './converge.ts';
import { compareRemembered, knownStatus } from './known-status.ts';
import { locateKnown } from './locate-known.ts';
import { type KnownMatch, matchKnown } from './match-known.ts';
import { rejectedBefore } from './rejected-before.ts';
import { rewordedBelowBar } from './reworded-below-bar.ts';
import { isGraver } from './same-claim.ts';

/** What is left of a run's claims when those of earlier reviews are taken out. */
export interface AppliedMemory {
  /** What nobody said before. */
  readonly fresh: readonly Claim[];
  /** Those of them that were said before, and are graver now. */
  readonly graver: ReadonlyMap<Claim, readonly KnownMatch[]>;
  readonly settled: readonly DecidedFinding[];
  /** What became of everything that was published before; null where there is no memory. */
  readonly remembered: readonly RememberedConcern[] | null;
}

interface Facts {
  readonly input: CoordinatorInput;
  readonly text: ChangedText;
  /** Findings that are settled already. */
  readonly settled: readonly DecidedFinding[];
  readonly claims: readonly Claim[];
}

/**
 * Takes out what was raised, dismissed or rejected before, and what is new where nothing was touched since, every claim by itself and before
 * any are put together; says of everything that was published before whether it still stands.
 */
export function applyMemory(facts: Facts): AppliedMemory {
  const { input, text, settled: before, claims } = facts;
  const { memory } = input;
  if (memory === undefined) return { fresh: claims, graver: new Map(), settled: [], remembered: null };
  const recalled = locateKnown({ ...input, memory }, text);
  const matches = matchKnown(recalled, claims);
  const byClaim = Map.groupBy(matches, ({ claim }) => claim);
  const fresh: Claim[] = [];
  const settled: DecidedFinding[] = [];
  for (const claim of claims) {
    const end = endOf(claim, byClaim.get(claim) ?? [], { text, memory });
    if (end === null) fresh.push(claim);
    else settled.push(...toDecisions({ key: end.concern, survivor: claim, others: [] }, end.state, [end.step]));
  }
  const remembered = recalled
    .map((one) => {
      const found = matches.filter((match) => match.recalled === one).map(({ claim }) => claim);
      return knownStatus(one, {
        found,
        reworded: rewordedBelowBar(one, claims, input.policy),
        silenced: isCheckRerun(one, { reports: input.reports, text, settled: before }),
      });
    })
    .toSorted(compareRemembered);
  const graver = new Map(fresh.flatMap((claim) => (byClaim.has(claim) ? [[claim, byClaim.get(claim) ?? []]] : [])));
  return { fresh, graver, settled, remembered };
}

/** How a claim ends that is known; the name is the one that it was published by, so that its story is one. */
export interface KnownEnd {
  readonly concern: string;
  readonly state: TerminalState;
  readonly step: DecisionStep;
}

/** How a known claim ends. */
export function knownEnd({ recalled: { known }, how }: KnownMatch): KnownEnd {
  const note = `${how} as ${known.comment.finding}, which was raised before`;
  return { concern: known.comment.concern, state: stateOf(known), step: { step: 'memo', note } };
}

function endOf(
  claim: Claim,
  matches: readonly KnownMatch[],
  { text, memory }: { readonly text: ChangedText; readonly memory: Memory },
): KnownEnd | null {
  // Known concerns come in an order of their own, a dismissal before a claim before silence.
  const match = matches.find(({ recalled }) => !isGraver(claim.finding, recalled.known.comment.severity));
  if (match !== undefined) return knownEnd(match);
  const state = rejectedBefore(claim, text, memory.rejected) ?? untouchedSince(claim, text, memory.since);
  if (state === null) return null;
  const note = state.kind === 'suppressed' ? state.bar : state.kind;
  return { concern: concernKey([claim]), state, step: { step: 'memo', note } };
}

function stateOf({ state, actor, reason, comment }: KnownConcern): TerminalState {
  return state === 'dismissed'
    ? suppressed('dismissed', `dismissed by ${actor ?? 'somebody'}: ${reason ?? ''}`)
    : suppressed('already-raised', `raised before as ${comment.finding}`);
}
