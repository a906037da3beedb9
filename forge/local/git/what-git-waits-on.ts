import { readFileSync, readdirSync, readlinkSync, statSync } from 'node:fs';

/**
 * What keeps a process from getting on: `pipe`, it opens a pipe that nobody else has open; `file`, it reads this pipe or device;
 * `nothing`, it works, or waits for something else (a processor, a disk, its own input); `untold`, the system does not say.
 */
export type WaitOfGit =
  | { readonly kind: 'pipe' | 'nothing' | 'untold' }
  | { readonly kind: 'file'; readonly path: string };

/** What the system tells of a process at one moment. */
export interface LookAtGit {
  readonly wait: WaitOfGit;
  /** The time on a processor that it has had, in the system's ticks; null where that is not told either. */
  readonly ticks: number | null;
}

/** In these functions Linux lets a thread sleep that opens a pipe: `fs/pipe.c`, the second where the first is part of it. */
const OPENS_PIPE: ReadonlySet<string> = new Set(['wait_for_partner', 'fifo_open']);

/** The numbers of open, openat and openat2, and of read, pread64 and readv: `man 2 syscalls`. */
const CALLS: Partial<
  Record<NodeJS.Architecture, { readonly opens: readonly number[]; readonly reads: readonly number[] }>
> = {
  x64: { opens: [2, 257, 437], reads: [0, 17, 19] },
  arm64: { opens: [56, 437], reads: [63, 67, 65] },
};

/** Looks at all threads of a process, through what Linux tells in `/proc`. */
export function lookAtGit(pid: number): LookAtGit {
  try {
    const { ticks } = statOf(`/proc/${pid}`);
    const waits = readdirSync(`/proc/${pid}/task`).map((thread) => waitOf(`/proc/${pid}/task/${thread}`));
    const certain = waits.find(({ kind }) => kind === 'pipe' || kind === 'file');
    return { ticks, wait: certain ?? waits.find(({ kind }) => kind === 'untold') ?? { kind: 'nothing' } };
  } catch {
    // No Linux, or the process has just ended; that one is not looked at again.
    return { ticks: null, wait: { kind: 'untold' } };
  }
}

function waitOf(thread: string): WaitOfGit {
  // One that runs, or wants to, or waits for a disk does not sleep.
  if (!statOf(thread).sleeps) return { kind: 'nothing' };
  const place = told(`${thread}/wchan`);
  if (place !== null && OPENS_PIPE.has(place)) return { kind: 'pipe' };
  // The number of the call, and what it was given; `running`, or -1 outside of one.
  const [call = '', first = ''] = (told(`${thread}/syscall`) ?? '').split(' ');
  const known = CALLS[process.arch];
  if (known === undefined || call === '') return { kind: 'untold' };
  if (known.reads.includes(Number(call))) return readsFrom(`${thread}/fd/${Number(first)}`);
  // `0` is written where the place may not be told. Another place is a disk that answers from afar.
  return { kind: known.opens.includes(Number(call)) && (place ?? '0') === '0' ? 'untold' : 'nothing' };
}

/** What git was given as its input has no path: it is `pipe:[1]` or `socket:[1]`. */
function readsFrom(descriptor: string): WaitOfGit {
  const path = readlinkSync(descriptor);
  const stat = statSync(descriptor);
  const isEndless = path.startsWith('/') && (stat.isFIFO() || stat.isCharacterDevice());
  return isEndless ? { kind: 'file', path } : { kind: 'nothing' };
}

function statOf(folder: string): { readonly ticks: number; readonly sleeps: boolean } {
  const status = readFileSync(`${folder}/stat`, 'latin1');
  // The name of the program, in parentheses, may hold anything; then come the state, and as 12th and 13th the times.
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return { ticks: Number(fields[11]) + Number(fields[12]), sleeps: fields[0] === 'S' };
}

/** Null where there is no such file, or it may not be read. */
function told(path: string): string | null {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    return null;
  }
}
