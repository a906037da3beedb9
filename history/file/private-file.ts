import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { InfrastructureError, InputError } from '../../schemas/problem.ts';

const PRIVATE = 0o600;
const OTHERS = 0o077;
const MAGIC = 'SQLite format 3\0';

/** Makes sure that the file exists and that only its owner can read it, whatever the umask says. */
export function ensurePrivateFile(path: string): void {
  if (path !== path.trim()) {
    // The library would trim it, and open another file than the one made here.
    throw new InputError({ what: "the history file's name ends with white space", where: path, remedy: 'Rename it.' });
  }
  requireWritable(dirname(path));
  mkdirSync(dirname(path), { recursive: true });
  if (createPrivateFile(path)) return;
  requireRegularFile(path);
  accessSync(path, constants.R_OK | constants.W_OK);
  // SQLite gives its side files the mode of the database, but only when it creates them.
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    if (!existsSync(file)) continue;
    requireRegularFile(file);
    if ((statSync(file).mode & OTHERS) !== 0) chmodSync(file, PRIVATE);
  }
}

/** Creates an empty file with mode 0600; returns false when something of that name is there already. */
export function createPrivateFile(path: string): boolean {
  let file;
  try {
    file = openSync(path, 'wx', PRIVATE);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
  try {
    // The umask may have taken bits away; it must not decide.
    fchmodSync(file, PRIVATE);
  } finally {
    closeSync(file);
  }
  return true;
}

/** Refuses what is certainly no SQLite database before SQLite touches it. An empty file is a new history. */
export function requireSqliteFile(path: string): void {
  requireRegularFile(path);
  if (statSync(path).size === 0) return;
  const head = Buffer.alloc(MAGIC.length);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, head.length, 0);
  } finally {
    closeSync(file);
  }
  if (head.toString('latin1') === MAGIC) return;
  throw new InfrastructureError({
    what: 'the history file is not a SQLite database',
    where: path,
    remedy: 'It was left as it is. Move it away to start a new history, or name another file with --history.',
  });
}

/** Asks the nearest folder that exists: what SQLite and mkdir say about a read-only one does not tell why. */
function requireWritable(folder: string): void {
  if (existsSync(folder) || dirname(folder) === folder) accessSync(folder, constants.W_OK);
  else requireWritable(dirname(folder));
}

function requireRegularFile(path: string): void {
  if (statSync(path).isFile()) return;
  throw new InfrastructureError({
    what: 'the history must be a regular file',
    where: path,
    remedy: 'Name a file with --history.',
  });
}
