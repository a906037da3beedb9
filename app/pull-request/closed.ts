import { coordinate } from '../../coordinator/coordinate.ts';
import { filesOfKnown } from '../../coordinator/memory/known-files.ts';
import type { HistoryLog } from '../../history/log.ts';
import type { Memory } from '../../schemas/memory.ts';
import type { Outcome, OutcomeKind } from '../../schemas/outcome.ts';
import type { RememberedConcern, Review } from '../../schemas/review.ts';
import { gatherCited } from '../analyse/gather-sources.ts';
import { openChange } from '../analyse/open-change.ts';
import { policyOf } from '../plan.ts';
import type { PullContext } from './context.ts';
import { intentOutcome } from './intent-outcome.ts';
import type { IntentOutcome } from './host.ts';
import { changeOf } from './logged-memory.ts';
import { openPullRequestWorkspace } from './pull-request-workspace.ts';
import { recordOutcomes } from './record-outcomes.ts';
import { remember } from './remember.ts';
import { followRenames } from './suppressions-moved.ts';
import { withPullHistory } from './with-history.ts';

type State = RememberedConcern['state'];

/** What the state of a concern at the merged head means; what a person dismissed has its outcome, and what is not known has none. */
const OUTCOMES: Readonly<Record<State, OutcomeKind | null>> = {
  fixed: 'accepted',
  standing: 'unaddressed',
  claimed: 'unaddressed',
  dismissed: null,
  unknown: null,
};

/** The end of a pull request: once it is merged, the log learns what became of every comment. */
export async function closePullRequest(context: PullContext): Promise<IntentOutcome> {
  const { pull, problems } = context;
  if (pull.state === 'open') return intentOutcome('closed', 'it is open again');
  if (!pull.merged)
    return intentOutcome('closed', 'it was closed without being merged: nothing became of its comments');
  return withPullHistory(context, async ({ log }) => {
    const memory = await remember(context, log, null);
    const states = memory.known.length === 0 ? new Map<string, State>() : await statesAtHead(context, log, memory);
    const outcomes = finalOutcomes({
      memory,
      states,
      told: toldBefore(log, context.label),
      at: new Date().toISOString(),
    });
    recordOutcomes(log, context, { note: 'merged: what became of the comments', outcomes });
    followRenames(log, context);
    const count = (kind: OutcomeKind) => outcomes.filter((outcome) => outcome.kind === kind).length;
    return intentOutcome('closed', `merged: ${count('accepted')} accepted, ${count('unaddressed')} unaddressed`, {
      problems,
    });
  });
}

interface Ending {
  readonly memory: Memory;
  readonly states: ReadonlyMap<string, State>;
  /** Concerns that have a final outcome already. */
  readonly told: ReadonlySet<string>;
  readonly at: string;
}

/** What became of each comment, by what stands at the merged head; each concern gets one final outcome in its life. */
export function finalOutcomes({ memory, states, told, at }: Ending): Outcome[] {
  return memory.known.flatMap(({ comment: { concern }, state }): Outcome[] => {
    const kind = state === 'dismissed' ? null : OUTCOMES[states.get(concern) ?? 'unknown'];
    return kind === null || told.has(concern) ? [] : [{ concern, kind, actor: null, reason: null, at }];
  });
}

function toldBefore(log: HistoryLog, label: string): ReadonlySet<string> {
  const final = log
    .outcomesOn(changeOf(label))
    .filter(({ outcome }) => ['accepted', 'unaddressed'].includes(outcome.kind));
  return new Set(final.map(({ outcome }) => outcome.concern));
}

/** By the last review of that very head, or else by looking whether the quoted code still stands there. */
async function statesAtHead(
  context: PullContext,
  log: HistoryLog,
  memory: Memory,
): Promise<ReadonlyMap<string, State>> {
  const { pull, label } = context;
  const last = log.publishedOn(changeOf(label)).find(({ run }) => run.headCommit === pull.head.commit);
  const review = last?.review ?? (await lookAgain(context, memory));
  return new Map([
    ...review.comments.map(({ concern }) => [concern, 'standing'] as const),
    ...(review.remembered ?? []).map(({ concern, state }) => [concern, state] as const),
  ]);
}

/** No reviewer looks: only the quotes of what is known are looked for in the files of the head. */
async function lookAgain(context: PullContext, memory: Memory): Promise<Review> {
  const place = await openPullRequestWorkspace(context, null);
  try {
    const change = await openChange(place);
    try {
      const { config } = place.effective;
      const changeSet = await change.forge.changeSet(config);
      const input = { changeSet, reports: [], policy: policyOf(config), memory };
      const sources = await gatherCited(change.forge.contents, filesOfKnown(input));
      return coordinate({ ...input, sources }).review;
    } finally {
      await change.close();
    }
  } finally {
    await place.close();
  }
}
