import type { Syntax } from '../syntax-node.ts';
import { type Declared, type FileFacts, type ModuleImport, Scope, type TypeFact, type NameUse } from './facts.ts';

/** What a language's reader writes into while it walks through a file. */
export class Gathered {
  readonly declared: Declared[] = [];
  readonly types: TypeFact[] = [];
  readonly imports: ModuleImport[] = [];
  readonly uses: NameUse[] = [];
  readonly handsOn: string[] = [];
  exports: Map<string, string> | null = null;
  package = '';
  open = false;
}

/** Reads one node and says which scope its children have. */
export type FactReader = (node: Syntax, scope: Scope, into: Gathered) => Scope;

/** Deeper code is made by machines. */
const DEEPEST = 400;

/** Walks through a file's syntax once. */
export function gatherFacts(path: string, text: string, root: Syntax, look: FactReader): FileFacts {
  const into = new Gathered();
  let errors = 0;
  const walk = (node: Syntax, scope: Scope, depth: number): void => {
    if (node.kind === 'ERROR') errors += 1;
    const inner = look(node, scope, into);
    if (depth < DEEPEST) for (const child of node.children) walk(child, inner, depth + 1);
    else {
      into.open = true;
      errors += 1;
    }
  };
  const top = new Scope(null, null);
  walk(root, top, 0);
  const { package: own, declared, types, imports, uses, exports, open, handsOn } = into;
  return { path, text, package: own, declared, types, imports, uses, exports, open, handsOn, errors, top: top.names };
}

/** The child of one of these kinds. */
export function kid(node: Syntax, ...kinds: readonly string[]): Syntax | undefined {
  return node.children.find(({ kind }) => kinds.includes(kind));
}

/** The text of a file between two offsets of a node. */
export function between(node: Syntax, from: number, to: number): string {
  return node.text.slice(from - node.start, to - node.start);
}

export function isInside(node: Syntax, kinds: RegExp): boolean {
  return node.parent !== null && kinds.test(node.parent.kind);
}

/** A type as it is written, without white space. */
export function typeText(node: Syntax | undefined): string | null {
  return node === undefined ? null : node.text.replace(/^\s*:/, '').replace(/\s+/g, '');
}
