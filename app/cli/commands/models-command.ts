import { checkModel } from '../../../models/check/check-model.ts';
import { chooseModels, type ModelChoice } from '../../../models/selection/choose-models.ts';
import { knownModels } from '../../../models/selection/known-models.ts';
import type { ModelChain } from '../../../models/selection/model-chain.ts';
import { parseModelName } from '../../../models/selection/model-name.ts';
import type { ModelScore } from '../../../models/selection/model-score.ts';
import { InputError } from '../../../schemas/problem.ts';
import { readSecret } from '../../config/config.ts';
import { knowingServers } from '../knowing-servers.ts';
import { loadConfig } from '../../config/load-config.ts';
import { readScores, saveScore, SCORES_FILE } from '../../analyse/model-scores.ts';
import { jsonText } from '../../output/json-text.ts';
import { stateFile } from '../../config/state-home.ts';
import { openHost } from '../host.ts';
import { renderModels, renderScore } from '../render/render-models.ts';
import { resolve } from 'node:path';
import { stopSignal } from '../stop-signal.ts';

/** The options of `docket models`, as commander hands them over. */
export interface ModelsOptions {
  readonly config?: string;
  readonly check?: boolean;
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
  const config = await knowingServers(loaded.config);
  const path = stateFile(SCORES_FILE, environment);
  const choice = chooseModels(config, readSecret);
  if (options.check === true) return check(chains(choice, name), { path, json: options.json === true });

  const scores = await readScores(path);
  const known = knownModels(choice, { config, keys: readSecret, only: name });
  const rows = known.map((model) => ({ ...model, score: scores[model.name] ?? null }));
  const reason = choice.kind === 'models' ? null : choice.reason;
  process.stdout.write(
    options.json === true ? jsonText({ schemaVersion: 1, reason, models: rows }) : renderModels(rows, reason),
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
      const onProgress = ({ stage, done, of }: { stage: string; done: number; of: number }) => {
        if (process.stderr.isTTY === true) process.stderr.write(`\r\u001b[2K${name}: ${stage} ${done}/${of}`);
      };
      const score = await checkModel(model, { signal: stop.signal, onProgress });
      if (process.stderr.isTTY === true) process.stderr.write('\r\u001b[2K');
      scores[name] = score;
      await saveScore(path, name, score);
      if (!json) process.stdout.write(renderScore(name, score));
    }
  } finally {
    stop.forget();
  }
  if (json) process.stdout.write(jsonText({ schemaVersion: 1, scores }));
  return Object.values(scores).every((score) => score.passes) ? 0 : 1;
}
