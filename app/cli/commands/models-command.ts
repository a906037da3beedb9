import { checkModel } from '../../../models/check/check-model.ts';
import { chooseModels, type ModelChoice } from '../../../models/selection/choose-models.ts';
import { knownModels, knownNames } from '../../../models/selection/known-models.ts';
import type { ModelChain } from '../../../models/selection/model-chain.ts';
import { parseModelName } from '../../../models/selection/model-name.ts';
import type { ModelScore } from '../../../models/selection/model-score.ts';
import { InputError } from '../../../schemas/problem.ts';
import { readSecret } from '../../config/raw-environment.ts';
import { knowingServers } from '../knowing-servers.ts';
import { loadConfig } from '../../config/load-config.ts';
import { readScores, saveScore, SCORES_FILE } from '../../analyse/model-scores.ts';
import { jsonText } from '../../output/json-text.ts';
import { stateFile } from '../../config/state-home.ts';
import { readRegularFile } from '../../config/regular-file.ts';
import { keepFacts, readFacts } from '../../config/model-facts.ts';
import { PRICES_READ } from '../../../models/selection/capabilities.ts';
import { factsIn } from '../../../models/selection/price-list.ts';
import type { Config } from '../../../schemas/config.ts';
import type { Environment } from '../../config/config.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { checkProgress } from '../render/check-progress.ts';
import { openHost } from '../host.ts';
import { renderModels, renderScore } from '../render/render-models.ts';
import { resolve } from 'node:path';
import { stopSignal } from '../stop-signal.ts';

const QUESTIONS_AT_ONCE = 4;
/** What a shell says of a program that ended by SIGINT. */
const INTERRUPTED = 130;

/** The options of `docket models`, as commander hands them over. */
export interface ModelsOptions {
  readonly config?: string;
  readonly check?: boolean;
  readonly refresh?: string;
  readonly discover?: boolean;
  /** False: servers are asked again, whatever they told within the last day. */
  readonly cache?: boolean;
  readonly json?: boolean;
}

/**
 * `docket models`: which model serves what, and what is known of it; where none can be asked, all that are known. With `--check`, each
 * of them is asked what reviewers need first. Returns 1 when a checked model is below the bar.
 */
export async function modelsCommand(name: string | undefined, options: ModelsOptions): Promise<number> {
  if (name !== undefined) parseModelName(name);
  const { cwd, environment } = openHost(undefined);
  const file = options.config === undefined ? null : resolve(cwd, options.config);
  const flags = name === undefined ? [] : [{ origin: 'the argument', value: { models: { standard: name } } }];
  const loaded = loadConfig({ environment, repository: null, file, flags });
  if (options.discover === true) return discover(loaded.config, environment, options);
  const config = await knowingServers(loaded.config);
  if (options.refresh !== undefined) return refresh(resolve(cwd, options.refresh), config, environment);
  const path = stateFile(SCORES_FILE, environment);
  const choice = chooseModels(config, readSecret);
  if (options.check === true) return check(chains(choice, name), { path, json: options.json === true });

  const scores = await readScores(path);
  const known = knownModels(choice, { config, keys: readSecret, only: name });
  const rows = known.map((model) => ({ ...model, score: scores[model.name] ?? null }));
  const reason = choice.kind === 'models' ? null : choice.reason;
  const pricesRead = readFacts(environment)?.read ?? PRICES_READ;
  process.stdout.write(
    options.json === true
      ? jsonText({ schemaVersion: 1, reason, pricesRead, models: rows })
      : renderModels(rows, { reason, pricesRead }),
  );
  return 0;
}

async function discover(config: Config, environment: Environment, options: ModelsOptions): Promise<number> {
  const { json = false, cache = true } = options;
  const stop = stopSignal();
  try {
    const { signal } = stop;
    return await (await import('./discover-models.ts')).discoverModels({ config, environment, json, cache, signal });
  } finally {
    stop.forget();
  }
}

/** Takes prices and sizes of the known and the configured models out of a list. */
function refresh(path: string, config: Config, environment: Environment): number {
  const configured = Object.values(config.models).filter((model) => model !== null);
  const names = [...new Set([...configured, ...Object.keys(config.capabilities), ...knownNames()])];
  const facts = factsIn(readRegularFile(path), names, path);
  const day = new Date().toISOString().slice(0, 'yyyy-mm-dd'.length);
  const kept = keepFacts(environment, facts, day);
  const missing = names.filter((one) => !Object.hasOwn(facts, one));
  const left = missing.length === 0 ? '' : `Not in the list, and left as they were: ${missing.join(', ')}.\n`;
  process.stdout.write(
    neutraliseTerminal(
      `Prices and sizes of ${Object.keys(facts).length} models are kept in ${kept}, as read on ${day}.\n${left}`,
    ),
  );
  return 0;
}

/** The models to be checked: the named one, or every one that serves something. */
function chains(choice: ModelChoice, name: string | undefined): readonly ModelChain[] {
  if (choice.kind !== 'models') {
    throw new InputError({ what: choice.reason, remedy: 'docs/models.md says how a model is configured.' });
  }
  const all = Object.values(choice.tiers).filter((chain) => name === undefined || chain.name === name);
  return [...new Map(all.map((chain) => [chain.name, chain])).values()];
}

async function check(
  models: readonly ModelChain[],
  { path, json }: { readonly path: string; readonly json: boolean },
): Promise<number> {
  const stop = stopSignal();
  const scores: Record<string, ModelScore> = {};
  try {
    for (const {
      name,
      models: [model],
    } of models) {
      // A small machine answers one question after the other anyway, and is measured by it.
      const atOnce = model.local ? 1 : QUESTIONS_AT_ONCE;
      const onProgress = checkProgress(name);
      const score = await checkModel(model, { signal: stop.signal, onProgress: onProgress.tell, atOnce });
      onProgress.end();
      scores[name] = score;
      await saveScore(path, name, score);
      if (!json) process.stdout.write(renderScore(name, score));
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    const kept = Object.keys(scores);
    process.stderr.write(
      `\ndocket: stopped; ${kept.length === 0 ? 'no score is kept' : `kept are the scores of ${kept.join(', ')}`}\n`,
    );
    return INTERRUPTED;
  } finally {
    stop.forget();
  }
  if (json) process.stdout.write(jsonText({ schemaVersion: 1, scores }));
  return Object.values(scores).every((score) => score.passes) ? 0 : 1;
}
