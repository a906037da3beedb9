import type { CoordinatorInput } from '../schemas/coordination.ts';
import type { TerminalState } from '../schemas/decision.ts';
import type { KnownConcern, Memory } from '../schemas/memory.ts';
import type { RememberedConcern } from '../schemas/review.ts';
import { alikeAmong } from './alike.ts';
import type { ChangedText } from './changed-text.ts';
import { type Settled, suppressed } from './claim.ts';
import type { Concern } from './concerns.ts';
import { untouchedSince } from './converge.ts';
import { digest } from './digest.ts';
import { lookedAgain } from './looked-again.ts';
import { compareText } from './order.ts';
import { type Recalled, recallAll } from './recall.ts';
import { type Match, recognise } from './recognise.ts';
import { rejectedBefore } from './rejected.ts';
import { compareRemembered, remembered } from './remember.ts';
import { settle } from './settle.ts';

/** What is left of a run's concerns when those of earlier reviews are taken out. */
export interface Remembering {
  /** What nobody said before. */
  readonly concerns: readonly Concern[];
  readonly settled: readonly Settled[];
  /** What became of everything that was published before; null where there is no memory. */
  readonly remembered: readonly RememberedConcern[] | null;
}

interface Facts {
  readonly input: CoordinatorInput;
  readonly text: ChangedText;
  /** Findings that are settled already. */
  readonly settled: readonly Settled[];
  readonly concerns: readonly Concern[];
}

/**
 * Takes out what was raised, dismissed or rejected before, and what is new where nothing was touched since; says of everything that was
 * published before whether it still stands.
 */
export function memo(facts: Facts): Remembering {
  const { memory } = facts.input;
  if (memory === undefined) return { concerns: facts.concerns, settled: [], remembered: null };
  const recalled = recallAll({ ...facts.input, memory }, facts.text);
  const claims = facts.concerns.flatMap((concern) => [concern.survivor, ...concern.others]);
  const alike = alikeAmong([...claims, ...recalled.map(({ claim }) => claim)], facts.text);
  const matches = recognise({ recalled, concerns: facts.concerns, text: facts.text, since: memory.since, alike });
  const fresh: Concern[] = [];
  const settled: Settled[] = [];
  for (const concern of facts.concerns) {
    const end = endOf(concern, matches.get(concern)?.[0], facts.text, memory);
    if (end === null) fresh.push(concern);
    else settled.push(...settle(end.concern, end.state, [{ step: 'memo', note: end.note }]));
  }
  return { concerns: renamed(fresh, memory.known), settled, remembered: whatBecame(recalled, matches, facts) };
}

function endOf(concern: Concern, match: Match | undefined, text: ChangedText, memory: Memory) {
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
  recalled: readonly Recalled[],
  matches: ReadonlyMap<Concern, readonly Match[]>,
  { input: { reports, policy }, text, settled }: Facts,
): RememberedConcern[] {
  return recalled
    .map((one) => {
      const found = [...matches].flatMap(([concern, all]) =>
        all.some((match) => match.recalled === one) ? [concern] : [],
      );
      const sorted = found.toSorted((a, b) => compareText(a.survivor.finding.id, b.survivor.finding.id));
      return remembered(one, { found: sorted, silenced: lookedAgain(one, { reports, text, settled }), policy });
    })
    .toSorted(compareRemembered);
}
