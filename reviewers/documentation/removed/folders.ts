import type { Removed } from './removed.ts';

/** Folders of which the change takes the last file, the outermost of each. A folder at the root has too common a name. */
export function removedFolders(files: readonly Removed[], tree: readonly string[]): Removed[] {
  const names = new Set(files.flatMap(({ name }) => foldersOf(name)));
  if (names.size === 0) return [];
  for (const path of tree) for (const folder of foldersOf(path)) names.delete(folder);
  const outermost = [...names].filter((name) => !foldersOf(name).some((folder) => names.has(folder)));
  return outermost.flatMap((name) => {
    const path = files.find((one) => one.name.startsWith(`${name}/`))?.name;
    return path === undefined ? [] : [{ kind: 'folder' as const, name, path, line: null, evidence: null }];
  });
}

/** The folders that a path lies in, without the one at the root. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.slice(1).map((_, depth) => parts.slice(0, depth + 2).join('/'));
}
