import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';

/** Without NONBLOCK, opening a pipe would wait for its writer for ever. Windows knows neither the flag nor such files. */
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Larger than anything that people write by hand; a file with holes can claim any size. */
const MOST_BYTES = 100 * 1024 * 1024;

/** As large as the longest diff that fits a string, and all that is read of a device without an end. */
const MOST_STREAM_BYTES = 480 * 1024 * 1024;

/** Reads a whole text file. Throws for what is no regular file (a pipe, a socket, a device, a folder), never waits for one. */
export function readRegularFile(path: string): string {
  const file = openSync(path, READ);
  try {
    refuse(fstatSync(file));
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** Whether there is no such file: nothing has its name, or a file stands in the place of a folder above it. */
export function isAbsence(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR');
}

/** What to do about a file in the user's folders that is there and cannot be read; `otherwise` where the user may read it. */
export function remedyForUnread(cause: unknown, otherwise: string): string {
  const isRefused = cause instanceof Error && 'code' in cause && (cause.code === 'EACCES' || cause.code === 'EPERM');
  return isRefused ? 'Make it readable for this user, or set HOME to a folder that is.' : otherwise;
}

/**
 * Reads what an argument of the command line names. The shell hands over pipes (`--diff <(git diff)`), so these are read to their end; what is
 * no regular file is cut off with an error where no end comes.
 */
export async function readNamedFile(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const stat = await file.stat();
    if (stat.isDirectory()) throw new Error('it is a folder');
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      const bytes = chunk as Buffer;
      size += bytes.length;
      if (size > MOST_STREAM_BYTES)
        throw new Error(`it has more than ${MOST_STREAM_BYTES / 1024 / 1024} MiB, or no end`);
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

function refuse(stat: Stats): void {
  if (!stat.isFile()) throw new Error(`it is ${kindOf(stat)}, not a regular file`);
  if (stat.size > MOST_BYTES) throw new Error(`it is larger than ${MOST_BYTES / 1024 / 1024} MiB`);
}

function kindOf(stat: Stats): string {
  if (stat.isFIFO()) return 'a pipe';
  if (stat.isSocket()) return 'a socket';
  if (stat.isDirectory()) return 'a folder';
  return 'a device';
}
