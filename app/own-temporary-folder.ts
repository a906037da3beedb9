import {
  type Stats,
  lstatSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { hostname, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describeCause, InfrastructureError } from '../schemas/problem.ts';
import { setTemporaryFolder } from './config/raw-environment.ts';

/** How the names of such folders begin, and what says in one whose it is. */
export const [OWN_FOLDER, OWNER_FILE] = ['docket-run-', 'owner.json'];

/** Who works in a folder: a process number means something only on its machine and in its namespace, and only with its start. */
export interface FolderOwner {
  readonly host: string;
  /** The namespace of process numbers (a container has its own); empty where the system has none. */
  readonly namespace: string;
  readonly pid: number;
  /** When the process started, in clock ticks since boot (proc(5), field 22); empty where the system does not tell. */
  readonly started: string;
}

/** So long a server whose folder was cleared away makes reviews without one. */
const SIGN_OF_LIFE_MS = 60 * 1000;
/** The signals that ask a program to end, for which a handler can be set. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The folder around ours, once there is one. */
let taken: string | null = null;

/**
 * Gives this process, and those that it starts, a temporary folder of their own (TMPDIR), which goes when the process does: at its
 * end, at a signal that nobody else handles, or, after a `kill -9`, when the next one starts (`clear-after-killed.ts`). Where it has one already,
 * that stays. Returns the folder around it.
 *
 * @throws InfrastructureError when no folder can be made.
 */
export function takeOwnTemporaryFolder(): string {
  if (taken !== null) return taken;
  // Programs that we start elsewhere read it, too.
  const parent = resolve(tmpdir());
  hideCompileCache();
  let folder = makeFolder(parent);
  const remove = (): void => {
    try {
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // An error at the very end would take the place of the exit code; the next run clears the folder.
    }
  };
  process.once('exit', remove);
  for (const name of ENDING) {
    const end = (): void => {
      // Whoever handles it too ends the program in an orderly way.
      if (process.listenerCount(name) > 1) return;
      remove();
      process.off(name, end);
      process.kill(process.pid, name);
    };
    process.on(name, end);
  }
  setInterval(() => {
    folder = stillOurs(folder, parent);
    setTemporaryFolder(folder);
  }, SIGN_OF_LIFE_MS).unref();
  setTemporaryFolder(folder);
  taken = parent;
  return parent;
}

/** Where Node's cache of compiled code lies in the reviewed tree, it is no part of it either. */
function hideCompileCache(): void {
  const cache = getCompileCacheDir();
  if (cache === undefined) return;
  try {
    writeFileSync(join(dirname(resolve(cache)), '.gitignore'), '*\n', { flag: 'wx' });
  } catch {
    // It is there, or nothing can be written there: then nothing is cached either.
  }
}

function makeFolder(parent: string): string {
  try {
    const folder = mkdtempSync(join(parent, OWN_FOLDER));
    writeFileSync(join(folder, OWNER_FILE), JSON.stringify(thisOwner()));
    // Where the temporary folder lies in the reviewed tree, it is no part of it.
    writeFileSync(join(folder, '.gitignore'), '*\n');
    return folder;
  } catch (cause) {
    throw new InfrastructureError({
      what: `no temporary folder can be made: ${describeCause(cause)}`,
      where: parent,
      remedy: 'Make room there, or set TMPDIR to a folder that can be written.',
    });
  }
}

/**
 * Gives the folder a sign of life, or makes another one where somebody cleared it away: a server outlives what tidies temporary folders.
 * Where that cannot be done just now, whoever needs the folder says so, and the next look tries again.
 */
export function stillOurs(folder: string, parent: string): string {
  try {
    if (!isOurs(lstatSync(folder, { throwIfNoEntry: false }))) return makeFolder(parent);
    const now = new Date();
    utimesSync(folder, now, now);
  } catch {
    // Nothing can be made or written there just now.
  }
  return folder;
}

/** Whoever clears folders away may leave their names to others. */
export function isOurs(entry: Stats | undefined): boolean {
  return entry?.isDirectory() === true && (process.getuid === undefined || entry.uid === process.getuid());
}

/** This process as the owner of its folder. */
export function thisOwner(): FolderOwner {
  return { host: hostname(), namespace: namespace(), pid: process.pid, started: processStartOf(process.pid) ?? '' };
}

function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux.
    return '';
  }
}

/** When a process started; null when there is none of this number. */
export function processStartOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return null;
  }
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name of the program, in parentheses, may hold anything.
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    // One that nobody has asked after yet is still listed, as a zombie.
    return fields[0] === 'Z' ? null : (fields[19] ?? '');
  } catch {
    return '';
  }
}
