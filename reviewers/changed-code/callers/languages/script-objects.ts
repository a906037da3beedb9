import type { Syntax } from '../../syntax-node.ts';
import { type Gathered, kid } from '../gather-facts.ts';
import { scriptSignature } from './script-signature.ts';

/** The object types that a type is made of; `isWhole`: it has nothing beside them. */
export function typeObjects(type: Syntax | undefined): {
  readonly objects: readonly Syntax[];
  readonly isWhole: boolean;
} {
  if (type?.kind === 'object_type') return { objects: [type], isWhole: true };
  if (type?.kind === 'intersection_type') {
    const parts = type.children.map(typeObjects);
    return { objects: parts.flatMap(({ objects }) => objects), isWhole: parts.every(({ isWhole }) => isWhole) };
  }
  // `Readonly<{ … }>` has all that it is given.
  const [name, list] = type?.kind === 'generic_type' ? type.children : [];
  const [only, ...others] = list?.children ?? [];
  return name?.text === 'Readonly' && others.length === 0 ? typeObjects(only) : { objects: [], isWhole: false };
}

const FUNCTION = /^(?:arrow_function|function_expression)$/;

/** What a constant at the top of a file names in its object: `export const Prices = { of(item) { … } }`. */
export function declareObject(owner: string, value: Syntax, into: Gathered): void {
  const object = /^(?:as|satisfies)_expression$/.test(value.kind) ? value.children[0] : value;
  if (object?.kind !== 'object') return;
  const named = object.children.map((part) => ({ part, name: kid(part, 'property_identifier', 'string') }));
  into.types.push({ name: owner, bases: [], open: named.some(({ name }) => name === undefined) });
  for (const { part, name } of named) {
    if (name === undefined || !/^(?:pair|method_definition)$/.test(part.kind)) continue;
    const before = part.text.slice(0, name.start - part.start);
    const made = part.kind === 'pair' ? part.children.find(({ kind }) => FUNCTION.test(kind)) : part;
    if (made === undefined || /\b[gs]et\s+$/.test(before)) continue;
    const signature = made === part ? scriptSignature(part, before) : scriptSignature(made);
    into.declared.push({
      kind: 'method',
      name: name.text.replaceAll(/['"]/g, ''),
      owner,
      signature,
      isStatic: true,
      node: part,
    });
  }
}
