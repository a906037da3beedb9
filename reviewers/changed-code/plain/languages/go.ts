import { operatorBetween } from '../../node-text.ts';
import type { Syntax } from '../../syntax-node.ts';
import { childOf, bareLeaf, lifted, withChildren, type Maker, type PlainNode, type Shapes } from '../plain-node.ts';

const STATEMENT = /_(?:declaration|statement)$/;

/** `a, b := f()`: the first name has the answer, the others say how it went; `v, ok := m[k]` asks whether it is there. */
function bound(node: Syntax, make: Maker): PlainNode[] {
  const [left, right] = sides(node);
  if (right.length === 0) return left.flatMap((name) => make.of(name));
  const kind = node.kind === 'assignment_statement' ? 'assignment' : 'variable_declarator';
  const operator = kind === 'assignment' ? operatorOf(node) : '=';
  const [only, second] = right;
  if (operator !== '=') return [make.node('augmented_assignment', node, make.of(left[0], right[0]))];
  if (left.length === right.length || only === undefined || second !== undefined) {
    return left.map((name, index) => make.node(kind, left.length === 1 ? node : name, make.of(name, right[index])));
  }
  return left.map((name, index) => {
    if (index === 0) return make.node(kind, node, make.of(name, only));
    const [of, at] = only.kind === 'index_expression' ? only.children : [];
    const asked = of !== undefined && at !== undefined && index === 1;
    return make.node(kind, name, [
      ...make.of(name),
      ...(asked ? [make.node('contains_expression', only, make.of(at, of))] : []),
    ]);
  });
}

function sides(node: Syntax): readonly [left: readonly Syntax[], right: readonly Syntax[]] {
  const lists = node.children.filter(({ kind }) => kind === 'expression_list');
  const [first, second] = lists;
  if (lists.length === 2) return [first?.children ?? [], second?.children ?? []];
  return [node.children.filter(({ kind }) => kind === 'identifier'), first?.children ?? []];
}

function operatorOf(node: Syntax): string {
  const [left, right] = node.children;
  return left === undefined || right === undefined ? '=' : operatorBetween(left, right, node);
}

/** `if x := f(); x > 1 {…}`: what stands before the condition runs first. */
function decision(node: Syntax, make: Maker): PlainNode[] {
  const body = node.children.findIndex(({ kind }) => kind === 'block');
  const head = node.children.slice(0, body);
  const otherwise = node.children[body + 1];
  const ways = make.of(otherwise);
  const [way] = ways;
  const rest = way === undefined || ways.length === 1 ? ways : [make.node('block', otherwise ?? node, ways)];
  const made = make.node('if_statement', node, [...make.of(head.at(-1)), ...make.of(node.children[body]), ...rest]);
  return [...make.of(...head.slice(0, -1)), made];
}

function loop(node: Syntax, make: Maker): PlainNode[] {
  const [head] = node.children;
  const body = make.of(node.children.at(-1));
  if (head === undefined || node.children.length === 1) return [make.node('endless_statement', node, body)];
  if (head.kind === 'for_clause') return [make.node('for_statement', node, [...make.of(...head.children), ...body])];
  if (head.kind !== 'range_clause') return [make.node('while_statement', node, [...make.of(head), ...body])];
  const names = head.children.length > 1 ? (head.children[0]?.children ?? []) : [];
  const pattern = make.node('pattern_list', head.children[0] ?? head, make.of(...names));
  return [make.node('for_in_statement', node, [pattern, ...make.of(head.children.at(-1)), ...body])];
}

function cases(node: Syntax, make: Maker): PlainNode[] {
  const isCase = ({ kind }: Syntax): boolean => kind.endsWith('_case');
  const head = node.children.filter((child) => !isCase(child));
  const of = head.findLast(({ kind }) => !STATEMENT.test(kind) && kind !== 'expression_list');
  const before = head.filter(({ kind }) => STATEMENT.test(kind));
  const kind = node.kind === 'expression_switch_statement' ? 'switch_statement' : 'select_statement';
  return [
    ...make.of(...before),
    make.node(kind, node, [...make.of(of), ...make.of(...node.children.filter((child) => isCase(child)))]),
  ];
}

function literal(node: Syntax, make: Maker): PlainNode[] {
  const entries = node.children.at(-1)?.children ?? [];
  const kind = entries.some((entry) => entry.kind === 'keyed_element') ? 'record_expression' : 'list_expression';
  return [make.node(kind, node, make.of(...entries))];
}

function method(node: Syntax, make: Maker): PlainNode[] {
  const name = childOf(node, /identifier$/);
  const lists = node.children.filter(({ kind }) => kind === 'parameter_list');
  const own = node.kind === 'method_declaration' ? lists[1] : lists[0];
  const kind = node.kind === 'func_literal' ? 'function_expression' : 'function_declaration';
  return [make.node(kind, node, [...make.of(name), ...parameters(own, make), ...make.of(childOf(node, /^block$/))])];
}

function parameters(list: Syntax | undefined, make: Maker): PlainNode[] {
  if (list === undefined) return [];
  const given = list.children.flatMap((one) => {
    const names = one.children.filter(({ kind }) => kind === 'identifier');
    return names.map((name) => make.node('parameter', one, make.of(name)));
  });
  return [make.node('parameters', list, given)];
}

const OPERATORS: Readonly<Record<string, string>> = {
  '!': 'not_expression',
  '&': 'cast_expression',
  '*': 'cast_expression',
};

/** `new` with a value, of which the grammar takes a type alone: as a function of another name. */
const NEW_VALUE =
  /\bnew(?=\((?!(?:func|chan|map|struct|interface)\b)(?:["'`\d!-]|(?:\w{1,60}\.){0,6}\w{1,60}\(|(?:\w{1,60}\.){2,6}\w))/g;

/** Go as the grammar knows it, each word as long as before. */
export const olderGo = (text: string): string => text.replaceAll(NEW_VALUE, 'neW');

/** Go in the shared words. */
export const GO_SHAPES: Shapes = {
  source_file: 'program',
  statement_list: lifted,
  var_declaration: lifted,
  const_declaration: lifted,
  var_spec_list: lifted,
  expression_list: lifted,
  literal_element: lifted,
  function_declaration: method,
  method_declaration: method,
  func_literal: method,
  short_var_declaration: bound,
  assignment_statement: bound,
  var_spec: bound,
  const_spec: bound,
  receive_statement: bound,
  if_statement: decision,
  for_statement: loop,
  expression_switch_statement: cases,
  type_switch_statement: cases,
  select_statement: cases,
  expression_case: (node, make) => [
    make.node('switch_case', node, [
      make.node('case_values', node.children[0] ?? node, make.of(node.children[0])),
      ...make.of(...node.children.slice(1)),
    ]),
  ],
  default_case: 'switch_default',
  type_case: (node, make) => [make.node('select_case', node, make.of(...node.children))],
  communication_case: 'select_case',
  selector_expression: 'member_expression',
  index_expression: 'subscript_expression',
  slice_expression: withChildren('cast_expression', 0),
  type_assertion_expression: withChildren('cast_expression', 0),
  type_conversion_expression: withChildren('cast_expression', -1),
  variadic_argument: 'cast_expression',
  composite_literal: literal,
  keyed_element: 'pair',
  call_expression: withChildren('call_expression', 0, -1),
  argument_list: 'arguments',
  interpreted_string_literal: bareLeaf('string'),
  raw_string_literal: bareLeaf('string'),
  rune_literal: bareLeaf('number'),
  int_literal: bareLeaf('number'),
  float_literal: bareLeaf('number'),
  nil: 'null',
  unary_expression: (node, make) => [
    make.node(OPERATORS[node.text.charAt(0)] ?? 'unary_expression', node, make.of(...node.children)),
  ],
  import_spec: (node, make) => [make.node('import_alias', node, make.of(...node.children))],
};
