import { createCallJournal } from '../history/write/call-journal-db.ts';
import type { HistoryLog } from '../history/log.ts';
import {
  finishCoordination,
  packChangeSet,
  recordChangeSet,
  recordJudge,
  recordReport,
  startCoordination,
  stepKey,
} from '../history/write/record-coordination.ts';
import type { PackedBytes } from '../history/tables/artifacts.ts';
import type { RunRecorder } from '../history/write/run-recorder.ts';
import type { StepRecorder } from '../history/write/step-recorder.ts';
import type { CallJournal } from '../models/call-journal.ts';
import type { ChangeSet } from '../schemas/change-set.ts';
import type { Config } from '../schemas/config.ts';
import type { Coordination, CoordinatorInput } from '../schemas/coordination.ts';
import { type Problem, describeCause } from '../schemas/problem.ts';
import type { ReviewerReport } from '../schemas/report.ts';
import type { Digest, TrustDomain } from '../schemas/run.ts';
import type { Usage } from '../schemas/usage.ts';
import type { JudgeResult } from './analyse/analysis.ts';
import { scrub, scrubValue } from './known-secrets.ts';
import { JUDGE_STEP } from './judge/judge-step.ts';
import type { Publisher } from './publisher.ts';

/** What a run is, as far as the log wants to know. */
export interface RunFacts {
  readonly changeSet: ChangeSet;
  readonly config: Config;
  readonly trust: TrustDomain;
  readonly versions: { readonly docketVersion: string; readonly coordinatorVersion: string };
  readonly onTrouble: (problem: Problem) => void;
}

/** Writes a run into the log in the order in which it happens. */
export class RunJournal {
  readonly runId: string;
  /** Where the analysing process has its calls written down. */
  readonly calls: CallJournal;
  readonly #callLog: ReturnType<typeof createCallJournal>;
  readonly #log: HistoryLog;
  readonly #run: RunRecorder;
  readonly #facts: RunFacts;
  readonly #configDigest: string;
  readonly #steps = new Map<string, StepRecorder>();
  #reports: { readonly step: StepRecorder; readonly report: ReviewerReport }[] = [];
  #ended = false;
  readonly #changeSetKey: Digest;

  /** For a call that comes before there is a run: a mistake of the other process. */
  static notBegun(): never {
    throw new Error('the run has not begun');
  }

  /** Begins a run with its change, which may be too large to be written down in one go. */
  static async begin(log: HistoryLog, facts: RunFacts): Promise<RunJournal> {
    return new RunJournal(log, facts, await packChangeSet(facts.changeSet));
  }

  private constructor(log: HistoryLog, facts: RunFacts, packed: PackedBytes) {
    const { changeSet, config, trust, versions, onTrouble } = facts;
    this.#facts = facts;
    this.#log = log;
    this.#configDigest = stepKey(config);
    const { source, label, baseCommit, headCommit } = changeSet;
    const run = { ...versions, source, label, baseCommit, headCommit, trust, configDigest: this.#configDigest };
    this.#run = log.startRun(run, { onTrouble, scrub: scrubValue });
    this.runId = this.#run.runId;
    this.#callLog = createCallJournal({ log, recorder: this.#run, stepOf: (name) => this.#step(name) });
    this.calls = this.#callLog;
    this.#changeSetKey = this.#run.together(() => recordChangeSet(this.#run, changeSet, packed));
  }

  /** Says that these reviewers are about to look; what they say is recorded by the function that this returns. */
  startReviewers(ids: readonly string[]): (reports: readonly ReviewerReport[]) => void {
    this.#run.together(() => {
      for (const id of ids) this.#step(id);
    });
    return (reports) => this.#run.together(() => reports.forEach((report) => this.#recordReport(report)));
  }

  /** Records what the judge said, or why it said nothing. */
  recordJudge({ status, reason, answers }: Exclude<JudgeResult, { status: 'absent' }>): void {
    const step = this.#step(JUDGE_STEP);
    if (status === 'ok') recordJudge(this.#run, step, answers);
    else step.finish({ state: status === 'failed' ? 'failed' : 'skipped', reason, artifact: null });
  }

  /** Records what the coordination is computed from, computes it, and records what it came to. */
  coordinate(input: CoordinatorInput, decide: (input: CoordinatorInput) => Coordination): Coordination {
    // Durable before anything is decided by it.
    const step = this.#run.together(() => startCoordination(this.#run, { ...input, reports: this.#reports }));
    const coordination = decide(input);
    this.#run.together(() => finishCoordination(this.#run, step, coordination));
    return coordination;
  }

  /** What the models did and cost so far; null when none was asked and, as far as the reports say, none was to be asked. */
  usage(): Usage | null {
    // Not read back from the log: rows that a full disk keeps in memory count as well.
    const usage = this.#callLog.usage();
    const wasPlanned = this.#reports.some(({ report }) => report.model !== undefined);
    return usage.models.length > 0 || wasPlanned ? usage : null;
  }

  /** Intent, brought to safety, then the text leaves, then the receipt. A publication that fails is recorded as failed and thrown on. */
  async publish(publisher: Publisher, rendered: string): Promise<void> {
    const body = scrub(rendered);
    const publication = this.#run.recordIntent({ target: publisher.target, body: Buffer.from(body) });
    const unsynced = await this.#log.settle();
    if (unsynced !== null) this.#facts.onTrouble(unsynced);
    try {
      const reference = await publisher.publish(body, { publication });
      this.#run.recordReceipt({ publication, state: 'receipt', reference });
    } catch (error) {
      this.#run.recordReceipt({ publication, state: 'failed', reference: null });
      throw error;
    }
  }

  /** Ends the run. Returns what keeps its rows from the log, or null. */
  finish(state: 'finished' | 'failed' | 'aborted', note: string | null): Problem | null {
    this.#ended = true;
    // What is left there is cleared by the next run, and waited for by nobody once this process is gone.
    void this.#callLog.endTurns();
    return this.#run.finish(state, note);
  }

  /** Ends a run that an error stops. */
  abandon(state: 'failed' | 'aborted', error: unknown): void {
    if (!this.#ended) this.finish(state, describeCause(error));
  }

  #recordReport(report: ReviewerReport): void {
    // A step is taken by the first report of its name only: a tool of the outside may be called like a reviewer of ours.
    const known = this.#reports.some((recorded) => recorded.report.reviewer === report.reviewer);
    const recorded = { report, step: known ? this.#newStep(report.reviewer) : this.#step(report.reviewer) };
    this.#reports.push(recorded);
    recordReport(this.#run, recorded);
  }

  #step(name: string): StepRecorder {
    const step = this.#steps.get(name) ?? this.#newStep(name);
    this.#steps.set(name, step);
    return step;
  }

  #newStep(name: string): StepRecorder {
    const kind = name === JUDGE_STEP ? 'judge' : 'reviewer';
    const key = stepKey({ name, changeSet: this.#changeSetKey, config: this.#configDigest });
    return this.#run.step({ kind, name, key });
  }
}
