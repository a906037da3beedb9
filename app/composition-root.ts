import { resolve } from 'node:path';
import { foundOf, type Repository } from '../forge/local/git/repository.ts';
import { historyPath } from '../history/file/location.ts';
import { keyVariables } from '../models/providers/providers.ts';
import type { Config } from '../schemas/config.ts';
import type { Analysis, AnalysisJob } from './analyse/analysis.ts';
import type { AnalysisProcesses } from './analyse/analysis-processes.ts';
import { processEnvironment } from './analyse/environment.ts';
import { jobSourceOf } from './analyse/source-of-job.ts';
import { type AnalysisHost, startAnalysis } from './analyse/start-analysis.ts';
import { type Environment } from './config/config.ts';
import { readRawEnvironment } from './config/raw-environment.ts';
import { provideKeys } from './keys/provide-keys.ts';
import type { ModelScores } from './analyse/model-scores.ts';
import type { Workspace } from './workspace.ts';

interface AnalysisWishes {
  readonly recording: string | null;
  readonly scores: ModelScores;
  readonly reviewers: readonly string[] | null;
  /** Where analyses are made; absent: in a process of its own. */
  readonly processes?: AnalysisProcesses;
  readonly onProgress: AnalysisHost['onProgress'];
  readonly signal: AbortSignal;
}

/** The analysis of a workspace's change, in a process of its own with an environment of its own. */
export async function analysisIn(
  place: Workspace,
  wishes: AnalysisWishes,
): Promise<(journal: AnalysisHost['journal']) => Analysis> {
  const { config } = place.effective;
  const { recording, scores, reviewers, processes, onProgress, signal } = wishes;
  // Before that process begins: it runs nothing of the operator's, and is handed keys alone.
  const notices = recording === null ? await provideKeys(config) : [];
  for (const text of [...place.effective.notices, ...notices]) onProgress({ kind: 'notice', text });
  const found = place.repository === null ? undefined : foundOf(place.repository);
  const job: AnalysisJob = {
    cwd: place.cwd,
    source: jobSourceOf(place.source),
    ...(found === undefined ? {} : { found }),
    config,
    standing: place.standing === null ? null : [...place.standing],
    recording,
    scores,
    reviewers: reviewers === null ? null : [...reviewers],
  };
  const environment = processEnvironment(readRawEnvironment(), keyVariables(config.providers));
  return (journal) => {
    const host = { environment, journal, onProgress, signal };
    return processes === undefined ? startAnalysis(job, host) : processes.start(job, host);
  };
}

/** Where the history of a workspace lies. */
export function historyPathOf(
  place: { readonly cwd: string; readonly repository: Pick<Repository, 'commonDir'> | null },
  override: Config['history'],
  environment: Environment,
): string {
  return historyPath({
    override: override === null ? null : resolve(place.cwd, override),
    commonDir: place.repository?.commonDir ?? null,
    env: environment,
    key: place.cwd,
  });
}
