import {
  type DocumentNode,
  type FieldNode,
  type GraphQLInputType,
  GraphQLList,
  GraphQLNonNull,
  Kind,
  print,
  type SelectionSetNode,
  specifiedScalarTypes,
  type TypeNode,
  valueFromAST,
  visit,
} from 'graphql';
import type { DocumentSlip } from './schema-slips.ts';

/** Fragments that nothing defines, and such that nothing uses beside an operation. */
export function fragmentSlips({ definitions }: DocumentNode): readonly DocumentSlip[] {
  const own = new Map(
    definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  );
  const used = new Map<string, number>();
  for (const definition of definitions)
    visit(definition, {
      FragmentSpread({ name, loc }) {
        used.set(name.value, used.get(name.value) ?? loc?.startToken.line ?? 1);
      },
    });
  return [...used].flatMap(([name, line]) =>
    own.has(name) ? [] : [{ message: `The fragment \`${name}\` is used.`, line, elsewhere: [`fragment ${name}`] }],
  );
}

/** What every server refuses in a query, whatever its schema. */
export function querySlips(document: DocumentNode): readonly DocumentSlip[] {
  const found: DocumentSlip[] = [];
  visit(document, {
    SelectionSet(node) {
      found.push(...clashes(node));
    },
    VariableDefinition({ variable, type, defaultValue }) {
      const given = inputOf(type);
      if (given === null || defaultValue === undefined || valueFromAST(defaultValue, given) !== undefined) return;
      const message = `\`${print(defaultValue).slice(0, 60)}\` is no \`${print(type)}\`, and the default of \`$${variable.name.value}\`.`;
      found.push({ message, line: defaultValue.loc?.startToken.line ?? 1 });
    },
    Directive({ name, arguments: given = [], loc }) {
      if (name.value !== 'skip' && name.value !== 'include') return;
      const condition = given.find((one) => one.name.value === 'if')?.value;
      const isPlain = condition?.kind === Kind.VARIABLE || condition?.kind === Kind.BOOLEAN;
      if (!isPlain || given.length > 1)
        found.push({ message: `\`@${name.value}\` takes \`if\`, a yes or no.`, line: loc?.startToken.line ?? 1 });
    },
  });
  return found;
}

/** Two fields of one name in an answer that ask for different things, or for the same one twice. */
function clashes({ selections }: SelectionSetNode): DocumentSlip[] {
  const seen = new Map<string, FieldNode>();
  return selections.flatMap((one) => {
    if (one.kind !== Kind.FIELD) return [];
    const key = one.alias?.value ?? one.name.value;
    const before = seen.get(key);
    seen.set(key, one);
    if (before === undefined) return [];
    const said = ({ name, arguments: given = [] }: FieldNode): string =>
      `${name.value} ${given
        .map((part) => print(part))
        .toSorted()
        .join()}`;
    const isSame = said(before) === said(one);
    if (
      isSame &&
      (one.selectionSet !== undefined || (one.directives ?? []).length > 0 || (before.directives ?? []).length > 0)
    )
      return [];
    const message = isSame
      ? `\`${key}\` is asked for twice.`
      : `\`${key}\` asks for two different things: one of them needs another name.`;
    return [{ message, line: one.loc?.startToken.line ?? 1 }];
  });
}

/** The type of a variable where it is one of the language's own. */
function inputOf(node: TypeNode): GraphQLInputType | null {
  if (node.kind === Kind.NAMED_TYPE) return specifiedScalarTypes.find(({ name }) => name === node.name.value) ?? null;
  const inner = inputOf(node.type);
  if (inner === null) return null;
  if (node.kind === Kind.LIST_TYPE) return new GraphQLList(inner);
  return inner instanceof GraphQLNonNull ? inner : new GraphQLNonNull(inner);
}
