import Database from 'better-sqlite3';
import { ZodError } from 'zod';
import { InfrastructureError, Problem } from '../../schemas/problem.ts';

const ELSEWHERE = 'or name another file with --history';

interface Kind {
  /** Beginnings of the codes that SQLite or the operating system gives. */
  readonly codes: readonly string[];
  readonly what: string;
  readonly remedy: string;
}

/** The first kind that fits is taken. */
const KINDS: readonly Kind[] = [
  {
    codes: ['SQLITE_NOTADB'],
    what: 'the history file is not a SQLite database',
    remedy: `It was left as it is. Move it away to start a new history, ${ELSEWHERE}.`,
  },
  {
    codes: ['SQLITE_CORRUPT', 'SQLITE_IOERR_SHORT_READ', 'SQLITE_IOERR_CORRUPTFS'],
    what: 'the history file is damaged',
    remedy: `It was left as it is. Restore it from a backup or a replica, or move it away to start a new history, ${ELSEWHERE}.`,
  },
  {
    codes: ['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT'],
    what: 'the disk with the history file is full',
    remedy: `Free some space and run again, ${ELSEWHERE}. What was recorded before is intact.`,
  },
  {
    codes: ['SQLITE_BUSY', 'SQLITE_LOCKED'],
    what: 'the history file is locked by another process for too long',
    remedy: `Wait until the other process has finished and run again, ${ELSEWHERE}.`,
  },
  {
    codes: ['SQLITE_READONLY', 'SQLITE_PERM', 'SQLITE_AUTH', 'EACCES', 'EPERM', 'EROFS'],
    what: 'the history file or its folder cannot be written',
    remedy: `Make both writable for this user, ${ELSEWHERE}.`,
  },
  {
    codes: ['SQLITE_CANTOPEN', 'ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENAMETOOLONG'],
    what: 'the history file cannot be opened',
    remedy: `Check the path and that every folder of it can be entered, ${ELSEWHERE}.`,
  },
  {
    codes: ['SQLITE_IOERR', 'EIO'],
    what: 'reading or writing the history file failed',
    remedy: `Check the disk, ${ELSEWHERE}.`,
  },
];

/** Puts what SQLite or the operating system said about the history file into words; other errors come back unchanged. */
export function historyError(error: unknown, path: string): unknown {
  if (error instanceof Problem) return error;
  if (error instanceof ZodError) return unreadableRow(error, path);
  const code = errorCode(error);
  const kind = KINDS.find(({ codes }) => codes.some((prefix) => code.startsWith(prefix))) ?? fallback(error);
  if (kind === null) return error;
  return new InfrastructureError({ what: `${kind.what} (${code})`, where: path, remedy: kind.remedy, cause: error });
}

/** Whatever else the operating system refuses (a file where a folder should be, too many open files) is about the path, too. */
function fallback(error: unknown): Kind | null {
  if (!(error instanceof Error && 'syscall' in error)) return null;
  return KINDS.find(({ codes }) => codes.includes('SQLITE_CANTOPEN')) ?? null;
}

/** Runs `action`; what it throws about the history file comes out in words. */
export function inWords<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw historyError(error, path);
  }
}

function errorCode(error: unknown): string {
  if (error instanceof Database.SqliteError) return error.code;
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function unreadableRow(error: ZodError, path: string): InfrastructureError {
  const issue = error.issues[0];
  const place = issue === undefined ? '' : `: ${issue.path.join('.')} ${issue.message}`;
  return new InfrastructureError({
    what: `the history holds a row that this version of Docket cannot read${place}`,
    where: path,
    remedy: 'Was the file edited by hand? Restore it from a backup or a replica.',
    cause: error,
  });
}
