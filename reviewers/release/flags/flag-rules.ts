/** ast-grep rules that find where a program declares its command line flags. */

const JAVASCRIPT = ['javascript', 'typescript', 'tsx'];
const string = { any: [{ kind: 'string' }, { kind: 'template_string' }] };
const calling = (name: string): object => ({ kind: 'call_expression', has: { field: 'function', regex: name } });
const firstArgument = (call: object): object => ({ nthChild: 1, inside: { kind: 'arguments', inside: call } });
const keyOfArgument = (inside: object): object => ({
  any: [{ kind: 'property_identifier' }, { kind: 'string' }],
  inside: { field: 'key', kind: 'pair', inside: { kind: 'object', inside } },
});

const JAVASCRIPT_RULES: Readonly<Record<string, object>> = {
  // commander and its relatives; a name without a hyphen is yargs.
  option: { ...string, ...firstArgument(calling('\\.\\s*(option|requiredOption)$')) },
  'new-option': {
    ...string,
    ...firstArgument({ kind: 'new_expression', has: { field: 'constructor', regex: '(^|\\.)Option$' } }),
  },
  'options-key': keyOfArgument({ kind: 'arguments', inside: calling('\\.\\s*options$') }),
  'parse-args-key': keyOfArgument({
    field: 'value',
    kind: 'pair',
    has: { field: 'key', regex: '^options$' },
    inside: { kind: 'object', inside: { kind: 'arguments', inside: calling('(^|\\.)parseArgs$') } },
  }),
};

const PYTHON_RULES: Readonly<Record<string, object>> = {
  // argparse; click and typer.
  argument: {
    kind: 'string',
    regex: '^[rb]?["\']-',
    inside: {
      kind: 'argument_list',
      inside: { kind: 'call', has: { field: 'function', regex: '(\\.add_argument|(^|\\.)option|(^|\\.)Option)$' } },
    },
  },
};

const literal = (kind: string, call: object, place: number): object => ({
  kind,
  regex: '^"[A-Za-z][\\w.-]*"$',
  nthChild: place,
  inside: {
    kind: kind === 'string_literal' ? 'arguments' : 'argument_list',
    inside: { kind: 'call_expression', has: call },
  },
});
const goCall = (ending: string): object => ({
  field: 'function',
  regex: `\\.(String|Bool|Duration|U?[Ii]nt(8|16|32|64)?|Float(32|64)?|StringSlice|StringArray|Count)${ending}$`,
});

const GO_RULES: Readonly<Record<string, object>> = {
  // flag and pflag, and so cobra: the name comes first, or behind the variable.
  'go-flag': literal('interpreted_string_literal', goCall('P?'), 1),
  'go-flag-var': literal('interpreted_string_literal', goCall('VarP?'), 2),
};

const RUST_RULES: Readonly<Record<string, object>> = {
  // clap, by attributes and by builders.
  'clap-long': {
    kind: 'string_literal',
    follows: { regex: '^=$', follows: { kind: 'identifier', regex: '^long$' } },
    inside: { kind: 'token_tree' },
  },
  'clap-field': {
    kind: 'field_identifier',
    inside: {
      kind: 'field_declaration',
      follows: { kind: 'attribute_item', regex: '^#\\[\\s*(arg|clap|structopt)\\s*\\((.*[^\\w])?long\\s*[,)]' },
    },
  },
  'clap-builder': literal('string_literal', { field: 'function', regex: '\\.\\s*long$' }, 1),
};

const rulesFor = (language: string | readonly string[], rules: Readonly<Record<string, object>>): object[] =>
  Object.entries(rules).map(([id, rule]) => ({ id, language, rule }));

export const FLAG_RULES = {
  rules: [
    ...rulesFor(JAVASCRIPT, JAVASCRIPT_RULES),
    ...rulesFor('python', PYTHON_RULES),
    ...rulesFor('go', GO_RULES),
    ...rulesFor('rust', RUST_RULES),
  ],
};
