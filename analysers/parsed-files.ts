import { parse, type SgNode } from '@ast-grep/napi';
import type { SyntaxTree } from './analyser.ts';
import { LatestTexts } from './latest-texts.ts';
import { syntaxTree } from './syntax-tree.ts';

/** A file as the parser has read it. */
export interface KeptFile {
  readonly root: SgNode;
  /** Its whole syntax, written down once. */
  readonly tree: () => SyntaxTree | null;
}

const kept = new LatestTexts<KeptFile>();

/** Parses a file, or takes what was made of the same text before: several checks ask for the same files, one after the other. */
export function parsedFile(grammar: string, text: string): KeptFile {
  const known = kept.get(grammar, text);
  if (known !== undefined) return known;
  const root = parse(grammar, text).root();
  let tree: SyntaxTree | null | undefined;
  const file = { root, tree: () => (tree === undefined ? (tree = syntaxTree(root, grammar)) : tree) };
  kept.set(grammar, text, file);
  return file;
}
