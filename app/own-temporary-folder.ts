import {
  type Stats,
  lstatSync,
  mkdtempSync,
  opendirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { getCompileCacheDir } from 'node:module';
import { hostname, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { describeCause, InfrastructureError } from '../schemas/problem.ts';
import { setTemporaryFolder } from './config/config.ts';
import { readRegularFile } from './config/regular-file.ts';

const PREFIX = 'docket-run-';
const OWNER = 'owner.json';

/** Who works in a folder: a process number means something only on its machine and in its namespace, and only with its start. */
const Owner = z.object({
  host: z.string(),
  /** The namespace of process numbers (a container has its own); empty where the system has none. */
  namespace: z.string(),
  pid: z.int().positive(),
  /** When the process started, in clock ticks since boot (proc(5), field 22); empty where the system does not tell. */
  started: z.string(),
});
type Owner = z.infer<typeof Owner>;

/** A folder whose owner cannot be asked after (another container, another system) is alive for so long after its last sign of life. */
const FOREIGN_AGE_MS = 24 * 60 * 60 * 1000;
/** So long a server whose folder was cleared away makes reviews without one. */
const SIGN_OF_LIFE_MS = 60 * 1000;
/** A machine's temporary folder may hold anything; more entries than these are not looked at. */
const MOST_ENTRIES = 20_000;

/** The signals that ask a program to end, for which a handler can be set. */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Gives this process, and those that it starts, a temporary folder of their own (TMPDIR), which goes when the process does: at its
 * end, at a signal that nobody else handles, or, after a `kill -9`, when the next one starts.
 *
 * @throws InfrastructureError when no folder can be made.
 */
export function takeOwnTemporaryFolder(): void {
  // Programs that we start elsewhere read it, too.
  const parent = resolve(tmpdir());
  hideCompileCache();
  clearAfterKilled(parent);
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
    const folder = mkdtempSync(join(parent, PREFIX));
    writeFileSync(join(folder, OWNER), JSON.stringify(self()));
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
function isOurs(entry: Stats | undefined): boolean {
  return entry?.isDirectory() === true && (process.getuid === undefined || entry.uid === process.getuid());
}

function self(): Owner {
  return { host: hostname(), namespace: namespace(), pid: process.pid, started: startOf(process.pid) ?? '' };
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
function startOf(pid: number): string | null {
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

/** Removes what runs left behind that were killed. Folders of others, links, and whatever cannot be removed stay. */
function clearAfterKilled(parent: string): void {
  try {
    const own = self();
    const entries = opendirSync(parent);
    try {
      for (let seen = 0; seen < MOST_ENTRIES; seen += 1) {
        const entry = entries.readSync();
        if (entry === null) break;
        if (!entry.name.startsWith(PREFIX) || !entry.isDirectory()) continue;
        clearIfLeft(join(parent, entry.name), own);
      }
    } finally {
      entries.closeSync();
    }
  } catch {
    // Clearing up after others is no reason to fail; that there is no room is told by whoever needs it.
  }
}

function clearIfLeft(folder: string, own: Owner): void {
  try {
    if (isLeft(folder, own)) rmSync(folder, { recursive: true, force: true });
  } catch {
    // Somebody else is clearing it, or it is not ours to clear.
  }
}

function isLeft(folder: string, own: Owner): boolean {
  const entry = lstatSync(folder);
  if (!isOurs(entry)) return false;
  const owner = ownerOf(folder);
  if (owner !== null && owner.host === own.host && owner.namespace === own.namespace) {
    return startOf(owner.pid) !== owner.started;
  }
  return Date.now() - entry.mtimeMs > FOREIGN_AGE_MS;
}

function ownerOf(folder: string): Owner | null {
  try {
    return Owner.parse(JSON.parse(readRegularFile(join(folder, OWNER))));
  } catch {
    // Being made just now, or damaged.
    return null;
  }
}
