import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createAnalyserPool } from '../../../analysers/pool.ts';
import { createSecretScanner } from '../../../analysers/secret-scanner.ts';
import type { AnsweredCall } from '../../../history/read/answered-calls.ts';
import { capabilityOf } from '../../../models/selection/capabilities.ts';
import { recordingOf } from '../../../models/recording/recording-of-calls.ts';
import type { Config } from '../../../schemas/config.ts';
import { InputError, InfrastructureError } from '../../../schemas/problem.ts';
import { readEnvironment } from '../../config/config.ts';
import { loadConfig } from '../../config/load-config.ts';
import { redactEach } from '../../analyse/redact-texts.ts';
import { knowingServers } from '../knowing-servers.ts';
import { type HistoryOptions, withRecordedHistory } from '../recorded-history.ts';

/** The options of `docket record`, as commander hands them over. */
export interface RecordOptions extends HistoryOptions {
  readonly output: string;
  readonly config?: string;
}

/** `docket record`: what a run's models were asked and what they answered, as a file that answers in their place. */
export async function recordCommand(run: string | undefined, options: RecordOptions): Promise<number> {
  const calls: AnsweredCall[] = [];
  await withRecordedHistory(options, (log) => {
    calls.push(...log.answeredCalls(run ?? 'latest'));
    return '';
  });
  if (calls.length === 0) {
    throw new InputError({
      what: 'the run asked no model, or its answers are no longer in the history',
      remedy: '`docket log` lists the runs; `docket log RUN` shows the calls of one.',
    });
  }
  const cwd = resolve(options.cwd ?? '.');
  const file = options.config === undefined ? null : resolve(cwd, options.config);
  const loaded = loadConfig({ environment: readEnvironment(), repository: null, file, flags: [] });
  // The log does not know contexts, and the prompts were made for what the servers told.
  const config = await knowingServers(loaded.config);
  const recorded = calls.map((call) => ({ ...call, capability: capabilityIn(call, config) }));
  const text = await redacted((redact) => recordingOf(recorded, redact));
  const path = resolve(cwd, options.output);
  await writeFile(path, text).catch((cause: unknown) => {
    throw new InfrastructureError({
      what: 'the recording cannot be written',
      where: path,
      remedy: 'Correct the path behind --output.',
      cause,
    });
  });
  process.stderr.write(
    `docket: ${calls.length} calls recorded in ${path}; play them with --model recorded:${options.output}\n`,
  );
  return 0;
}

/** The log knows a model by its id; what it can do stands in the configuration. */
function capabilityIn({ provider, model }: AnsweredCall, config: Config) {
  const kind = provider === 'anthropic' ? 'anthropic' : 'openai-compatible';
  const name =
    Object.keys(config.capabilities).find((key) => key.slice(key.indexOf('/') + 1) === model) ?? `${provider}/${model}`;
  const capability = capabilityOf({ name, id: model, provider: kind, local: false, corrections: config.capabilities });
  if (capability !== null) return capability;
  throw new InputError({
    what: `nothing is known of the model ${model}`,
    remedy: 'Give the configuration under which the run was made: --config FILE.',
  });
}

async function redacted(
  write: (redact: (texts: readonly string[]) => Promise<readonly string[]>) => Promise<string>,
): Promise<string> {
  const pool = createAnalyserPool();
  try {
    const scanner = createSecretScanner(pool);
    return await write((texts) =>
      redactEach(
        scanner,
        texts.map((text) => ({ path: 'call.txt', text })),
      ),
    );
  } finally {
    await pool.close();
  }
}
