import {
  type ASTNode,
  buildSchema,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  LoneAnonymousOperationRule,
  NoFragmentCyclesRule,
  NoUndefinedVariablesRule,
  NoUnusedVariablesRule,
  parse,
  UniqueArgumentNamesRule,
  UniqueFragmentNamesRule,
  UniqueInputFieldNamesRule,
  UniqueOperationNamesRule,
  UniqueVariableNamesRule,
  validate,
  type ValidationRule,
  visit,
} from 'graphql';
import type { SideHazard, SideJudgement } from '../../changed-code/sides/judgement.ts';
import { GRAPHQL_SLIPS } from './graphql-slip.ts';
import { fragmentSlips, querySlips } from './query-slips.ts';
import { type DocumentSlip, schemaSlips, undefinedTypes } from './schema-slips.ts';

type Slip = keyof typeof GRAPHQL_SLIPS;
const MOST_TOKENS = 400_000;
/** Rules of graphql-js that ask nothing of a schema. */
const RULES: readonly (readonly [rule: ValidationRule, slip: Slip])[] = [
  [NoUndefinedVariablesRule, 'undeclared-variable'],
  [NoUnusedVariablesRule, 'unused-variable'],
  [UniqueOperationNamesRule, 'declared-twice'],
  [UniqueFragmentNamesRule, 'declared-twice'],
  [UniqueVariableNamesRule, 'declared-twice'],
  [UniqueArgumentNamesRule, 'declared-twice'],
  [UniqueInputFieldNamesRule, 'declared-twice'],
  [LoneAnonymousOperationRule, 'declared-twice'],
  [NoFragmentCyclesRule, 'endless-fragment'],
];
/** Made with the first document that needs it: to make one takes 7 ms. */
let noSchema: GraphQLSchema | undefined;

/** Judges whether a schema is one, and whether queries ask what they plainly mean to. */
export function judgeGraphqlSlips(text: string): SideJudgement {
  let document: DocumentNode;
  try {
    document = parse(text.replace(/^\ufeff/, ''), { maxTokens: MOST_TOKENS });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return { hazards: [], unread: [{ reason: `cannot be read as GraphQL: ${error.message}`, identity: text }] };
  }
  // A schema alone asks nothing, and the rules below go through all of it.
  const asks = document.definitions.some(
    ({ kind }) => kind === Kind.OPERATION_DEFINITION || kind === Kind.FRAGMENT_DEFINITION,
  );
  const types = told('undefined-graphql-name', undefinedTypes(document));
  if (!asks)
    return { hazards: [...twice(document), ...types, ...told('invalid-schema', schemaSlips(document))], unread: [] };
  const foreign = hasForeignFragments(document);
  const refused = RULES.filter(([, slip]) => !(foreign && slip === 'unused-variable')).flatMap(([rule, slip]) =>
    validate((noSchema ??= buildSchema('type Query { unused: Int }')), document, [rule]).map(({ message, locations }) =>
      hazardOf(slip, { message, line: locations?.at(-1)?.line ?? 1 }),
    ),
  );
  const more = [
    ...types,
    ...told('undefined-graphql-name', fragmentSlips(document)),
    ...told('invalid-query', querySlips(document)),
  ];
  return { hazards: [...refused, ...twice(document), ...more], unread: [] };
}

function told(rule: Slip, slips: readonly DocumentSlip[]): SideHazard[] {
  return slips.map((one) => hazardOf(rule, one));
}

/** Fragments of other files may use what an operation here declares. */
function hasForeignFragments({ definitions }: DocumentNode): boolean {
  const own = new Set(definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [one.name.value] : [])));
  let isForeign = false;
  for (const definition of definitions)
    visit(definition, {
      FragmentSpread({ name }) {
        isForeign ||= !own.has(name.value);
      },
    });
  return isForeign;
}

/** Fields, arguments and values that stand twice in one type, and types that are declared twice in one file. */
function twice(document: DocumentNode): SideHazard[] {
  const found: SideHazard[] = [];
  const look = (place: string, all: readonly ASTNode[]): void => {
    const seen = new Set<string>();
    for (const node of all) {
      if (!('name' in node) || node.name === undefined) continue;
      const name = node.name.value;
      if (seen.has(name))
        found.push(
          hazardOf('declared-twice', {
            message: `\`${place}${name}\` stands twice.`,
            line: node.loc?.startToken.line ?? 1,
          }),
        );
      seen.add(name);
    }
  };
  look(
    '',
    document.definitions.filter(({ kind }) => kind.endsWith('TypeDefinition')),
  );
  for (const one of document.definitions) {
    const place = 'name' in one && one.name !== undefined ? `${one.name.value}.` : '';
    if ('fields' in one) look(place, one.fields ?? []);
    if ('values' in one) look(place, one.values ?? []);
    if ('fields' in one)
      for (const field of one.fields ?? [])
        if ('arguments' in field) look(`${place}${field.name.value}.`, field.arguments ?? []);
  }
  return found;
}

function hazardOf(rule: Slip, { message, line, elsewhere }: DocumentSlip): SideHazard {
  const { title, why, scenario } = GRAPHQL_SLIPS[rule];
  return {
    rule,
    identity: message,
    lines: [line],
    title,
    explanation: `${/[.!?]$/.test(message) ? message : `${message}.`} ${why}`,
    failureScenario: { description: scenario },
    ...(elsewhere && { elsewhere }),
  };
}
