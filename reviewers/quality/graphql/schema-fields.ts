import { type DocumentNode, isTypeSystemDefinitionNode, isTypeSystemExtensionNode, Kind, type TypeNode } from 'graphql';

/** What all schemas of a tree together offer: what none of them has no server of the tree answers. */
export interface SchemaFields {
  /** By type and field: the types of what it answers; several where schemas differ. */
  readonly types: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;
  /** The types that operations begin at. */
  readonly roots: { readonly [operation in 'query' | 'mutation' | 'subscription']: ReadonlySet<string> };
  /** A part of a schema that others complete. */
  readonly isFederated: boolean;
}

/** Reads off documents what they define of types. */
export function schemaFields(documents: readonly DocumentNode[]): SchemaFields {
  const types = new Map<string, Map<string, Set<string>>>();
  const roots = {
    query: new Set(['Query']),
    mutation: new Set(['Mutation']),
    subscription: new Set(['Subscription']),
  };
  let isFederated = false;
  for (const { definitions } of documents)
    for (const one of definitions) {
      if ('directives' in one && one.directives?.some(({ name }) => OF_FEDERATION.test(name.value)) === true)
        isFederated = true;
      if (one.kind === Kind.SCHEMA_DEFINITION || one.kind === Kind.SCHEMA_EXTENSION)
        for (const { operation, type } of one.operationTypes ?? []) roots[operation].add(type.name.value);
      else if ('fields' in one && /^(?:Object|Interface)Type/.test(one.kind)) {
        const own = types.get(one.name.value) ?? new Map<string, Set<string>>();
        types.set(one.name.value, own);
        for (const field of one.fields ?? []) {
          const answers = own.get(field.name.value) ?? new Set();
          if ('type' in field) answers.add(namedType(field.type));
          own.set(field.name.value, answers);
        }
      } else if (one.kind === Kind.UNION_TYPE_DEFINITION) types.set(one.name.value, new Map());
    }
  return { types, roots, isFederated };
}

const OF_FEDERATION = /^(?:key|external|link|extends|requires|provides|shareable|composeDirective)$/;

/** Whether a document defines types. */
export function definesTypes({ definitions }: DocumentNode): boolean {
  return definitions.some((one) => isTypeSystemDefinitionNode(one) || isTypeSystemExtensionNode(one));
}

function namedType(node: TypeNode): string {
  return node.kind === Kind.NAMED_TYPE ? node.name.value : namedType(node.type);
}

/** `Type.field` of what the one has and the other has not. */
export function removedFields(before: SchemaFields, after: SchemaFields): Map<string, string> {
  const removed = new Map<string, string>();
  for (const [type, fields] of before.types)
    for (const field of fields.keys())
      if (after.types.get(type)?.has(field) !== true) removed.set(`${type}.${field}`, field);
  return removed;
}
