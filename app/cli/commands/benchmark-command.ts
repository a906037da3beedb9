import { basename, dirname, resolve } from 'node:path';
import { coloursOf } from '../../output/text/colours.ts';
import { type EvaluatedConfig, gradeConfigurations, matchingCases } from '../../evaluate/evaluate.ts';
import { judgeMatches } from '../../evaluate/judge-matches.ts';
import { keepMatches, matchesSoFar, readMatches } from '../../evaluate/matches-file.ts';
import { remarkOf } from '../../evaluate/matching-report.ts';
import { labelledText, readBenchmark, readLabels } from '../../evaluate/read-labels.ts';
import { type BenchmarkEnd, EvaluationBudget, runBenchmark } from '../../evaluate/run-benchmark.ts';
import { type HistoryLog, openHistory } from '../../../history/log.ts';
import type { EvaluationDocument } from '../../../schemas/learning/evaluation.ts';
import { InputError } from '../../../schemas/problem.ts';
import { chooseModels } from '../../../models/selection/choose-models.ts';
import { readSecret } from '../../config/raw-environment.ts';
import { readScores, SCORES_FILE } from '../../analyse/model-scores.ts';
import { stateFile } from '../../config/state-home.ts';
import { jsonText } from '../../output/json-text.ts';
import { openHost } from '../host.ts';
import { renderEvaluation } from '../render/render-evaluation.ts';
import { wholeNumber } from '../source-options.ts';
import { stopSignal } from '../stop-signal.ts';
import type { EvalOptions } from './eval-command.ts';

/** What is graded, once it was reviewed. */
interface Reviewed {
  readonly name: string;
  readonly end: BenchmarkEnd;
}

/**
 * `docket eval --benchmark FILE`: reviews the labelled changes with each configuration, has a model match remarks with known mistakes, and grades. Returns
 * 3 where money or a failure left something out.
 */
export async function benchmarkCommand(
  name: string,
  options: EvalOptions & { readonly last: string },
): Promise<number> {
  const host = openHost(options.cwd);
  const file = resolve(host.cwd, name);
  const text = labelledText(file);
  const history = resolve(host.cwd, options.history ?? `${file}.history.db`);
  const people = options.people === undefined ? null : readMatches(resolve(host.cwd, options.people));
  const [budget, seed] = [new EvaluationBudget(dollars(options.budgetUsd)), wholeNumber(options.seed, '--seed')];
  const scores = await readScores(stateFile(SCORES_FILE, host.environment));
  const stop = stopSignal();
  const onNotice = (notice: string) => void process.stderr.write(`docket: ${notice}\n`);
  const common = { scores, budget, onNotice, signal: stop.signal };
  let isUnjudged = false;
  try {
    const reviewed: Reviewed[] = [];
    for (const config of options.config.length === 0 ? [null] : options.config) {
      const configFile = config === null ? null : resolve(host.cwd, config);
      const place = {
        folder: options.changes === undefined ? dirname(file) : resolve(host.cwd, options.changes),
        configFile,
        environment: host.environment,
        batch: options.batch === true,
      };
      const end = await runBenchmark({ ...common, changes: readBenchmark(text, file), place, history });
      reviewed.push({ name: config ?? 'as configured', end });
    }
    const log = openHistory(history);
    try {
      const labels = { source: basename(file), byChange: readLabels(text, file) };
      const wish = { configurations: reviewed.map(configurationOf), last: MOST_RUNS, seed, labels, fixes: null };
      const [matches, unjudged] = await matched(log, wish, { ...common, reviewed, path: `${history}.matches.json` });
      isUnjudged = unjudged !== null && !reviewed.some(({ end }) => asksNobody(end.config));
      const document: EvaluationDocument = {
        ...gradeConfigurations(log, { ...wish, matches: { judge: matches, people } }),
        benchmark: {
          history,
          matches: `${history}.matches.json`,
          budgetUsd: budget.limitUsd,
          spentUsd: budget.spentMicroUsd / 1e6,
          configurations: reviewed.map(({ name: of, end }) => ({
            name: of,
            reviewed: end.reviewed,
            alreadyThere: end.alreadyThere,
            missing: [...end.missing],
            left: [...end.left],
            failed: [...end.failed],
          })),
          unjudged,
        },
      };
      const shown = { width: host.width, colours: coloursOf(host.colour) };
      process.stdout.write(options.json === true ? jsonText(document) : renderEvaluation(document, shown));
    } finally {
      log.close();
    }
    const isWhole = reviewed.every(({ end }) => end.left.length + end.failed.length === 0);
    return isWhole && !isUnjudged ? 0 : INCOMPLETE;
  } finally {
    stop.forget();
  }
}

const MOST_RUNS = 100_000;
/** As `docket review` ends where something was not looked at. */
const INCOMPLETE = 3;

/** Without a model words and places match, as was wanted. */
function asksNobody(config: BenchmarkEnd['config']): boolean {
  return chooseModels(config, readSecret).kind !== 'models';
}

function configurationOf({ name, end }: Reviewed): EvaluatedConfig {
  return { name, policy: null, without: [], digest: end.digest };
}

type Common = Pick<Parameters<typeof judgeMatches>[1], 'scores' | 'budget' | 'onNotice' | 'signal'>;

/** What is decided of the matching, and why not more. The first configuration's judge is asked for all, so that all are graded alike. */
async function matched(
  log: HistoryLog,
  wish: Parameters<typeof matchingCases>[1],
  { reviewed, path, ...common }: Common & { readonly reviewed: readonly Reviewed[]; readonly path: string },
) {
  const before = matchesSoFar(path);
  const config = reviewed[0]?.end.config;
  if (config === undefined) return [before, 'nothing was reviewed'] as const;
  const cases = matchingCases(log, wish).map(({ change, comments, labels }) => ({
    change,
    known: labels.flatMap(({ text }) => text ?? []),
    remarks: comments.map(remarkOf),
  }));
  let now = before;
  const keep = (matches: typeof before) => {
    now = matches;
    keepMatches(path, matches);
  };
  const unjudged = await judgeMatches(log, { ...common, cases, before, config, keep });
  return [now, unjudged] as const;
}

function dollars(text: string): number {
  const usd = Number(text);
  if (/^\d{1,6}(?:\.\d{1,6})?$/.test(text)) return usd;
  throw new InputError({
    what: `--budget-usd takes an amount in US dollars, not ${JSON.stringify(text)}`,
    remedy: 'For example: --budget-usd 10.',
  });
}
