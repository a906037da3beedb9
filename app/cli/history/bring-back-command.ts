import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHistory } from '../../../history/log.ts';
import { copyHistory } from '../../../history/file/copy-history.ts';
import { restoreHistory, type RestoredHistory } from '../../../history/replica/restore-history.ts';
import { InputError } from '../../../schemas/problem.ts';
import { jsonText } from '../../output/json-text.ts';
import { type HistoryCommandOptions, storeTools, withMeantHistory } from './history-host.ts';
import { exportTarget } from './keep-command.ts';

/** `docket history verify`: restores everything and checks every page and every row. Exit code 4 when something is damaged. */
export function verifyCommand(options: HistoryCommandOptions): Promise<number> {
  return withMeantHistory(options, async (meant) => {
    if (meant.store === null) return verifyFile(meant.path, options);
    const folder = await mkdtemp(join(tmpdir(), 'docket-verify-'));
    try {
      const restored = await restoreHistory(await storeTools(meant), { output: join(folder, 'history.db') });
      return tell(restored, options);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** `docket history restore FILE [--at TIME]`: the history as one file, now or as it was committed at a moment. */
export function restoreCommand(
  file: string,
  options: HistoryCommandOptions & { readonly at?: string },
): Promise<number> {
  const at = options.at === undefined ? null : new Date(options.at);
  if (at !== null && Number.isNaN(at.getTime())) {
    throw new InputError({
      what: `${options.at} is no moment`,
      where: '--at',
      remedy: 'Write it as 2026-11-20T12:00:00Z.',
    });
  }
  return withMeantHistory(options, async (meant) => {
    const output = exportTarget(meant.host, file);
    return tell(await restoreHistory(await storeTools(meant), { output, at }), options);
  });
}

/** `docket history export FILE`: everything that there is as one SQLite file, from the store or from this machine. */
export function exportCommand(file: string, options: HistoryCommandOptions): Promise<number> {
  return withMeantHistory(options, async (meant) => {
    const output = exportTarget(meant.host, file);
    if (meant.store !== null) return tell(await restoreHistory(await storeTools(meant), { output }), options);
    requireThere(meant.path);
    copyHistory(meant.path, output);
    process.stderr.write(`exported to ${output}\n`);
    return 0;
  });
}

function verifyFile(path: string, options: HistoryCommandOptions): number {
  requireThere(path);
  const log = openHistory(path, { readonly: true });
  try {
    const wrong = [...log.check(), ...log.checkRows()];
    const runs = log.countRuns();
    process.stdout.write(
      options.json === true
        ? jsonText({ schemaVersion: 1, path, runs, wrong })
        : `${wrong.length === 0 ? 'sound' : 'DAMAGED'}: ${runs} runs in ${path}\n${wrong.map((one) => `  ${one}\n`).join('')}`,
    );
    return wrong.length === 0 ? 0 : 4;
  } finally {
    log.close();
  }
}

function tell(restored: RestoredHistory, options: HistoryCommandOptions): number {
  const { runs, damaged, newer, taken, commit, setAside } = restored;
  const isWhole = damaged.length === 0 && setAside.length === 0;
  if (options.json === true) process.stdout.write(jsonText({ schemaVersion: 1, ...restored }));
  else {
    const lines = [
      `${isWhole ? 'sound' : 'NOT WHOLE'}: ${runs} runs from ${taken.length} epochs${commit === null ? '' : `, as committed ${commit.at}`}`,
      ...damaged.map(({ epoch, reason }) => `  damaged: ${epoch}: ${reason}`),
      ...setAside.map(({ epoch, reason, at }) => `  set aside ${at}: ${epoch}: ${reason}`),
      ...newer.map(({ epoch, schema }) => `  left out, written by a newer Docket (schema ${schema}): ${epoch}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  return isWhole ? 0 : 4;
}

function requireThere(path: string): void {
  if (existsSync(path)) return;
  throw new InputError({ what: 'there is no history yet', where: path, remedy: 'Every `docket review` writes to it.' });
}
