import type { SgNode } from '@ast-grep/napi';
import type { SyntaxTree } from './analyser.ts';

/** Files with more nodes than this are machine-made; nobody waits for their syntax. */
const MOST_NODES = 60_000;

/** Writes a node and all below it down for another process; null where there is too much of it. */
export function syntaxTree(root: SgNode): SyntaxTree | null {
  const kinds = new Map<string, number>();
  const nodes: number[] = [];
  const open: SgNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const kind = String(node.kind());
    const { start, end } = node.range();
    const children = node.children().filter((child) => child.isNamed() && !String(child.kind()).endsWith('comment'));
    const index = kinds.get(kind) ?? kinds.size;
    kinds.set(kind, index);
    nodes.push(index, start.index, end.index, children.length);
    if (nodes.length > 4 * MOST_NODES) return null;
    for (const child of children.toReversed()) open.push(child);
  }
  return { kinds: [...kinds.keys()], nodes };
}
