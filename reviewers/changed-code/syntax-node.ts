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
  /** All nodes of the tree in the order of the text, and which of them are this one and those below it. */
  readonly all: readonly Node[];
  readonly at: number;
  behind: number;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly parent: Syntax | null;
  readonly children: Node[] = [];
  readonly #file: string;

  constructor(all: readonly Node[], file: string, parent: Node | null, kind: string, start: number, end: number) {
    this.#file = file;
    this.all = all;
    this.at = all.length;
    this.behind = this.at + 1;
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

function putTogether({ kinds, nodes }: SyntaxTree, file: string): Syntax | null {
  const all: Node[] = [];
  const open: { readonly node: Node; missing: number }[] = [];
  for (let at = 0; at + 3 < nodes.length; at += 4) {
    const above = open.at(-1);
    const kind = kinds[nodes[at] ?? 0] ?? '';
    const node = new Node(all, file, above?.node ?? null, kind, nodes[at + 1] ?? 0, nodes[at + 2] ?? 0);
    all.push(node);
    if (above !== undefined) {
      above.node.children.push(node);
      above.missing -= 1;
    }
    open.push({ node, missing: nodes[at + 3] ?? 0 });
    for (let last = open.at(-1); last?.missing === 0; last = open.at(-1)) {
      last.node.behind = all.length;
      open.pop();
    }
  }
  return all[0] ?? null;
}

/** Whether something stands more than so many nodes below a root: who follows the syntax node by node has no more room. */
export function isDeeper(root: Syntax, most: number): boolean {
  const depths = new Map<Syntax, number>();
  for (const node of below(root)) {
    const depth = node === root || node.parent === null ? 0 : (depths.get(node.parent) ?? 0) + 1;
    if (depth > most) return true;
    if (node.children.length > 0) depths.set(node, depth);
  }
  return false;
}

/** The node and all below it, in the order of the text; `into` says below which ones to look. */
export function below(node: Syntax, into?: (node: Syntax) => boolean): IteratorObject<Syntax, undefined> {
  return into === undefined && node instanceof Node ? inOrder(node) : searched(node, into);
}

/** They stand beside each other. */
const inOrder = ({ all, at, behind }: Node): IteratorObject<Syntax, undefined> =>
  (at === 0 && behind === all.length ? all : all.slice(at, behind)).values();

function* searched(node: Syntax, into: (node: Syntax) => boolean = () => true): Generator<Syntax, undefined> {
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
