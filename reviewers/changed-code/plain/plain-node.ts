import type { Syntax } from '../syntax-node.ts';

/** A stretch of the file. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A node whose kind is one of the words that all languages share; its text is that of the file. */
export class PlainNode implements Syntax {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly children: readonly PlainNode[];
  parent: PlainNode | null = null;
  readonly #file: string;

  constructor(file: string, kind: string, { start, end }: Span, children: readonly PlainNode[]) {
    this.#file = file;
    this.kind = kind;
    this.start = start;
    this.end = end;
    this.children = children;
    for (const child of children) child.parent = this;
  }

  get text(): string {
    return this.#file.slice(this.start, this.end);
  }
}

/** Makes plain nodes of a language's own. */
export interface Maker {
  /** What stands for these nodes: one each, or several where a node is only a bracket around others. */
  of(...nodes: readonly (Syntax | null | undefined)[]): PlainNode[];
  /** A node of the shared words. */
  node(kind: string, at: Span, children: readonly PlainNode[]): PlainNode;
  /** Without children. */
  leaf(kind: string, at: Span): PlainNode;
}

/** How a kind is written plainly: another word for it, or what it is made of. */
export type Shape = string | ((node: Syntax, make: Maker) => readonly PlainNode[]);

/** A language by the shapes of its kinds; kinds without one keep their name. */
export type Shapes = Readonly<Record<string, Shape>>;

/** The children stand in the place of the node. */
export const lifted: Shape = (node, make) => make.of(...node.children);

/** A node without children. */
export const bareLeaf =
  (kind: string): Shape =>
  (node, make) => [make.leaf(kind, node)];

/** The node with these of its children. */
export const withChildren =
  (kind: string, ...positions: readonly number[]): Shape =>
  (node, make) => [
    make.node(
      kind,
      node,
      positions.flatMap((position) => make.of(node.children.at(position))),
    ),
  ];

/** Writes a file's syntax in the shared words. */
export function plainTree(root: Syntax, file: string, shapes: Shapes): PlainNode {
  const make: Maker = {
    of: (...nodes) => nodes.flatMap((node) => (node ? shaped(node) : [])),
    node: (kind, at, children) => new PlainNode(file, kind, at, children),
    leaf: (kind, at) => new PlainNode(file, kind, at, []),
  };
  const shaped = (node: Syntax): readonly PlainNode[] => {
    const shape = shapes[node.kind] ?? node.kind;
    if (typeof shape !== 'string') return shape(node, make);
    return [make.node(shape, node, make.of(...node.children))];
  };
  const [only, ...others] = shaped(root);
  return only !== undefined && others.length === 0 ? only : make.node('program', root, make.of(root));
}

export const childOf = (node: Syntax, kind: RegExp): Syntax | undefined =>
  node.children.find((child) => kind.test(child.kind));
