import { COORDINATOR_VERSION } from '../../coordinator/coordinate.ts';
import type { HistoryLog } from '../../history/log.ts';
import { stepKey } from '../../history/write/record-coordination.ts';
import type { RunRecorder } from '../../history/write/run-recorder.ts';
import type { Outcome } from '../../schemas/outcome.ts';
import type { PlannedPublication } from '../../schemas/publication.ts';
import { canonicalJson } from '../../schemas/text/canonical-json.ts';
import type { Published } from '../../forge/github/publish/published.ts';
import { scrubValue } from '../known-secrets.ts';
import { DOCKET_VERSION } from '../version.ts';
import type { PullContext } from './context.ts';
import { publishPlan } from './github-publisher.ts';
import { changeOf, knownPublications } from './logged-memory.ts';
import { describeCause } from '../../schemas/problem.ts';

/** Writes down what became of comments, in a run without a review. Nothing to write leaves no run. */
export function recordOutcomes(
  log: HistoryLog,
  context: PullContext,
  { note, outcomes }: { readonly note: string; readonly outcomes: readonly Outcome[] },
): void {
  if (outcomes.length === 0) return;
  const run = startNote(log, context);
  for (const outcome of outcomes) run.recordOutcome(outcome);
  finish(run, context, note);
}

/** What is published without a review, and what it says became of comments. */
interface Note {
  readonly note: string;
  readonly plan: PlannedPublication;
  readonly outcomes?: readonly Outcome[];
}

/** Publishes what no review says, a pause for example: intent first, receipt after, in a run of its own. */
export async function publishNote(
  log: HistoryLog,
  context: PullContext,
  { note, plan: unsafePlan, outcomes = [] }: Note,
): Promise<Published> {
  const plan = scrubValue(unsafePlan);
  const run = startNote(log, context);
  const body = Buffer.from(canonicalJson(plan));
  const publication = run.recordIntent({ target: `pull-request:${context.label}`, body });
  const unsafe = await log.settle();
  if (unsafe !== null) context.problems.push(unsafe);
  try {
    const known = knownPublications(log, context.label);
    const published = await publishPlan(context, { plan, publication, known });
    run.recordReceipt({ publication, state: 'receipt', reference: published.summaryUrl ?? published.checkUrl });
    for (const outcome of outcomes) run.recordOutcome(outcome);
    finish(run, context, note);
    return published;
  } catch (error) {
    run.recordReceipt({ publication, state: 'failed', reference: null });
    run.finish('failed', describeCause(error));
    throw error;
  }
}

function startNote(log: HistoryLog, { pull, label, trust, powers, problems }: PullContext): RunRecorder {
  const versions = { docketVersion: DOCKET_VERSION, coordinatorVersion: COORDINATOR_VERSION };
  const commits = { baseCommit: pull.base.commit, headCommit: pull.head.commit };
  return log.startRun(
    { ...versions, ...changeOf(label), ...commits, trust, configDigest: stepKey(powers) },
    { onTrouble: (problem) => void problems.push(problem), scrub: scrubValue },
  );
}

function finish(run: RunRecorder, { problems }: PullContext, note: string): void {
  const unsaved = run.finish('finished', note);
  if (unsaved !== null && problems.length === 0) problems.push(unsaved);
}
