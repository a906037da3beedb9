import type { FileMode, ObjectId } from '../../../schemas/change-set.ts';
import { decodeName, decodePath } from '../../diff/path.ts';
import { runGit, type GitPlace } from './run-git.ts';
import { encodePath } from './path-bytes.ts';
import { parseRawRecords } from './raw-diff.ts';

/** What stands at a path of a tree. */
export interface TreeEntry {
  readonly mode: FileMode;
  readonly id: ObjectId;
}

/** Cuts git's `-z` output into its fields; the last one ends with NUL like the others. */
export function* fields(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0, at);
    const stop = end === -1 ? bytes.length : end;
    yield bytes.subarray(at, stop);
    at = stop + 1;
  }
}

/** `100644 blob ID`, a tab, the path: one byte a character, so that a tree of 100,000 files is cut without a buffer for each of its parts. */
function parseTree(bytes: Buffer): Map<string, TreeEntry> {
  const entries = new Map<string, TreeEntry>();
  const text = bytes.toString('latin1');
  for (let at = 0; at < text.length;) {
    const end = text.indexOf('\0', at);
    const stop = end === -1 ? text.length : end;
    const tab = text.indexOf('\t', at);
    const kind = text.indexOf(' ', at);
    const id = text.indexOf(' ', kind + 1);
    if (kind !== -1 && id !== -1 && id < tab && tab < stop) {
      entries.set(decodeName(text.slice(tab + 1, stop)), { mode: text.slice(at, kind), id: text.slice(id + 1, tab) });
    }
    at = stop + 1;
  }
  return entries;
}

/** Every file, link and submodule of a commit or tree, by path. */
export async function listTree(place: GitPlace, id: ObjectId): Promise<ReadonlyMap<string, TreeEntry>> {
  return parseTree((await runGit(place, ['ls-tree', '-r', '-z', '--full-tree', id])).stdout);
}

/** The same of a tree that is like a listed one but for a few places: git leaves out what both have, so only those are read. */
export async function listTreeBeside(
  place: GitPlace,
  listed: ReadonlyMap<string, TreeEntry>,
  { from, to }: { readonly from: ObjectId; readonly to: ObjectId },
): Promise<ReadonlyMap<string, TreeEntry>> {
  const form = ['-r', '-z', '--raw', '--no-renames', '--full-index', '--ignore-submodules=none', '--no-commit-id'];
  const { stdout } = await runGit(place, ['diff-tree', ...form, from, to, '--']);
  const entries = new Map(listed);
  for (const { newPath, newMode, newBlob } of parseRawRecords(stdout)) {
    if (newBlob === null) entries.delete(newPath);
    else entries.set(newPath, { mode: newMode, id: newBlob });
  }
  return entries;
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
