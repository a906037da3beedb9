/** ast-grep rules that find what a JavaScript or TypeScript module exports. The grammars differ in their kinds of declarations. */

const JAVASCRIPT = ['function_declaration', 'generator_function_declaration', 'class_declaration'];
const TYPESCRIPT = [
  ...JAVASCRIPT,
  'abstract_class_declaration',
  'interface_declaration',
  'type_alias_declaration',
  'enum_declaration',
  'function_signature',
  'internal_module',
];

const top = { inside: { kind: 'program' } };
const exported = (more: object = {}): object => ({ kind: 'export_statement', ...top, ...more });
const namedExport = exported({ not: { regex: '^export\\s+default' } });
const kinds = (names: readonly string[]): object[] => names.map((kind) => ({ kind }));

/** `export declare …` puts one node more in between. */
const declaredIn = (typescript: boolean): object =>
  typescript ? { any: [namedExport, { kind: 'ambient_declaration', inside: namedExport }] } : namedExport;

const declarator = (typescript: boolean): object => ({
  kind: 'variable_declarator',
  inside: { any: kinds(['lexical_declaration', 'variable_declaration']), inside: declaredIn(typescript) },
});

const names = (typescript: boolean): object => ({
  any: [
    {
      any: kinds(typescript ? ['identifier', 'type_identifier'] : ['identifier']),
      inside: { field: 'name', any: kinds(typescript ? TYPESCRIPT : JAVASCRIPT), inside: declaredIn(typescript) },
    },
    { kind: 'identifier', inside: { field: 'name', ...declarator(typescript) } },
    {
      kind: 'shorthand_property_identifier_pattern',
      inside: { kind: 'object_pattern', inside: { field: 'name', ...declarator(typescript) } },
    },
    {
      kind: 'identifier',
      inside: {
        field: 'value',
        kind: 'pair_pattern',
        inside: { kind: 'object_pattern', inside: { field: 'name', ...declarator(typescript) } },
      },
    },
  ],
});

const wholeAssignment = {
  kind: 'assignment_expression',
  has: { field: 'left', regex: '^(module\\.)?exports$' },
};
const wholeObject = { kind: 'object', inside: { field: 'right', ...wholeAssignment } };

const COMMON: Readonly<Record<string, object>> = {
  specifier: { kind: 'export_specifier', inside: { kind: 'export_clause', inside: exported() } },
  star: exported({ regex: '^export\\s+(type\\s+)?\\*' }),
  default: exported({ regex: '^export\\s+default' }),
  'cjs-key': {
    any: [
      { kind: 'shorthand_property_identifier', inside: wholeObject },
      { kind: 'property_identifier', inside: { any: kinds(['pair', 'method_definition']), inside: wholeObject } },
    ],
  },
  'cjs-spread': { kind: 'spread_element', inside: wholeObject },
  'cjs-name': {
    kind: 'property_identifier',
    inside: {
      kind: 'member_expression',
      has: { field: 'object', regex: '^(module\\.)?exports$' },
      inside: { field: 'left', kind: 'assignment_expression' },
    },
  },
  'cjs-whole': wholeAssignment,
};

const ruleSet = (language: string | readonly string[], typescript: boolean): object[] =>
  Object.entries({
    ...COMMON,
    name: names(typescript),
    ...(typescript ? { equals: exported({ regex: '^export\\s*=' }) } : {}),
  }).map(([id, rule]) => ({ id, language, rule }));

export const JAVASCRIPT_RULES = {
  rules: [...ruleSet('javascript', false), ...ruleSet(['typescript', 'tsx'], true)],
};
