import type { SyntaxTree } from '../../analysers/analyser.ts';

/** A node of a file's syntax; only named ones are there. */
export interface Syntax {
  readonly kind: string;
  /** UTF-16 offsets in the file. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly children: readonly Syntax[];
  readonly parent: Syntax | null;
}

class Node implements Syntax {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly parent: Syntax | null;
  readonly children: Node[] = [];
  readonly #file: string;

  constructor(file: string, parent: Syntax | null, [kind, start, end]: readonly [string, number, number]) {
    this.#file = file;
    this.parent = parent;
    this.kind = kind;
    this.start = start;
    this.end = end;
  }

  get text(): string {
    return this.#file.slice(this.start, this.end);
  }
}

/** What was put together, by its tree: checks that get the same tree share its nodes. */
const roots = new WeakMap<SyntaxTree, { readonly file: string; readonly root: Syntax | null }>();

/** Puts a tree that came from an analyser together again; null where it holds no node. */
export function syntaxOf(tree: SyntaxTree, file: string): Syntax | null {
  const known = roots.get(tree);
  if (known?.file === file) return known.root;
  const root = putTogether(tree, file);
  roots.set(tree, { file, root });
  return root;
}

function putTogether(tree: SyntaxTree, file: string): Syntax | null {
  let root: Node | null = null;
  const open: { readonly node: Node; missing: number }[] = [];
  const { nodes } = tree;
  for (let at = 0; at + 3 < nodes.length; at += 4) {
    const [kind, start, end, children] = [nodes[at] ?? 0, nodes[at + 1] ?? 0, nodes[at + 2] ?? 0, nodes[at + 3] ?? 0];
    const above = open.at(-1);
    const node = new Node(file, above?.node ?? null, [tree.kinds[kind] ?? '', start, end]);
    root ??= node;
    if (above !== undefined) {
      above.node.children.push(node);
      above.missing -= 1;
    }
    open.push({ node, missing: children });
    while (open.at(-1)?.missing === 0) open.pop();
  }
  return root;
}

/** The node and all below it, in the order of the text; `into` says below which ones to look. */
export function* below(node: Syntax, into: (node: Syntax) => boolean = () => true): Generator<Syntax> {
  const open = [node];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    yield one;
    if (!into(one)) continue;
    for (let at = one.children.length - 1; at >= 0; at -= 1) {
      const child = one.children[at];
      if (child !== undefined) open.push(child);
    }
  }
}
