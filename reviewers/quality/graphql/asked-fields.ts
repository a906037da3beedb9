import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { SchemaFields } from './schema-fields.ts';

/** A field that a document asks a type for. */
export interface AskedField {
  /** Several where schemas of the tree differ. */
  readonly types: readonly string[];
  readonly field: string;
  /** 1-based, in the document. */
  readonly line: number;
  readonly isThere: boolean;
}

/** What clients answer themselves. */
const OF_CLIENTS = /^(?:client|rest|export|local|relay\w*|__\w+)$/;

/** What a document asks, as far as its types are known. */
export function askedFields(document: DocumentNode, schema: SchemaFields): AskedField[] {
  const found: AskedField[] = [];
  const walk = (set: SelectionSetNode | undefined, types: readonly string[]): void => {
    const known = types.filter((type) => schema.types.has(type));
    for (const one of set?.selections ?? []) {
      if (one.directives?.some(({ name }) => OF_CLIENTS.test(name.value)) === true) continue;
      if (one.kind === Kind.INLINE_FRAGMENT)
        walk(one.selectionSet, one.typeCondition === undefined ? known : [one.typeCondition.name.value]);
      else if (one.kind === Kind.FIELD && known.length > 0) walk(one.selectionSet, asked(one, known));
    }
  };
  const asked = ({ name, loc }: FieldNode, types: readonly string[]): string[] => {
    if (name.value.startsWith('__')) return [];
    const answers = types.flatMap((type) => schema.types.get(type)?.get(name.value) ?? []);
    const line = loc?.startToken.line ?? 1;
    found.push({ types, field: name.value, line, isThere: answers.length > 0 });
    return [...new Set(answers.flatMap((one) => [...one]))];
  };
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) walk(one.selectionSet, [one.typeCondition.name.value]);
    if (one.kind === Kind.OPERATION_DEFINITION) walk(one.selectionSet, [...schema.roots[one.operation]]);
  }
  return found;
}
