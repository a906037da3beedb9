import { parse, type SgNode } from '@ast-grep/napi';
import type { SyntaxTree } from './analyser.ts';
import { syntaxTree } from './syntax-tree.ts';

/** Characters of the files that are kept: as much as a change of some hundred files has on both its sides. */
const KEPT = 4_000_000;

/** A file as the parser has read it. */
export interface KeptFile {
  readonly root: SgNode;
  /** Its whole syntax, written down once. */
  readonly tree: () => SyntaxTree | null;
}

const kept = new Map<string, { readonly text: string; readonly file: KeptFile }>();
let length = 0;

/** Parses a file, or takes what was made of the same text before: several checks ask for the same files, one after the other. */
export function parsedFile(grammar: string, text: string): KeptFile {
  const key = `${grammar} ${text}`;
  const known = kept.get(key);
  if (known !== undefined) {
    // The last one used is the last one that goes.
    kept.delete(key);
    kept.set(key, known);
    return known.file;
  }
  const root = parse(grammar, text).root();
  let tree: SyntaxTree | null | undefined;
  const file = { root, tree: () => (tree === undefined ? (tree = syntaxTree(root)) : tree) };
  kept.set(key, { text, file });
  length += text.length;
  for (const [oldest, { text: gone }] of kept) {
    if (length <= KEPT) break;
    kept.delete(oldest);
    length -= gone.length;
  }
  return file;
}
