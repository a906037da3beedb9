import type { SgNode } from '@ast-grep/napi';
import type { SyntaxTree } from './analyser.ts';

/** Files with more nodes than this are machine-made; nobody waits for their syntax: following values through a bundle of 90,000 takes minutes. */
const MOST_NODES = 60_000;
/** Go has no functions around functions to look through: a test of 600 kB takes seconds. */
const MOST_OF_GO = 240_000;

/** Writes a node and all below it down for another process; null where there is too much of it. */
export function syntaxTree(root: SgNode, grammar = ''): SyntaxTree | null {
  const most = 4 * (grammar === 'go' ? MOST_OF_GO : MOST_NODES);
  const kinds = new Map<string, number>();
  const nodes: number[] = [];
  const open: { readonly node: SgNode; readonly kind: string }[] = [{ node: root, kind: String(root.kind()) }];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const { node, kind } = one;
    const { start, end } = node.range();
    // Each question to the tool costs more than the answer.
    const children = node.children().flatMap((child) => {
      if (!child.isNamed()) return [];
      const own = String(child.kind());
      return own.endsWith('comment') ? [] : [{ node: child, kind: own }];
    });
    const index = kinds.get(kind) ?? kinds.size;
    kinds.set(kind, index);
    nodes.push(index, start.index, end.index, children.length);
    if (nodes.length > most) return null;
    for (let at = children.length - 1; at >= 0; at -= 1) open.push(children[at] ?? one);
  }
  return { kinds: [...kinds.keys()], nodes: Int32Array.from(nodes) };
}
