import { definedName } from '../../../schemas/text/definition-line.ts';
import { isTestPath } from '../../changed-code/test-path.ts';

interface SiblingFile {
  readonly path: string;
  readonly lines: readonly string[];
  readonly name: string;
  /** Where `name` is defined, 1-based. */
  readonly line: number;
}

interface Options {
  /** All paths of the tree. */
  readonly all: readonly string[];
  readonly changed: ReadonlySet<string>;
  readonly names: readonly string[];
  readonly read: (path: string, side: 'new') => Promise<readonly string[] | null>;
}

/**
 * The unchanged file of the same folder and extension whose name shares most words with a changed one, and the definition in it that is
 * called most like what changed. Null where none shares a word.
 */
export async function siblingFile(path: string, { all, changed, names, read }: Options): Promise<SiblingFile | null> {
  const { folder, extension, words } = partsOf(path);
  let best: { readonly path: string; readonly shared: number } | null = null;
  for (const other of all) {
    if (!other.startsWith(folder) || !other.endsWith(extension) || changed.has(other) || isTestPath(other)) continue;
    const parts = partsOf(other);
    if (parts.folder !== folder || parts.extension !== extension) continue;
    const shared = countShared(words, parts.words);
    if (shared > (best?.shared ?? 0)) best = { path: other, shared };
  }
  const lines = best === null ? null : await read(best.path, 'new');
  if (best === null || lines === null) return null;
  const wanted = wordsOf(names.slice(0, 3).join(' '));
  let found: { readonly name: string; readonly line: number; readonly shared: number } | null = null;
  for (const [index, text] of lines.entries()) {
    const name = definedName(text);
    if (name === null) continue;
    const shared = countShared(wanted, wordsOf(name));
    if (found === null || shared > found.shared) found = { name, line: index + 1, shared };
  }
  return found === null ? null : { path: best.path, lines, name: found.name, line: found.line };
}

function partsOf(path: string): {
  readonly folder: string;
  readonly extension: string;
  readonly words: ReadonlySet<string>;
} {
  const slash = path.lastIndexOf('/');
  const name = path.slice(slash + 1);
  const dot = name.indexOf('.', 1);
  const [stem, extension] = dot === -1 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  return { folder: path.slice(0, slash + 1), extension, words: wordsOf(stem) };
}

/** `createUser`, `create-user` and `create_user` are the same two words. */
function wordsOf(name: string): ReadonlySet<string> {
  return new Set((name.match(/\p{Lu}?[\p{Ll}\p{N}]+|\p{Lu}+/gu) ?? []).map((word) => word.toLowerCase()));
}

function countShared(some: ReadonlySet<string>, others: ReadonlySet<string>): number {
  return [...some].filter((word) => others.has(word)).length;
}
