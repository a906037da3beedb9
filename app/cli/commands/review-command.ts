import { performance } from 'node:perf_hooks';
import { resolve } from 'node:path';
import type { Problem } from '../../../schemas/problem.ts';
import type { ReviewerReport } from '../../../schemas/report.ts';
import { type ExitCode, withInfrastructure } from '../../exit-code.ts';
import type { Workspace } from '../../workspace.ts';
import { repositoryAt } from '../history/history-host.ts';
import type { RuleDescription } from '../../output/sarif/render-sarif.ts';
import { review } from '../../review.ts';
import { dismissalsPath, localMemory } from '../../history/dismissals.ts';
import { openHistoryAccess } from '../../history/history-access.ts';
import { localName } from '../../history/history-name.ts';
import { analysisIn, historyPathOf } from '../../composition-root.ts';
import { type Host, openHost } from '../host.ts';
import { changeAtHand } from '../change-at-hand.ts';
import type { Format } from '../formats.ts';
import { localPublisher } from '../local-publisher.ts';
import { parseOutside, redactedOutside } from '../outside-reports.ts';
import { needsNetwork, useNetwork } from '../../config/network.ts';
import { renderProblem } from '../render/render-problem.ts';
import { flagsOf, recordingFile, type ReviewFlags, reviewersOf } from '../review-flags.ts';
import { type ProgressDisplay, showProgress } from '../progress/review-progress.ts';
import { readScores, SCORES_FILE } from '../../analyse/model-scores.ts';
import { stateFile } from '../../config/state-home.ts';
import { workspaceRequest, type SourceOptions } from '../source-options.ts';
import { stopSignal } from '../stop-signal.ts';

/** The options of `docket review`, as commander hands them over. */
export interface ReviewOptions extends SourceOptions, ReviewFlags {
  readonly format: Format;
  readonly json?: boolean;
  readonly output?: string;
  readonly sarif: readonly string[];
  readonly findings: readonly string[];
  /** False for `--no-pager`. */
  readonly pager?: boolean;
  /** Nothing was named at all. */
  readonly atHand?: boolean;
}

/** `docket review`: one change in, one review out. Returns the exit code. */
export async function reviewCommand(range: string | undefined, options: ReviewOptions): Promise<number> {
  const host = openHost(options.cwd);
  const atHand = options.atHand === true ? await changeAtHand(host) : undefined;
  if (typeof atHand?.notice === 'string') process.stderr.write(`docket: ${atHand.notice}\n`);
  const place = await workspaceRequest(host, range ?? atHand?.range, { ...options, flags: flagsOf(options) });
  const problems: Problem[] = [];
  const stop = stopSignal();
  const progress = showProgress(host, formatOf(options) === 'json');
  try {
    const { code } = await reviewPlace(place, { host, options, problems, progress, signal: stop.signal });
    return code;
  } finally {
    progress.end();
    stop.forget();
    for (const problem of problems) process.stderr.write(renderProblem(problem));
    await place.close();
  }
}

interface Opened {
  readonly host: Host;
  readonly options: ReviewOptions;
  readonly problems: Problem[];
  readonly progress: ProgressDisplay;
  readonly signal: AbortSignal;
}

async function reviewPlace(place: Workspace, { host, options, problems, progress, signal }: Opened): Promise<ExitCode> {
  const { config } = place.effective;
  for (const text of place.notices ?? []) progress.onProgress({ kind: 'notice', text });
  for (const text of needsNetwork(config) ? useNetwork() : []) progress.onProgress({ kind: 'notice', text });
  const outside = await outsideOf({ cwd: host.cwd, repository: place.repository }, options);
  const historyFile = await historyFileOf(place, host);
  const format = formatOf(options);
  const publisher = localPublisher({
    host,
    format,
    file: options.output ?? null,
    rules: await ruleDescriptions(format),
    mayPage: options.pager !== false && PAGED.has(format),
    root: place.source.kind === 'pull-request' ? null : (place.repository?.root ?? null),
  });
  const history = await openHistoryAccess({
    path: () => historyFile,
    config,
    // Only a store asks for it, and git walks the whole history for it.
    name: config.store === null || place.repository === null ? null : await localName(place.repository),
    environment: host.environment,
    onNotice: (text) => progress.onProgress({ kind: 'notice', text }),
    onProblem: (problem) => void problems.push(problem),
  });
  const { onProgress } = progress;
  const recording = recordingFile(options);
  let exit: ExitCode | null = null;
  try {
    exit = await review({
      config,
      analysis: await analysisIn(place, {
        recording: recording === null ? null : resolve(host.cwd, recording),
        reviewers: reviewersOf(options),
        scores: await readScores(stateFile(SCORES_FILE, host.environment)),
        onProgress,
        signal,
      }),
      history,
      publisher: progress.quietWhile(publisher),
      trust: 'local',
      outside,
      memory: localMemory({
        path: dismissalsPath(history.path ?? historyFile),
        store: config.store,
        onNotice: (text) => onProgress({ kind: 'notice', text }),
      }),
      problems,
      onProgress,
      signal,
      clock: () => performance.now(),
    });
  } finally {
    const unstored = await history.close();
    if (unstored !== null) problems.push(unstored);
    if (unstored !== null && exit !== null) exit = withInfrastructure(exit);
  }
  return exit;
}

/** A pull request by its address is recorded where it was asked for: in the repository at hand, where `docket explain` looks, too. */
async function historyFileOf(place: Workspace, host: Host): Promise<string> {
  const { history } = place.effective.config;
  if (place.source.kind !== 'pull-request') return historyPathOf(place, history, host.environment);
  const repository = await repositoryAt(host);
  try {
    return historyPathOf({ cwd: host.cwd, repository }, history, host.environment);
  } finally {
    await repository?.close();
  }
}

/** Reads what other tools found before anything expensive begins; it is redacted when the names of our own reviewers are known. */
async function outsideOf(
  { cwd, repository }: Pick<Workspace, 'cwd' | 'repository'>,
  { sarif, findings }: ReviewOptions,
): Promise<(own: readonly string[]) => Promise<readonly ReviewerReport[]>> {
  const reports = await parseOutside({ cwd, root: repository?.root ?? null, sarif, findings });
  return async (own) => {
    if (reports.length === 0) return [];
    // Loaded only when needed: most reviews have no findings of other tools, and every one should start fast.
    const { createAnalyserPool } = await import('../../../analysers/pool.ts');
    const { createSecretScanner } = await import('../../../analysers/secret-scanner.ts');
    const pool = createAnalyserPool();
    try {
      return await redactedOutside(reports, { own, scanner: createSecretScanner(pool) });
    } finally {
      await pool.close();
    }
  };
}

/** What people read; a program that reads the others is handed all at once. */
const PAGED: ReadonlySet<Format> = new Set(['pretty', 'list', 'markdown']);

const formatOf = (options: ReviewOptions): Format => (options.json === true ? 'json' : options.format);

/** Only SARIF describes rules; the reviewers themselves live in the analysing process. */
async function ruleDescriptions(format: Format): Promise<ReadonlyMap<string, RuleDescription>> {
  if (format !== 'sarif') return new Map();
  const { BUILT_IN_REVIEWERS } = await import('../../../reviewers/index.ts');
  return new Map(
    BUILT_IN_REVIEWERS.flatMap((reviewer) =>
      Object.entries(reviewer.rules).map(([name, rule]) => [`${reviewer.id}/${name}`, rule] as const),
    ),
  );
}
