import { createAnalyserPool } from '../../analysers/pool.ts';
import type { Repository } from '../../forge/local/git/repository.ts';
import type { CallJournal } from '../../models/call-journal.ts';
import { readRecording, type Recording } from '../../models/recording/recording.ts';
import { withServerContexts } from '../../models/selection/server-contexts.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import type { StartedPlugins } from '../../reviewers/plugins/lifecycle.ts';
import type { GuidanceText } from '../../reviewers/model-pass/prompt/guidance.ts';
import { type ModelTask, planModelPass } from '../../reviewers/model-pass/plan.ts';
import { promptForm } from '../../schemas/model.ts';
import { runModelPass, textVersion } from '../../reviewers/model-pass/run-model-pass.ts';
import { evidencePack } from '../../reviewers/model-pass/pack/evidence-pack.ts';
import { pastReading } from '../../reviewers/model-pass/pack/past-findings.ts';
import { sharedPrompt } from '../../reviewers/model-pass/prompt/shared-prompt.ts';
import { createToolbox, recordedReading } from '../../reviewers/model-pass/tools/toolbox.ts';
import { reportOfPluginFailure } from '../../reviewers/plugins/report-of-plugin-failure.ts';
import { runReviewers } from '../../reviewers/runner/run-reviewers.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { PastFinding } from '../../schemas/learning/past-finding.ts';
import { InputError, describeCause } from '../../schemas/problem.ts';
import type { ReviewerReport } from '../../schemas/report.ts';
import type { Environment } from '../config/config.ts';
import { boundHeapGrowth } from './heap-growth.ts';
import { ignoreDirectives } from './ignore-directives.ts';
import { gatherCited } from './gather-sources.ts';
import { readGuidance } from '../config/guidance.ts';
import { readRegularFile } from '../config/regular-file.ts';
import { REPOSITORY_CONFIG_PATH } from '../config/load-config.ts';
import { MISNAMED_FOLDERS, misnamedNotice } from '../config/misnamed-config.ts';
import { unknownRules } from '../config/unknown-rules.ts';
import { redactEach } from './redact-texts.ts';
import { askJudge } from '../judge/ask-judge.ts';
import { JUDGE_STEP } from '../judge/judge-step.ts';
import { JUDGE_SYSTEM_TEXT } from '../judge/judge-text.ts';
import { openRepositoryIfThere } from '../workspace.ts';
import { type Plan, planReview, reportsOfSkipped } from '../plan.ts';
import { type ChangeParts, openChange, openPlugins } from './open-change.ts';
import type { Analysis, AnalysisJob, JudgeResult, OpeningAnalysis } from './analysis.ts';
import { createModelSide, type ModelSide } from './model-side.ts';
import { type AnalysisProgress, modelProgress } from './progress-event.ts';
import { sourceOfJob } from './source-of-job.ts';

/** What the analysis works with; nothing in here can publish or write the log. */
export interface AnalysisParts {
  readonly environment: Environment;
  readonly secret: (variable: string) => string | undefined;
  readonly journal: CallJournal;
  readonly onProgress: (event: AnalysisProgress) => void;
  readonly signal: AbortSignal;
}

/** What `open` makes, for the steps after it. */
interface Opened {
  readonly change: ChangeParts;
  readonly changeSet: ChangeSet;
  readonly plugins: StartedPlugins;
  readonly plan: Plan;
  readonly models: ModelSide;
  readonly guidance: readonly GuidanceText[];
}

/** Its words are its version. */
const VERIFIER_VERSION = textVersion(JUDGE_SYSTEM_TEXT);

/** Makes the analysis of one change; this is what runs in the process of its own. */
export function createAnalysis(job: AnalysisJob, parts: AnalysisParts): OpeningAnalysis {
  return new Session(job, parts);
}

class Session implements OpeningAnalysis {
  readonly #job: AnalysisJob;
  readonly #parts: AnalysisParts;
  readonly #closers: (() => Promise<unknown>)[] = [];
  #closed: Promise<void> = Promise.resolve();
  #plugins: StartedPlugins | null = null;
  #state: Opened | null = null;
  #reports: readonly ReviewerReport[] = [];
  #judges = false;
  #tasks: readonly ModelTask[] = [];
  #past: readonly PastFinding[] = [];

  constructor(job: AnalysisJob, parts: AnalysisParts) {
    this.#job = job;
    this.#parts = parts;
  }

  async open() {
    try {
      return await this.#open();
    } catch (error) {
      // The plugins first: there is no review that they could wait for.
      for (const text of this.#plugins === null ? [] : await finished(this.#plugins)) this.#notice(text);
      await this.close();
      throw error;
    }
  }

  async #open() {
    const { config, cwd, scores } = this.#job;
    const { environment, secret, journal, onProgress, signal } = this.#parts;
    const recording = await this.#recording();
    const onNotice = (text: string) => this.#notice(text);
    // Where a recording answers nobody is asked, not even for this.
    const known = recording === null ? await withServerContexts(config, { keys: secret, signal, onNotice }) : config;
    const models = createModelSide({ config: known, secret, scores, recording, journal, onWaiting: onNotice });
    // The scan for secrets comes first whatever the change is: its library loads while git is asked.
    const pool = createAnalyserPool();
    this.#closers.push(() => pool.close());
    pool.warm('secrets');
    const source = sourceOfJob(this.#job.source);
    const repository = await this.#closedLater(openRepositoryIfThere(source, cwd, environment, this.#job.found));
    const change = await this.#closedLater(openChange({ source, repository }, pool));
    boundHeapGrowth();
    const plugins = await openPlugins(config.plugins, (text) => onProgress({ kind: 'notice', text }));
    this.#plugins = plugins;
    const read = await change.forge.changeSet(config);
    boundHeapGrowth();
    const { contents } = change.forge;
    const standing = { repository, standing: this.#job.standing };
    const directives = await ignoreDirectives({ changeSet: read, contents, ...standing });
    const changeSet = directives.length === 0 ? read : { ...read, directives };
    const guidance = models.choice.kind === 'models' ? await this.#guidance(change, repository, changeSet) : [];
    this.#tellOfOwnRules(changeSet);
    await this.#tellOfMisnamed(repository, changeSet);
    const plan = planReview([...BUILT_IN_REVIEWERS, ...plugins.reviewers], { config, only: this.#job.reviewers });
    for (const text of unknownRules(config.rules, [...BUILT_IN_REVIEWERS, ...plugins.reviewers])) this.#notice(text);
    this.#state = { change, changeSet, plugins, plan, models, guidance };
    const reviewers = plan.run.map((reviewer) => reviewer.id);
    const all = [...reviewers, ...plan.skipped.map(({ reviewer }) => reviewer.id)];
    const asksModels = models.choice.kind === 'models';
    return { changeSet, reviewers, known: all, asksModels, secrets: [...change.forge.secrets()] };
  }

  async review(past: readonly PastFinding[]) {
    this.#past = past;
    const { change, changeSet, plugins, plan, models, guidance } = this.#opened();
    const { config } = this.#job;
    const { signal, journal, onProgress } = this.#parts;
    const { contents, inspection } = change.forge;
    const { required, run: reviewers } = plan;
    const looked = await runReviewers({
      reviewers,
      changeSet,
      contents,
      inspection,
      pool: change.pool,
      policy: config.policy,
      tellsScopes: Object.keys(config.rules).length > 0,
      required,
      signal,
      onProgress,
    });
    const asked = { files: changeSet.files, guidance: guidance.map(({ source }) => source), policy: config.policy };
    const modelPlan = planModelPass({ tier: changeSet.tier, config, reviewers, choice: models.choice, change: asked });
    this.#tasks = modelPlan.tasks;
    this.#judges = models.choice.kind === 'models' && modelPlan.tasks.length > 0 && changeSet.tier !== 'trivial';
    const answered = await runModelPass({
      reviewers,
      reports: looked,
      changeSet,
      contents,
      inspection,
      guidance,
      past,
      plan: modelPlan,
      callerFor: (task, timeLeftMs) => models.callerFor(task, timeLeftMs),
      limits: models.limitsFor(modelPlan.tasks.length),
      journal,
      signal,
      bar: config.comments,
      verifier: VERIFIER_VERSION,
      onProgress: (event) => onProgress(modelProgress(event)),
    });
    const broken = plugins.failures.map((failure) => reportOfPluginFailure(failure, required(failure.plugin)));
    this.#reports = [...answered, ...broken, ...reportsOfSkipped(plan)];
    return [...this.#reports];
  }

  sources(cited: Parameters<Analysis['sources']>[0]) {
    return gatherCited(this.#opened().change.forge.contents, cited);
  }

  async judge(candidates: Parameters<Analysis['judge']>[0]): Promise<JudgeResult> {
    const { change, changeSet, models, guidance } = this.#opened();
    const { signal, journal } = this.#parts;
    const { contents, inspection } = change.forge;
    const caller = this.#judges && candidates.length > 0 ? models.judge(models.judgeMs, this.#tasks) : null;
    if (caller === null) return { status: 'absent', reason: null, answers: [] };
    this.#parts.onProgress({ kind: 'stage', stage: 'judging' });
    const { capability } = caller;
    const findings = this.#reports.flatMap((report) => report.findings);
    const { sensitivePaths } = this.#job.config;
    const world = { changeSet, contents, inspection };
    const kept = { journal, step: JUDGE_STEP };
    const read = { recorded: recordedReading(world, kept), past: pastReading(changeSet, this.#past, kept) };
    const pack = () => evidencePack({ world, findings, sensitivePaths, capability, ...read });
    const prompt = await sharedPrompt({ changeSet, contents, guidance, findings, sensitivePaths, capability, pack });
    const outcome = await askJudge({
      candidates,
      changeSet,
      prompt,
      caller,
      toolbox: createToolbox(world, { ...kept, form: promptForm(capability) }),
      limits: { wallClockMs: models.judgeMs },
      signal,
    });
    return { ...outcome, answers: [...outcome.answers] };
  }

  async finish() {
    return finished(this.#opened().plugins);
  }

  /** Whoever asks for it waits until everything is closed, also where another one asked before. */
  close(): Promise<void> {
    this.#state = null;
    this.#closed = this.#closed.then(() => this.#closeAll());
    return this.#closed;
  }

  /** In the order of opening: without the repository, whatever still reads it ends at once. */
  async #closeAll(): Promise<void> {
    const close = this.#closers.shift();
    if (close === undefined) return;
    try {
      await close();
    } finally {
      await this.#closeAll();
    }
  }

  /** What is being opened is closed with everything else, also where `close` comes before it is open or the next step fails. */
  #closedLater<T extends { close(): Promise<void> } | null>(opening: Promise<T>): Promise<T> {
    this.#closers.push(async () => (await opening.catch(() => null))?.close());
    return opening;
  }

  /** A plain diff belongs to no repository, even where one lies around it. */
  async #guidance(change: ChangeParts, around: Repository | null, changeSet: ChangeSet) {
    const repository = changeSet.source === 'diff' ? null : around;
    const { texts, notes } = await readGuidance({
      repository,
      commit: changeSet.baseCommit,
      instructions: this.#job.config.instructions,
      changedPaths: [...changeSet.files, ...changeSet.filtered].flatMap((file) => [file.oldPath, file.newPath]),
      redact: (unsafe) => redactEach(change.scanner, unsafe),
    });
    for (const note of notes) this.#notice(note);
    return texts;
  }

  /** What the change says about its own review has no power over it, and is told. */
  #tellOfOwnRules({ source, files, filtered }: ChangeSet): void {
    const touched = [...files, ...filtered].some(
      (file) => file.newPath === REPOSITORY_CONFIG_PATH || file.oldPath === REPOSITORY_CONFIG_PATH,
    );
    if (!touched || source === 'diff') return;
    this.#notice(`the change edits ${REPOSITORY_CONFIG_PATH}; this review goes by the version before it`);
  }

  /** A file that nobody reads would switch nothing on or off, in silence. */
  async #tellOfMisnamed(around: Repository | null, { source, baseCommit }: ChangeSet): Promise<void> {
    if (around === null || source === 'diff' || baseCommit === null) return;
    const notice = misnamedNotice(await around.namesIn(baseCommit, MISNAMED_FOLDERS));
    if (notice !== null) this.#notice(notice);
  }

  #opened(): Opened {
    if (this.#state === null) throw new Error('the analysis is not open');
    return this.#state;
  }

  #notice(text: string): void {
    this.#parts.onProgress({ kind: 'notice', text });
  }

  async #recording(): Promise<Recording | null> {
    const { recording } = this.#job;
    if (recording === null) return null;
    try {
      return readRecording(readRegularFile(recording), recording);
    } catch (cause) {
      if (cause instanceof InputError) throw cause;
      throw new InputError({
        what: `the recording cannot be read: ${describeCause(cause)}`,
        where: recording,
        remedy: 'Correct the path behind `--model recorded:`; `docket record` writes one.',
        cause,
      });
    }
  }
}

/** Lets plugins clean up; what went wrong there, in words. */
async function finished(plugins: StartedPlugins): Promise<string[]> {
  const failures = await plugins.finish();
  return failures.map(({ plugin, hook, cause }) => `${plugin} failed in ${hook}: ${String(cause)}`);
}
