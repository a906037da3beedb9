import type { FileMode, ObjectId } from '../../../schemas/change-set.ts';
import { decodePath } from '../../diff/path.ts';
import { runGit, type GitPlace } from './run-git.ts';
import { encodePath } from './path-bytes.ts';

/** What stands at a path of a tree. */
export interface TreeEntry {
  readonly mode: FileMode;
  readonly id: ObjectId;
}

const TAB = 0x09;

/** Cuts git's `-z` output into its fields; the last one ends with NUL like the others. */
export function* fields(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0, at);
    const stop = end === -1 ? bytes.length : end;
    yield bytes.subarray(at, stop);
    at = stop + 1;
  }
}

function parseTree(bytes: Buffer): Map<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  for (const field of fields(bytes)) {
    const tab = field.indexOf(TAB);
    const [mode, , id] = field.toString('latin1', 0, tab).split(' ');
    if (mode !== undefined && id !== undefined) entries.set(decodePath(field.subarray(tab + 1)), { mode, id });
  }
  return entries;
}

/** Every file, link and submodule of a commit or tree, by path. */
export async function listTree(place: GitPlace, id: ObjectId): Promise<ReadonlyMap<string, TreeEntry>> {
  return parseTree((await runGit(place, ['ls-tree', '-r', '-z', '--full-tree', id])).stdout);
}

/** The paths of what stands directly in folders of a commit; a folder's own path ends with `/`, the root's is empty. */
export async function namesIn(place: GitPlace, id: ObjectId, folders: readonly string[]): Promise<string[]> {
  const places = folders.map((folder) => (folder === '' ? './' : folder));
  const { stdout } = await runGit(place, ['ls-tree', '--name-only', '-z', '--full-tree', id, '--', ...places]);
  return [...fields(stdout)].map(decodePath);
}

/** What stands at one path, without listing the whole tree; null where there is nothing. */
export async function entryAt(place: GitPlace, id: ObjectId, path: string): Promise<TreeEntry | null> {
  // An argument cannot carry bytes that are not UTF-8; those paths are looked up in the whole tree.
  if (encodePath(path).toString('utf8') !== path) return (await listTree(place, id)).get(path) ?? null;
  const answer = await runGit(place, ['ls-tree', '-z', '--full-tree', id, '--', path]);
  return parseTree(answer.stdout).get(path) ?? null;
}
