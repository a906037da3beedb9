import { constants } from 'node:fs';
import { lstat, open, readlink, realpath } from 'node:fs/promises';
import { encodePath } from '../git/path-bytes.ts';

/** What stands at a path of the work tree. `gone` also where a link or file took the place of a folder above it, as git sees it. */
export type Found =
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly executable: boolean }
  | { readonly kind: 'link'; readonly target: Buffer }
  | { readonly kind: 'folder' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Larger files are named and left out; reading them would fill the memory. */
const MOST_BYTES = 100 * 1024 * 1024;
/** Without NONBLOCK, opening a pipe would wait for its writer for ever. */
const SAFELY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const SLASH = Buffer.from('/');

export function pathInside(root: Buffer, path: string): Buffer {
  return Buffer.concat([root, SLASH, encodePath(path)]);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/**
 * Reads one path below `root` (its real path) without following any link: every folder on the way is looked at, and the opened
 * file must lie where it was looked for. A link is answered by its target's text.
 */
export async function lookAt(root: Buffer, path: string): Promise<Found> {
  try {
    if (!(await isReachable(root, path))) return { kind: 'gone' };
    const at = pathInside(root, path);
    const stat = await lstat(at);
    if (stat.isSymbolicLink()) return { kind: 'link', target: await readlink(at, { encoding: 'buffer' }) };
    if (stat.isDirectory()) return { kind: 'folder' };
    if (!stat.isFile()) return { kind: 'refused', reason: 'neither a file nor a link' };
    return await readRegular(root, path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'gone' };
    if (code === 'ELOOP') return { kind: 'refused', reason: 'it became a link while it was read' };
    if (code === 'EACCES' || code === 'EPERM') return { kind: 'refused', reason: 'no permission to read it' };
    throw error;
  }
}

/** Whether every folder above the path is a folder, not a link to one. */
async function isReachable(root: Buffer, path: string): Promise<boolean> {
  const folders = path.split('/').slice(0, -1);
  for (let depth = 1; depth <= folders.length; depth += 1) {
    if (!(await lstat(pathInside(root, folders.slice(0, depth).join('/')))).isDirectory()) return false;
  }
  return true;
}

async function readRegular(root: Buffer, path: string): Promise<Found> {
  const file = await open(pathInside(root, path), SAFELY);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return { kind: 'refused', reason: 'neither a file nor a link' };
    if (stat.size > MOST_BYTES) return { kind: 'refused', reason: `larger than ${MOST_BYTES / 1024 / 1024} MiB` };
    const real = await realpath(pathInside(root, path), { encoding: 'buffer' });
    if (!real.equals(pathInside(root, path))) return { kind: 'refused', reason: 'it moved while it was read' };
    return { kind: 'file', bytes: await file.readFile(), executable: (stat.mode & 0o100) !== 0 };
  } finally {
    await file.close();
  }
}
