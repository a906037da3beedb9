import type { Syntax } from '../../changed-code/syntax-node.ts';
import { type CodeComment, type ReadCode, standsAlone } from './read-code.ts';

/** A declaration of Go whose comment begins with the name of another one. */
export interface OtherName {
  readonly declared: string;
  readonly named: string;
  readonly doc: CodeComment;
  /** Where the comment has the other name. */
  readonly start: number;
  readonly node: Syntax;
}

interface Declared {
  readonly name: string;
  /** The type that it is a method of. */
  readonly owner: string | null;
  readonly node: Syntax;
}

/** `Name does this`: the first word, and a verb or none. */
const FIRST = /^\/\/ ([A-Za-z_]\w*)(?: ([a-z]+))?/;

/** Comments that begin with the name of another function, method or type of the file, as they do where they were copied. */
export function otherNames(code: ReadCode): OtherName[] {
  const declared = code.root.children.flatMap(declaredBy);
  const names = new Set(declared.map(({ name }) => name));
  const docs = new Map(code.comments.map((comment) => [comment.end, comment]));
  return declared.flatMap(({ name, owner, node }): OtherName[] => {
    const above = code.text.slice(0, node.start);
    const doc = docs.get(above.trimEnd().length);
    if (doc === undefined || !standsAlone(code.text, doc.start) || above.slice(doc.end).split('\n').length > 2)
      return [];
    const [, named, verb] = FIRST.exec(doc.text) ?? [];
    // A plain word is a name only where a verb of a name stands behind it.
    if (named === undefined || named === name || named === owner || !names.has(named) || verb?.endsWith('s') !== true)
      return [];
    if (doc.text.includes(name)) return [];
    return [{ declared: name, named, doc, start: doc.start + 3, node }];
  });
}

function declaredBy(node: Syntax): Declared[] {
  const nameIn = (holder: Syntax | undefined, kind: string): string | undefined =>
    holder?.children.find((child) => child.kind === kind)?.text;
  const [spec] = node.children;
  switch (node.kind) {
    case 'function_declaration':
      return one(nameIn(node, 'identifier'), null, node);
    case 'method_declaration':
      return one(
        nameIn(node, 'field_identifier'),
        /(?<!\w)(\w{1,100})(?:\[[^\]]{0,200}\])?\)$/.exec(spec?.text ?? '')?.[1] ?? null,
        node,
      );
    case 'type_declaration':
      return node.children.length === 1 ? one(nameIn(spec, 'type_identifier'), null, node) : [];
    default:
      return [];
  }
}

const one = (name: string | undefined, owner: string | null, node: Syntax): Declared[] =>
  name === undefined ? [] : [{ name, owner, node }];
