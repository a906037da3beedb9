import type { SgNode } from '@ast-grep/napi';
import type { SyntaxTree } from './analyser.ts';

/** Files with more nodes than this are machine-made; nobody waits for their syntax: following values through a bundle of 90,000 takes minutes. */
const MOST_NODES = 60_000;
/** Go has no functions around functions to look through: a test of 600 kB takes seconds. */
const MOST_OF_GO = 240_000;

/** UTF-16 units of a node all of whose nodes are asked for at once: each is an object of the tool's, at a few hundred bytes, and there is one for three units. */
const MOST_AT_ONCE = 200_000;
/** The tool's pattern for every named node. */
const EVERY_NAMED = '$_';

/** Writes a node and all below it down for another process; null where there is too much of it. */
export function syntaxTree(root: SgNode, grammar = ''): SyntaxTree | null {
  const most = grammar === 'go' ? MOST_OF_GO : MOST_NODES;
  const { start, end } = root.range();
  const listed = end.index - start.index > MOST_AT_ONCE ? null : listedTree(root, most);
  return listed === null ? walkedTree(root, most) : listed === 'too-large' ? null : listed;
}

/**
 * By one question for all its named nodes, in the order of the text: what lies within another's range is below it. That costs half of walking, where each
 * question costs more than its answer. Null where ranges do not tell: an empty node lies in its parent and in its neighbour alike.
 */
function listedTree(root: SgNode, most: number): SyntaxTree | 'too-large' | null {
  const kinds = new Map<string, number>();
  const nodes: number[] = [];
  /** The nodes around the next one, by where they stand in the list. */
  const open: number[] = [];
  let commentEnd = -1;
  for (const node of root.findAll(EVERY_NAMED)) {
    const { start, end } = node.range();
    if (start.index === end.index) return null;
    if (end.index <= commentEnd) continue;
    const kind = String(node.kind());
    if (kind.endsWith('comment') && nodes.length > 0) {
      commentEnd = end.index;
      continue;
    }
    let around = open.at(-1);
    while (around !== undefined && end.index > (nodes[around + 2] ?? 0)) {
      open.pop();
      around = open.at(-1);
    }
    if (around !== undefined) nodes[around + 3] = (nodes[around + 3] ?? 0) + 1;
    else if (nodes.length > 0) return null;
    open.push(nodes.length);
    const index = kinds.get(kind) ?? kinds.size;
    kinds.set(kind, index);
    nodes.push(index, start.index, end.index, 0);
    if (nodes.length > 4 * most) return 'too-large';
  }
  return nodes.length === 0 ? null : { kinds: [...kinds.keys()], nodes: Int32Array.from(nodes) };
}

/** From each node to its children. */
export function walkedTree(root: SgNode, most: number): SyntaxTree | null {
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
    if (nodes.length > 4 * most) return null;
    for (let at = children.length - 1; at >= 0; at -= 1) open.push(children[at] ?? one);
  }
  return { kinds: [...kinds.keys()], nodes: Int32Array.from(nodes) };
}
