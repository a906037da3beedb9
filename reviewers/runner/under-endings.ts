import { posix } from 'node:path';
import type { ChangedFile, ChangeSet, FilteredFile } from '../../schemas/change-set.ts';
import type { Check } from '../reviewer.ts';

/** By kind: the ending under which tools know a script that has none. */
const ENDINGS: Readonly<Record<string, string>> = {
  python: '.py',
  ruby: '.rb',
  php: '.php',
  javascript: '.js',
};

/** A change in which scripts without an ending (`bin/console`) have one, and the real path of each. */
export interface UnderEndings {
  readonly changeSet: ChangeSet;
  readonly real: (path: string) => string;
}

const known = new WeakMap<ChangeSet, UnderEndings>();

/** The same for every check that asks: what one of them parsed the others have too. */
export function underEndings(changeSet: ChangeSet): UnderEndings {
  const made = known.get(changeSet) ?? make(changeSet);
  known.set(changeSet, made);
  return made;
}

/** Whether a check looks at a file, under the name that it goes by. */
export function looksAt({ looksAt: asks, goesByEnding }: Check, file: ChangedFile | FilteredFile): boolean {
  return asks?.(goesByEnding === true ? named(file) : file) !== false;
}

function make(changeSet: ChangeSet): UnderEndings {
  const real = new Map<string, string>();
  const { files, filtered } = changeSet;
  const renamed = <F extends ChangedFile | FilteredFile>(file: F): F => {
    const under = named(file);
    if (under.newPath !== file.newPath) real.set(under.newPath, file.newPath);
    if (under.oldPath !== file.oldPath) real.set(under.oldPath, file.oldPath);
    return under;
  };
  const under = { ...changeSet, files: files.map(renamed), filtered: filtered.map(renamed) };
  return real.size === 0
    ? { changeSet, real: (path) => path }
    : { changeSet: under, real: (path) => real.get(path) ?? path };
}

function named<F extends ChangedFile | FilteredFile>(file: F): F {
  const ending = ENDINGS[file.kind?.id ?? ''];
  if (ending === undefined || posix.basename(file.newPath).includes('.')) return file;
  const old = posix.basename(file.oldPath).includes('.') ? file.oldPath : `${file.oldPath}${ending}`;
  return { ...file, newPath: `${file.newPath}${ending}`, oldPath: old };
}
