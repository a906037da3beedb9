import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { coloursOf } from '../output/text/colours.ts';
import { type HistoryLog, openHistory } from '../../history/log.ts';
import { InputError } from '../../schemas/problem.ts';
import { currentView } from './history/current-view.ts';
import { withMeantHistory } from './history/history-host.ts';
import { openHost } from './host.ts';
import type { LogOptions } from './render/log-text.ts';

/** The options of every command that only reads the history. */
export interface HistoryOptions {
  readonly history?: string;
  readonly cwd?: string;
  readonly json?: boolean;
}

/**
 * Opens the history that the arguments mean, for reading, lets the command look, and closes it. A file that is named is that file;
 * otherwise, with a store, it is what the store and this machine hold together.
 */
export async function withRecordedHistory(
  options: HistoryOptions,
  look: (log: HistoryLog, text: LogOptions) => string,
): Promise<void> {
  const host = openHost(options.cwd);
  const log = openHistory(await pathOf(options), { readonly: true });
  try {
    process.stdout.write(look(log, { width: host.width, colours: coloursOf(host.colour) }));
  } finally {
    log.close();
  }
}

async function pathOf({ history, cwd }: HistoryOptions): Promise<string> {
  const named = history === undefined ? null : resolve(cwd ?? '.', history);
  if (named !== null && existsSync(named)) return named;
  return withMeantHistory(
    { ...(history === undefined ? {} : { history }), ...(cwd === undefined ? {} : { cwd }) },
    async (meant) => {
      if (meant.store !== null) return currentView(meant, meant.store);
      if (existsSync(meant.path)) return meant.path;
      throw new InputError({
        what: 'there is no history yet',
        where: meant.path,
        remedy: 'Every `docket review` writes to it; name another file with --history.',
      });
    },
  );
}
