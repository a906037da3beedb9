import type { Syntax } from '../../syntax-node.ts';
import { childOf, bareLeaf, lifted, type Maker, type PlainNode, type Shape, type Shapes } from '../plain-node.ts';
import { assignment, dropped, functionOf, handler, methodCall, textWith, unary } from '../shapes.ts';

const CLAUSE = /^(?:rescue|ensure|else)$/;

/** Statements side by side; a call that stands alone is a statement. */
function statements(nodes: readonly Syntax[], make: Maker): PlainNode[] {
  return nodes.flatMap((node) => {
    const made = make.of(node);
    const [only, ...others] = made;
    if (only === undefined || others.length > 0) return made;
    const [left] = node.children;
    if (node.kind === 'binary' && left !== undefined && /^\s*<<\s/.test(node.text.slice(left.end - node.start)))
      return [make.node('augmented_assignment', node, [...only.children])];
    return only.kind === 'call_expression' ? [make.node('expression_statement', node, made)] : made;
  });
}

/** A body; with `rescue` and `ensure` it is an attempt. */
function body(node: Syntax, make: Maker): PlainNode[] {
  const clauses = node.children.filter(({ kind }) => CLAUSE.test(kind));
  const plain = statements(
    node.children.filter(({ kind }) => !CLAUSE.test(kind)),
    make,
  );
  if (clauses.length === 0) return [make.node('block', node, plain)];
  const end = clauses[0]?.start ?? node.end;
  const handlers = clauses.filter(({ kind }) => kind !== 'else');
  const tried = make.node('block', { start: node.start, end }, plain);
  return [make.node('block', node, [make.node('try_statement', node, [tried, ...make.of(...handlers)])])];
}

function method(node: Syntax, make: Maker): PlainNode[] {
  const parameters = childOf(node, /_parameters$/);
  const last = node.children.at(-1);
  const name = node.children.find(({ kind }) => /^(?:identifier|constant|setter|operator)$/.test(kind));
  return functionOf(
    'function_declaration',
    { name, parameters, body: last === parameters || last === name ? undefined : last },
    node,
    make,
  );
}

function block(node: Syntax, make: Maker): PlainNode[] {
  const inner = node.kind === 'lambda' ? childOf(node, /block$/) : node;
  const parameters = childOf(node, /_parameters$/) ?? (inner && childOf(inner, /_parameters$/));
  const last = inner?.children.at(-1);
  const own = last === undefined || last.kind.endsWith('_parameters') ? undefined : last;
  return functionOf('function_expression', { parameters, body: own }, node, make);
}

const parameters: Shape = (node, make) => [
  make.node(
    'parameters',
    node,
    node.children.map((one) => {
      const name = one.kind === 'identifier' ? one : (childOf(one, /^identifier$/) ?? one);
      return make.node('parameter', one, [make.leaf('identifier', name)]);
    }),
  ),
];

function call(node: Syntax, make: Maker): PlainNode[] {
  const list = childOf(node, /^argument_list$/);
  const taken = childOf(node, /^(?:do_block|block)$/);
  const before = node.children.filter((one) => one !== list && one !== taken);
  const [first, second] = before;
  if (second === undefined && first?.text === 'raise') return [make.node('throw_statement', node, make.of(list))];
  const name = second ?? first;
  const [made] = methodCall({ of: second === undefined ? undefined : first, name, list }, node, make);
  if (made === undefined || taken === undefined) return made === undefined ? [] : [made];
  const [called, given] = made.children;
  const span = { start: given?.start ?? taken.start, end: taken.end };
  const all = make.node('arguments', span, [...(given?.children ?? []), ...make.of(taken)]);
  return [make.node('call_expression', node, called === undefined ? [all] : [called, all])];
}

function pair(node: Syntax, make: Maker): PlainNode[] {
  const kind = node.parent?.kind === 'argument_list' ? 'named_argument' : 'pair';
  return [make.node(kind, node, make.of(...node.children))];
}

/** `a if b`, `a unless b`: the condition stands behind. */
const modifier =
  (negated: boolean): Shape =>
  (node, make) => {
    const [done, condition] = node.children;
    const asked = make.of(condition);
    const sign = condition === undefined || !negated ? asked : [make.node('not_expression', condition, asked)];
    return [
      make.node('if_statement', node, [
        ...sign,
        make.node('block', done ?? node, done ? statements([done], make) : []),
      ]),
    ];
  };

const decision =
  (negated: boolean): Shape =>
  (node, make) => {
    const [condition, ...ways] = node.children;
    const asked = make.of(condition);
    const sign = condition === undefined || !negated ? asked : [make.node('not_expression', condition, asked)];
    const then = ways.some(({ kind }) => kind === 'then')
      ? []
      : [make.leaf('block', { start: condition?.end ?? node.end, end: condition?.end ?? node.end })];
    return [make.node('if_statement', node, [...sign, ...then, ...make.of(...ways)])];
  };

const block_ = (node: Syntax, make: Maker): PlainNode[] => [make.node('block', node, statements(node.children, make))];

function switched(node: Syntax, make: Maker): PlainNode[] {
  const [first] = node.children;
  const of = first !== undefined && !/^(?:when|else|in_clause)$/.test(first.kind) ? make.of(first) : [];
  const made = node.children.slice(of.length === 0 ? 0 : 1).map((one) => {
    const values = one.children.filter(({ kind }) => kind === 'pattern').flatMap(({ children }) => children);
    const rest = one.children
      .filter(({ kind }) => kind !== 'pattern')
      .flatMap((each) => (each.kind === 'then' ? each.children : [each]));
    const [head] = values;
    return head === undefined || of.length === 0
      ? make.node(one.kind === 'else' ? 'switch_default' : 'select_case', one, statements(rest, make))
      : make.node('switch_case', one, [make.node('case_values', head, make.of(...values)), ...statements(rest, make)]);
  });
  return [make.node('switch_statement', node, [...of, ...made])];
}

const TEXT = textWith(/^interpolation$/, /^(?:string|heredoc)_content$/);

const unaryOf = (node: Syntax, make: Maker): readonly PlainNode[] =>
  typeof unary === 'string' ? [] : unary(node, make);

/** The text of a heredoc stands behind the statement in which it begins. */
function heredoc(node: Syntax, make: Maker): PlainNode[] {
  for (let one: Syntax = node; one.parent !== null; one = one.parent) {
    const later = one.parent.children.find(({ kind, start }) => kind === 'heredoc_body' && start > node.start);
    if (later !== undefined && typeof TEXT !== 'string') return [...TEXT(later, make)];
  }
  return [make.leaf('string', node)];
}

/** Ruby in the shared words. */
export const RUBY_SHAPES: Shapes = {
  program: (node, make) => [make.node('program', node, statements(node.children, make))],
  module: 'class_declaration',
  class: (node, make) => [
    make.node('class_declaration', node, make.of(...node.children.filter(({ kind }) => kind !== 'superclass'))),
  ],
  body_statement: (node, make) =>
    /^(?:class|module|singleton_class)$/.test(node.parent?.kind ?? '')
      ? [make.node('class_body', node, statements(node.children, make))]
      : body(node, make),
  begin: body,
  block_body: body,
  // oxlint-disable-next-line unicorn/no-thenable -- the name of a node, in a table that nobody awaits
  then: block_,
  do: block_,
  else: block_,
  elsif: decision(false),
  if: decision(false),
  unless: decision(true),
  if_modifier: modifier(false),
  unless_modifier: modifier(true),
  while: 'while_statement',
  until: 'while_statement',
  for: 'for_in_statement',
  in: lifted,
  case: switched,
  rescue: (node, make) => {
    const shape = handler(/^identifier$/, /^then$/);
    const made = typeof shape === 'string' ? [] : [...shape(node, make)];
    const [clause] = made;
    const empty = childOf(node, /^then$/) === undefined;
    return clause === undefined || !empty
      ? made
      : [make.node('catch_clause', node, [...clause.children, make.leaf('block', { start: node.end, end: node.end })])];
  },
  ensure: 'finally_clause',
  method,
  singleton_method: method,
  do_block: block,
  block,
  lambda: block,
  method_parameters: parameters,
  block_parameters: parameters,
  lambda_parameters: parameters,
  call,
  argument_list: (node, make) =>
    /^(?:return|break|next|yield)$/.test(node.parent?.kind ?? '')
      ? make.of(...node.children)
      : [make.node('arguments', node, make.of(...node.children))],
  pair,
  hash: 'record_expression',
  array: 'list_expression',
  string_array: 'list_expression',
  symbol_array: 'list_expression',
  bare_string: bareLeaf('string'),
  bare_symbol: bareLeaf('symbol'),
  string: TEXT,
  chained_string: (node, make) => [make.node('template_string', node, make.of(...node.children))],
  subshell: (node, make) => {
    const made = typeof TEXT === 'string' ? [] : [...TEXT(node, make)];
    return [make.node('shell_expression', node, [make.node('arguments', node, made)])];
  },
  heredoc_beginning: heredoc,
  heredoc_body: dropped,
  simple_symbol: bareLeaf('symbol'),
  hash_key_symbol: bareLeaf('symbol'),
  constant: bareLeaf('identifier'),
  scope_resolution: bareLeaf('identifier'),
  instance_variable: bareLeaf('identifier'),
  class_variable: bareLeaf('identifier'),
  global_variable: bareLeaf('identifier'),
  self: bareLeaf('identifier'),
  integer: bareLeaf('number'),
  float: bareLeaf('number'),
  nil: bareLeaf('null'),
  element_reference: 'subscript_expression',
  assignment,
  left_assignment_list: 'pattern_list',
  operator_assignment: (node, make) => {
    const [left, right] = node.children;
    if (!/^[^=]*\|\|=/.test(node.text) || left === undefined || right === undefined)
      return [make.node('augmented_assignment', node, make.of(left, right))];
    return [
      make.node('assignment', node, [...make.of(left), make.node('either_expression', right, make.of(left, right))]),
    ];
  },
  binary: 'binary_expression',
  // `+"text"` is a text that may be changed.
  unary: (node, make) => (/^[+-]["']/.test(node.text) ? make.of(node.children.at(-1)) : unaryOf(node, make)),
  conditional: 'ternary_expression',
  parenthesized_statements: (node, make) =>
    node.children.length === 1
      ? [make.node('parenthesized_expression', node, make.of(...node.children))]
      : [make.node('block', node, statements(node.children, make))],
  return: 'return_statement',
  break: 'break_statement',
  next: 'continue_statement',
  regex: (node, make) => [
    make.node('regex', node, make.of(...node.children.filter(({ kind }) => kind === 'interpolation'))),
  ],
};
