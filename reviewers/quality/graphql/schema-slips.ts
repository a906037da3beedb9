import {
  buildASTSchema,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  print,
  specifiedScalarTypes,
  validateSchema,
  valueFromAST,
  type ValueNode,
  visit,
} from 'graphql';

/** What is wrong, where, and what would have to stand somewhere else if it were not. */
export interface DocumentSlip {
  readonly message: string;
  readonly line: number;
  readonly elsewhere?: readonly string[];
}

const BUILT_IN = new Set([...specifiedScalarTypes.map(({ name }) => name), '_Any', '_Entity', '_Service', 'FieldSet']);
const MAKERS = ['type', 'scalar', 'enum', 'input', 'interface', 'union'];
/** A type may be brought by the code of a server, under its name or as a class. */
const ELSEWHERE = (name: string): string[] => [
  ...MAKERS.map((maker) => `${maker} ${name}`),
  `'${name}'`,
  `"${name}"`,
  `class ${name}`,
  `${name}:`,
];

/** Types that a schema names and nothing defines. */
export function undefinedTypes(document: DocumentNode): DocumentSlip[] {
  const known = new Set(BUILT_IN);
  for (const one of document.definitions)
    if (one.kind.endsWith('TypeDefinition') && 'name' in one && one.name !== undefined) known.add(one.name.value);
  const found = new Map<string, DocumentSlip>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION || definition.kind === Kind.FRAGMENT_DEFINITION) continue;
    visit(definition, {
      NamedType({ name, loc }) {
        if (known.has(name.value) || found.has(name.value)) return;
        found.set(name.value, {
          message: `\`${name.value}\` is used as a type.`,
          line: loc?.startToken.line ?? 1,
          elsewhere: ELSEWHERE(name.value),
        });
      },
    });
  }
  return [...found.values()];
}

/** What a server that loads this schema refuses; nothing where parts of it stand elsewhere. */
export function schemaSlips(document: DocumentNode): DocumentSlip[] {
  if (
    document.definitions.some(({ kind }) => /^(?:Operation|Fragment)/.test(kind)) ||
    undefinedTypes(document).length > 0
  )
    return [];
  const schema = schemaOf(document);
  if (schema === null) return [];
  const broken = validateSchema(schema).flatMap(({ message, locations }) => {
    const line = locations?.at(-1)?.line;
    return line === undefined || /root type must be provided|directive/i.test(message) ? [] : [{ message, line }];
  });
  return [...broken, ...wrongDefaults(schema)];
}

function schemaOf(document: DocumentNode): GraphQLSchema | null {
  try {
    return buildASTSchema(document, { assumeValidSDL: true });
  } catch {
    // Names that stand twice or not at all are told by others.
    return null;
  }
}

function wrongDefaults(schema: GraphQLSchema): DocumentSlip[] {
  const look = (place: string, type: GraphQLInputType, value: ValueNode | undefined): DocumentSlip[] =>
    value === undefined || valueFromAST(value, type) !== undefined
      ? []
      : [
          {
            message: `\`${print(value).slice(0, 60)}\` is no \`${String(type)}\`, and the default of \`${place}\`.`,
            line: value.loc?.startToken.line ?? 1,
          },
        ];
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (type.name.startsWith('__')) return [];
    if (isInputObjectType(type))
      return Object.values(type.getFields()).flatMap((field) =>
        look(`${type.name}.${field.name}`, field.type, field.astNode?.defaultValue),
      );
    if (!isObjectType(type) && !isInterfaceType(type)) return [];
    return Object.values(type.getFields()).flatMap((field) =>
      field.args.flatMap((one) => look(`${type.name}.${field.name}(${one.name})`, one.type, one.astNode?.defaultValue)),
    );
  });
}
