import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { TerminalState } from '../../schemas/decision.ts';
import type { KnownConcern, Memory, RejectedConcern } from '../../schemas/memory.ts';
import type { RememberedConcern } from '../../schemas/review.ts';
import { textSimilarity } from './text-similarity.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import { type DecidedFinding, suppressed } from '../evidence/claim.ts';
import { topicOf } from '../evidence/concern-key.ts';
import type { Concern } from '../dedupe/concerns.ts';
import { untouchedSince } from './converge.ts';
import { digest } from '../evidence/digest.ts';
import { judgeLimit } from '../judge/judge-limits.ts';
import { isCheckRerun } from './check-rerun.ts';
import { type LocatedConcern, locateKnown } from './locate-known.ts';
import { type KnownMatch, matchKnown } from './match-known.ts';
import { compareRemembered, knownStatus } from './known-status.ts';
import { toDecisions } from '../compose/to-decisions.ts';
import { compareText } from '../../schemas/compare-text.ts';

/** What is left of a run's concerns when those of earlier reviews are taken out. */
export interface AppliedMemory {
  /** What nobody said before. */
  readonly concerns: readonly Concern[];
  readonly settled: readonly DecidedFinding[];
  /** What became of everything that was published before; null where there is no memory. */
  readonly remembered: readonly RememberedConcern[] | null;
}

interface Facts {
  readonly input: CoordinatorInput;
  readonly text: ChangedText;
  /** Findings that are settled already. */
  readonly settled: readonly DecidedFinding[];
  readonly concerns: readonly Concern[];
}

/**
 * Takes out what was raised, dismissed or rejected before, and what is new where nothing was touched since; says of everything that was
 * published before whether it still stands.
 */
export function applyMemory(facts: Facts): AppliedMemory {
  const { memory } = facts.input;
  if (memory === undefined) return { concerns: facts.concerns, settled: [], remembered: null };
  const recalled = locateKnown({ ...facts.input, memory }, facts.text);
  const claims = facts.concerns.flatMap((concern) => [concern.survivor, ...concern.others]);
  const alike = textSimilarity([...claims, ...recalled.map(({ claim }) => claim)], facts.text);
  const matches = matchKnown({ recalled, concerns: facts.concerns, text: facts.text, since: memory.since, alike });
  const fresh: Concern[] = [];
  const settled: DecidedFinding[] = [];
  for (const concern of facts.concerns) {
    const end = endOf(concern, matches.get(concern)?.[0], facts.text, memory);
    if (end === null) fresh.push(concern);
    else settled.push(...toDecisions(end.concern, end.state, [{ step: 'memo', note: end.note }]));
  }
  return { concerns: renamed(fresh, memory.known), settled, remembered: whatBecame(recalled, matches, facts) };
}

function endOf(concern: Concern, match: KnownMatch | undefined, text: ChangedText, memory: Memory) {
  if (match !== undefined) {
    const { known } = match.recalled;
    const state = stateOf(known);
    const note = `${match.sameness.how} as ${known.comment.finding}, which was raised before`;
    // Under the name that it was published by, so that its story is one.
    return { concern: { ...concern, key: known.comment.concern }, state, note };
  }
  const state = rejectedBefore(concern, text, memory.rejected) ?? untouchedSince(concern, text, memory.since);
  if (state === null) return null;
  return { concern, state, note: state.kind === 'suppressed' ? state.bar : state.kind };
}

function stateOf({ state, actor, reason, comment }: KnownConcern): TerminalState {
  return state === 'dismissed'
    ? suppressed('dismissed', `dismissed by ${actor ?? 'somebody'}: ${reason ?? ''}`)
    : suppressed('already-raised', `raised before as ${comment.finding}`);
}

/** A new concern never has the name of one that was published: what is looked up by the name would be mistaken for it. */
function renamed(fresh: readonly Concern[], known: readonly KnownConcern[]): readonly Concern[] {
  const taken = new Set(known.map(({ comment }) => comment.concern));
  return fresh
    .toSorted(
      (a, b) =>
        compareText(a.survivor.fingerprint, b.survivor.fingerprint) ||
        compareText(a.survivor.finding.id, b.survivor.finding.id),
    )
    .map((concern) => {
      let { key } = concern;
      for (let count = 1; taken.has(key); count += 1) key = digest([concern.key, 'again', count]);
      taken.add(key);
      return { ...concern, key };
    });
}

function whatBecame(
  recalled: readonly LocatedConcern[],
  matches: ReadonlyMap<Concern, readonly KnownMatch[]>,
  { input: { reports, policy }, text, settled }: Facts,
): RememberedConcern[] {
  return recalled
    .map((one) => {
      const found = [...matches].flatMap(([concern, all]) =>
        all.some((match) => match.recalled === one) ? [concern] : [],
      );
      const sorted = found.toSorted((a, b) => compareText(a.survivor.finding.id, b.survivor.finding.id));
      return knownStatus(one, { found: sorted, silenced: isCheckRerun(one, { reports, text, settled }), policy });
    })
    .toSorted(compareRemembered);
}

/**
 * Holds back what was rejected on these very bytes of its file before; null when it was not. What a check found is never rejected by a
 * judge, so no rejection counts against it; a person's dismissal is known by the concern itself.
 */
function rejectedBefore(
  concern: Concern,
  text: ChangedText,
  rejected: readonly RejectedConcern[],
): TerminalState | null {
  const { place } = concern.survivor;
  const blob = place === null ? null : (text.file(place.path, place.side)?.file.newBlob ?? null);
  if (blob === null || judgeLimit(concern) !== null) return null;
  const claims = [concern.survivor, ...concern.others];
  // Without a family of mistakes the key tells the code only, and one line may hold two mistakes.
  const keyTells = topicOf(concern.survivor).length > 0;
  const [first] = rejected
    .filter((one) => one.blob === blob)
    .filter(
      (one) =>
        claims.some((claim) => claim.fingerprint === one.fingerprint) || (keyTells && one.concern === concern.key),
    )
    .map(({ reason }) => reason)
    .toSorted(compareText);
  return first === undefined ? null : suppressed('rejected-on-this-blob', first);
}
