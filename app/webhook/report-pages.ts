import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { watchingParent } from '../../analysers/watch-parent.ts';
import { runProcess } from '../../processes/run-process.ts';
import { InfrastructureError } from '../../schemas/problem.ts';
import { localFolder } from '../history/local-folder.ts';

/** Pages of repositories, made when somebody looks and kept for a while. */
export interface ReportPages {
  /** The page of a repository by its number; null where there is no log of it. */
  page(repository: number): Promise<string | null>;
}

export interface ReportPagesParts {
  /** Where the logs of repositories lie. */
  readonly history: string;
  /** Where pages are kept. */
  readonly folder: string;
  /** Writes the page of a log into a file. */
  readonly write: (history: string, file: string) => Promise<void>;
  readonly now: () => number;
}

const KEPT_MS = 10 * 60_000;
const MOST_MS = 2 * 60_000;

/** Pages are made one after another: a large log keeps a core busy for seconds, and reviews go on meanwhile. */
export function createReportPages({ history, folder, write, now }: ReportPagesParts): ReportPages {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <Made>(make: () => Promise<Made>): Promise<Made> => {
    const made = last.then(make);
    last = made.catch(() => {
      // It is told by whoever asked for it; the next one has its own chance.
    });
    return made;
  };
  const fresh = async (repository: number): Promise<string | null> => {
    const log = await logOf(history, repository);
    if (log === null) return null;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = join(folder, `${repository}.html`);
    if (now() - (await modified(file)) > KEPT_MS) await write(log, file);
    return readFile(file, 'utf8');
  };
  return { page: (repository) => inTurn(() => fresh(repository)) };
}

/** Has `docket report` write the page in a process of its own, which gets no secret of ours. */
export function writeByProgram(program: string): ReportPagesParts['write'] {
  return async (history, file) => {
    const args = [...watchingParent(), program, 'report', '--history', history, '--html', file];
    const { code, stderr, timedOut } = await runProcess(process.execPath, args, { env: {}, timeoutMs: MOST_MS });
    if (code === 0) return;
    throw new InfrastructureError({
      what: `the report could not be made: ${timedOut ? `it took over ${MOST_MS / 1000} s` : stderr}`,
      where: history,
      remedy: 'Run `docket report` on that file by hand.',
    });
  };
}

/** The log of a repository: with a store it is the newest view of what the store holds. */
async function logOf(history: string, repository: number): Promise<string | null> {
  const own = join(history, `${repository}.db`);
  const replicated = localFolder(own);
  const views = (await readdir(replicated).catch(() => [])).filter((name) => /^view-[0-9a-f]+\.db$/.test(name));
  const logs = [own, ...views.map((name) => join(replicated, name))];
  const times = await Promise.all(logs.map(modified));
  const newest = Math.max(...times);
  return newest === 0 ? null : (logs[times.indexOf(newest)] ?? null);
}

/** When a file was written, in milliseconds; 0 where there is none. */
async function modified(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.mtimeMs ?? 0;
}
