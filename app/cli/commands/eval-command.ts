import { basename, resolve } from 'node:path';
import { type EvaluatedConfig, gradeConfigurations } from '../../evaluate/evaluate.ts';
import { readMatches } from '../../evaluate/matches-file.ts';
import { labelledText, readLabels } from '../../evaluate/read-labels.ts';
import { removedSince } from '../../../forge/local/git/removed-lines.ts';
import { openRepository } from '../../../forge/local/git/repository.ts';
import type { EvaluationDocument } from '../../../schemas/learning/evaluation.ts';
import { InputError } from '../../../schemas/problem.ts';
import { readEnvironment } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { jsonText } from '../../output/json-text.ts';
import { policyOf } from '../../plan.ts';
import { openHost } from '../host.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { renderEvaluation } from '../render/render-evaluation.ts';
import { wholeNumber } from '../source-options.ts';

/** The options of `docket eval`, as commander hands them over. */
export interface EvalOptions extends HistoryOptions {
  readonly config: readonly string[];
  readonly labels?: string;
  /** A file of labels whose changes are reviewed first. */
  readonly benchmark?: string;
  /** Where those changes lie; default: beside the file. */
  readonly changes?: string;
  readonly budgetUsd: string;
  /** Its models are asked by batches where they have them. */
  readonly batch?: boolean;
  /** Who said which remark names which known mistake, as `--benchmark` left it. */
  readonly matches?: string;
  /** What people said of the same. */
  readonly people?: string;
  readonly fixes?: string;
  readonly last: string;
  readonly seed: string;
}

/** Days of commits that can be looked at; what is older is no fix of what was reviewed. */
const MOST_DAYS = 365;
const DAY_MS = 24 * 3600 * 1000;

/** `docket eval`: grades configurations on recorded runs. No reviewer, no model and no network is asked, save by `--benchmark`. */
export async function evalCommand(options: EvalOptions): Promise<number> {
  const { cwd = '.', labels: file, benchmark } = options;
  if (benchmark !== undefined) return (await import('./benchmark-command.ts')).benchmarkCommand(benchmark, options);
  if (options.batch === true) {
    throw new InputError({ what: '--batch asks models, and only --benchmark does', remedy: 'Name a benchmark, too.' });
  }
  if (options.people !== undefined && options.matches === undefined) {
    throw new InputError({
      what: '--people is held against --matches, which is not there',
      remedy: 'Name both files.',
    });
  }
  const [last, seed] = [wholeNumber(options.last, '--last'), wholeNumber(options.seed, '--seed')];
  const labels = file === undefined ? null : { source: basename(file), byChange: labelsIn(resolve(cwd, file)) };
  const fixes = options.fixes === undefined ? null : await fixesOf(wholeNumber(options.fixes, '--fixes'), options);
  const asked = options.config.map((name) => configIn(resolve(cwd, name), name));
  const configurations = [...(asked.length > 1 ? [] : [AS_RECORDED]), ...asked];
  const [judge, people] = [options.matches, options.people].map((name) =>
    name === undefined ? null : readMatches(resolve(cwd, name)),
  );
  const matches = judge === undefined || judge === null ? null : { judge, people: people ?? null };
  const wish = { configurations, last, seed, labels, fixes, matches };
  await withRecordedHistory(options, (log, text) => {
    const document: EvaluationDocument = gradeConfigurations(log, wish);
    return options.json === true ? jsonText(document) : renderEvaluation(document, text);
  });
  return 0;
}

const AS_RECORDED: EvaluatedConfig = { name: 'as recorded', policy: null, without: [] };

function configIn(file: string, name: string): EvaluatedConfig {
  const { config } = loadConfig({ environment: readEnvironment(), repository: null, file, flags: [] });
  const off = Object.entries(config.reviewers).filter(([, { enabled }]) => enabled === false);
  return { name, policy: policyOf(config), without: off.map(([reviewer]) => reviewer) };
}

function labelsIn(path: string) {
  return readLabels(labelledText(path), path);
}

async function fixesOf(days: number, { cwd }: EvalOptions) {
  if (days < 1 || days > MOST_DAYS) {
    throw new InputError({ what: `--fixes ${days} is out of range`, remedy: `Give 1 to ${MOST_DAYS} days.` });
  }
  const host = openHost(cwd);
  const repository = await openRepository(host.cwd, host.environment);
  try {
    const since = new Date(Date.now() - 2 * MOST_DAYS * DAY_MS).toISOString();
    return { removals: await removedSince(repository, since), days };
  } finally {
    await repository.close();
  }
}
