import {
  buildASTSchema,
  type DefinitionNode,
  findBreakingChanges,
  type GraphQLSchema,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  isTypeSystemDefinitionNode,
  isTypeSystemExtensionNode,
  Kind,
  parse,
  specifiedScalarTypes,
  type TypeDefinitionNode,
  visit,
} from 'graphql';
import type { Side } from '../../../schemas/location.ts';
import type { FileSides } from '../read-sides.ts';
import { type ContractBreak, type ContractSource, lineOfOffset } from './contract-source.ts';

/** Schemas of GraphQL, as graphql-js itself compares them. */
export const graphqlSchemas: ContractSource = {
  noun: 'GraphQL schema',
  user: 'sends the queries that it sends today',
  accepts: (path) => /\.(?:graphqls?|gql)$/i.test(path),
  breaks(sides) {
    const [before, after] = [definitionsOf(sides, 'old'), definitionsOf(sides, 'new')];
    if (before.length === 0 || after.length === 0) return [];
    return findBreakingChanges(schemaOf(before), schemaOf(after)).flatMap(({ description }) => {
      const name = nameIn(description.replace(/^A required arg \w+ on |^Required arg /, ''));
      const what = description.replace(/\.$/, '');
      return placed({ before, after }, what, name);
    });
  },
};

/** The first word of a sentence that may be a name, without the full stop behind it. */
function nameIn(sentence: string): string {
  const words = sentence.match(/[_A-Za-z@][\w.@]*/g) ?? [];
  return words.map((word) => word.replace(/[.@]{1,9}$/, '')).find((word) => word.length > 1) ?? '';
}

interface Definition {
  readonly path: string;
  readonly text: string;
  readonly node: DefinitionNode;
}

/** What a side declares of types; the operations of clients declare none. */
function definitionsOf(sides: readonly FileSides[], side: Side): Definition[] {
  return sides.flatMap((one) => {
    const text = one[side];
    if (text.trim() === '') return [];
    const path = side === 'old' ? one.file.oldPath : one.file.newPath;
    const { definitions } = parse(text);
    return definitions
      .filter((node) => isTypeSystemDefinitionNode(node) || isTypeSystemExtensionNode(node))
      .map((node) => ({ path, text, node }));
  });
}

/** A schema of the files that changed: what others declare is taken for a scalar, what they begin is taken as begun here. */
function schemaOf(all: readonly Definition[]): GraphQLSchema {
  const kept = new Map<string, DefinitionNode>();
  for (const [at, { node }] of all.entries()) {
    if (!isTypeExtensionNode(node)) {
      kept.set('name' in node && node.name !== undefined ? `${node.kind}.${node.name.value}` : `${at}`, node);
      continue;
    }
    const kind = node.kind.replace('Extension', 'Definition') as TypeDefinitionNode['kind'];
    const key = `${kind}.${node.name.value}`;
    kept.set(key, joined({ ...node, kind } as TypeDefinitionNode, kept.get(key)));
  }
  const definitions = [...kept.values()];
  return buildASTSchema(
    { kind: Kind.DOCUMENT, definitions: [...definitions, ...unknownTypes(definitions)] },
    { assumeValid: true, assumeValidSDL: true },
  );
}

/** A type together with what extends it. */
function joined(more: TypeDefinitionNode, first: DefinitionNode | undefined): TypeDefinitionNode {
  if (first === undefined || !isTypeDefinitionNode(first)) return more;
  const lists = ['fields', 'values', 'types', 'interfaces'] as const;
  const parts = lists.flatMap((list) => {
    const both = [first, more].flatMap(
      (node) => (node as { readonly [key in typeof list]?: readonly unknown[] })[list] ?? [],
    );
    return both.length === 0 ? [] : [[list, both] as const];
  });
  return { ...first, ...Object.fromEntries(parts) };
}

function unknownTypes(definitions: readonly DefinitionNode[]): TypeDefinitionNode[] {
  const known = new Set(specifiedScalarTypes.map(({ name }) => name));
  for (const node of definitions) if (isTypeDefinitionNode(node)) known.add(node.name.value);
  const unknown = new Set<string>();
  for (const node of definitions)
    visit(node, {
      NamedType: ({ name }) => {
        if (!known.has(name.value)) unknown.add(name.value);
      },
    });
  return [...unknown].map((value) => ({ kind: Kind.SCALAR_TYPE_DEFINITION, name: { kind: Kind.NAME, value } }));
}

/** Where the names of a change stand: what is gone on the old side, what is asked for now on the new one. */
function placed(
  { before, after }: { readonly before: readonly Definition[]; readonly after: readonly Definition[] },
  what: string,
  name: string,
): ContractBreak[] {
  const words = new Set(what.match(/[_A-Za-z]\w*/g) ?? []);
  const isAdded = /\badded\b/i.test(what);
  const side = isAdded ? 'new' : 'old';
  const places = (isAdded ? after : before).flatMap(({ path, text, node }) => {
    const own = 'name' in node ? node.name?.value : undefined;
    if (own === undefined || !words.has(own)) return [];
    const lines: number[] = [];
    visit(node, {
      Name: ({ value, loc }) => {
        if (words.has(value) && loc !== undefined) lines.push(lineOfOffset(text, loc.start));
      },
    });
    return [{ path, lines: lines.toReversed() }];
  });
  return places.slice(0, 1).map((place) => ({ ...place, side, name, what }));
}
