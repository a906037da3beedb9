import { fileNameOf, folderOf, inFolder, isInternal } from '../paths.ts';
import type { Entry } from './entry.ts';

/** Every package of Python that is not private by its name, by the dotted name that users import. */
export function pythonEntries(tree: readonly string[]): readonly Entry[] {
  const files = new Set(tree);
  return tree
    .filter((path) => fileNameOf(path) === '__init__.py' && !isInternal(path) && path.includes('/'))
    .map((path): Entry => ({ key: dottedName(folderOf(path), files), files: [path] }))
    .filter(({ key }) => !/(^|\.)(_|internal\b|tests?\b|migrations\b)/.test(key));
}

/** A folder without `__init__.py` above it (`src`) is not part of the name. */
function dottedName(folder: string, files: ReadonlySet<string>): string {
  const above = folderOf(folder);
  const own = fileNameOf(folder);
  return above !== '' && files.has(inFolder(above, '__init__.py')) ? `${dottedName(above, files)}.${own}` : own;
}
