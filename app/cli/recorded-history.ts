import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import pc from 'picocolors';
import { openRepository } from '../../forge/local/repository.ts';
import { type HistoryLog, openHistory } from '../../history/log.ts';
import { InputError } from '../../schemas/problem.ts';
import { loadConfig } from '../load-config.ts';
import { historyPathOf } from '../wire.ts';
import { type Host, openHost } from './host.ts';
import type { LogOptions } from './log-text.ts';

/** The options of every command that only reads the history. */
export interface HistoryOptions {
  readonly history?: string;
  readonly cwd?: string;
  readonly json?: boolean;
}

/** Opens the history that the arguments mean, for reading, lets the command look, and closes it. */
export async function withHistory(
  options: HistoryOptions,
  look: (log: HistoryLog, text: LogOptions) => string,
): Promise<void> {
  const host = openHost(options.cwd);
  const path = await pathOf(host, options.history);
  if (!existsSync(path)) {
    throw new InputError({
      what: 'there is no history yet',
      where: path,
      remedy: 'Every `docket review` writes to it; name another file with --history.',
    });
  }
  const log = openHistory(path, { readonly: true });
  try {
    process.stdout.write(look(log, { width: host.width, colours: pc.createColors(host.colour) }));
  } finally {
    log.close();
  }
}

async function pathOf(host: Host, flag: string | undefined): Promise<string> {
  if (flag !== undefined) return resolve(host.cwd, flag);
  const repository = await openRepository(host.cwd, host.environment).catch((error: unknown) => {
    if (error instanceof InputError) return null;
    throw error;
  });
  await repository?.close();
  const { environment } = host;
  const { config } = loadConfig({ environment, repository: null, file: null, flags: [] });
  return historyPathOf({ cwd: host.cwd, repository }, config.history, environment);
}
