import { ObjectId } from '../../../schemas/change-set.ts';
import { type GitPlace, runGit } from './run-git.ts';
import { SUBMODULE } from './modes.ts';
import { listTree, type TreeEntry } from './tree.ts';

/** The ids of all files and links of these trees, or of those in one folder at their root. */
export async function filesOf(place: GitPlace, trees: readonly ObjectId[], folder?: string): Promise<ObjectId[]> {
  const ids = new Set<ObjectId>();
  for (const tree of new Set(trees)) {
    for (const [path, entry] of await listTree(place, tree)) {
      if (isFile(entry) && (folder === undefined || path.startsWith(`${folder}/`))) ids.add(entry.id);
    }
  }
  return [...ids];
}

/** The ids of the files that stand in `from` and are not the same in `to`. */
export async function changedFiles(
  place: GitPlace,
  { from, to }: { readonly from: ObjectId; readonly to: ObjectId },
): Promise<ObjectId[]> {
  const after = await listTree(place, to);
  const before = [...(await listTree(place, from))];
  return before.flatMap(([path, entry]) => (isFile(entry) && after.get(path)?.id !== entry.id ? [entry.id] : []));
}

/** Those of the objects that are not in the repository. */
export async function missingOf(place: GitPlace, ids: readonly ObjectId[]): Promise<ObjectId[]> {
  if (ids.length === 0) return [];
  const input = Buffer.from(ids.map((id) => `${id}\n`).join(''));
  const { stdout } = await runGit(place, ['cat-file', '--batch-check'], { input });
  const lines = stdout.toString('latin1').split('\n');
  return lines.flatMap((line) => (line.endsWith(' missing') ? [ObjectId.parse(line.slice(0, line.indexOf(' ')))] : []));
}

function isFile({ mode }: TreeEntry): boolean {
  return mode !== SUBMODULE;
}
