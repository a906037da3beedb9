import { resolve } from 'node:path';
import { COORDINATOR_VERSION, coordinate } from '../../../coordinator/coordinate.ts';
import type { HistoryLog } from '../../../history/log.ts';
import type { CoordinatorPolicy } from '../../../schemas/coordination.ts';
import { InputError } from '../../../schemas/problem.ts';
import { readEnvironment } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { jsonText } from '../../output/json-text.ts';
import { policyOf } from '../../plan.ts';
import { replayRun, replayWith } from '../../history/replay.ts';
import type { LogOptions } from '../render/log-text.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';
import { renderPolicyReplay, renderReplay } from '../render/render-replay.ts';
import { wholeNumber } from '../source-options.ts';

/** The options of `docket replay`, as commander hands them over. */
export interface ReplayOptions extends HistoryOptions {
  readonly config?: string;
  readonly last: string;
}

const COORDINATOR = { version: COORDINATOR_VERSION, coordinate };

/**
 * `docket replay`: a recorded review computed again. Returns 0 when it is the same byte for byte or when another coordinator
 * or configuration was asked to differ, 4 when the same coordinator came to something else: then the log or the program is broken.
 */
export async function replayCommand(run: string | undefined, options: ReplayOptions): Promise<number> {
  const last = wholeNumber(options.last, '--last');
  if (run !== undefined && options.config !== undefined) {
    throw new InputError({
      what: 'a run and --config were both given',
      remedy: 'Name a run to compute it again as it was; give --config (and --last) to decide the newest runs again.',
    });
  }
  const policy = options.config === undefined ? null : policyIn(options.config, options.cwd);
  let code = 0;
  await withRecordedHistory(options, (log, text) => {
    if (policy !== null) return decideAgain(log, { policy, last, json: options.json === true, text });
    const result = replayRun(log, run ?? 'latest', COORDINATOR);
    if (!result.identical && result.sameVersion) code = 4;
    return options.json === true ? jsonText({ schemaVersion: 1, ...result }) : renderReplay(result, text);
  });
  return code;
}

function policyIn(file: string, cwd = '.'): CoordinatorPolicy {
  const environment = readEnvironment();
  return policyOf(loadConfig({ environment, repository: null, file: resolve(cwd, file), flags: [] }).config);
}

interface Again {
  readonly policy: CoordinatorPolicy;
  readonly last: number;
  readonly json: boolean;
  readonly text: LogOptions;
}

function decideAgain(log: HistoryLog, { policy, last, json, text }: Again): string {
  const result = replayWith(log, { policy, last, coordinator: COORDINATOR });
  return json ? jsonText({ schemaVersion: 1, ...result }) : renderPolicyReplay(result, text);
}
