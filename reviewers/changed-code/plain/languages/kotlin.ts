import type { Syntax } from '../../syntax-node.ts';
import { childOf, bareLeaf, lifted, type Maker, type PlainNode, type Shape, type Shapes } from '../plain-node.ts';
import { asOne, assignment, cast, dropped, functionOf, textWith } from '../shapes.ts';

function statements(nodes: readonly Syntax[], make: Maker): PlainNode[] {
  return nodes.flatMap((node) => {
    const made = make.of(node);
    return made.length === 1 && made[0]?.kind === 'call_expression'
      ? [make.node('expression_statement', node, made)]
      : made;
  });
}

/** `{ … }` is a block, `= x` and a single statement are themselves. */
const body: Shape = (node, make) => {
  if (/^\s*=/.test(node.text) || !node.text.startsWith('{')) return make.of(...node.children);
  const inner = node.children.flatMap((child) => (child.kind === 'statements' ? child.children : [child]));
  return [make.node('block', node, statements(inner, make))];
};

function method(node: Syntax, make: Maker): PlainNode[] {
  const name = node.children.find(({ kind }) => kind === 'simple_identifier');
  const parameters = childOf(node, /^function_value_parameters$/);
  const kind = node.kind === 'anonymous_function' ? 'function_expression' : 'function_declaration';
  const named = kind === 'function_declaration' ? name : undefined;
  return functionOf(kind, { name: named, parameters, body: childOf(node, /^function_body$/) }, node, make);
}

/** Annotations stand before the parameter that they are about. */
function parameters(node: Syntax, make: Maker): PlainNode[] {
  const given = node.children.flatMap((one, index) => {
    const [name] = one.children;
    if (one.kind !== 'parameter' || name === undefined) return [];
    const before = node.children[index - 1];
    const start = before?.kind === 'parameter_modifiers' ? before.start : one.start;
    return [make.node('parameter', { start, end: one.end }, [make.leaf('identifier', name)])];
  });
  return [make.node('parameters', node, given)];
}

function lambda(node: Syntax, make: Maker): PlainNode[] {
  const names = childOf(node, /^lambda_parameters$/);
  const inner = childOf(node, /^statements$/);
  const given = (names?.children ?? []).flatMap((one) => {
    const [name] = one.children;
    return name === undefined ? [] : [make.node('parameter', one, [make.leaf('identifier', name)])];
  });
  const place = names ?? { start: node.start, end: node.start };
  const block = inner === undefined ? [] : [make.node('block', inner, statements(inner.children, make))];
  return [make.node('function_expression', node, [make.node('parameters', place, given), ...block])];
}

const MAPS = /^(?:mapOf|mutableMapOf|hashMapOf|linkedMapOf)$/;
const LISTS = /^(?:listOf|mutableListOf|setOf|arrayOf|listOfNotNull|arrayListOf)$/;

function call(node: Syntax, make: Maker): PlainNode[] {
  const [called, suffix] = node.children;
  const list = suffix && childOf(suffix, /^value_arguments$/);
  const taken = suffix && childOf(suffix, /^annotated_lambda$/);
  const given = make.of(...(list?.children ?? []), taken);
  if (called !== undefined && LISTS.test(called.text)) return [make.node('list_expression', node, given)];
  if (called !== undefined && MAPS.test(called.text) && given.every(({ kind }) => kind === 'pair'))
    return [make.node('record_expression', node, given)];
  return [make.node('call_expression', node, [...make.of(called), make.node('arguments', suffix ?? node, given)])];
}

function member(node: Syntax, make: Maker): PlainNode[] {
  const [of, suffix] = node.children;
  if (suffix === undefined) return make.of(of);
  // `a(b).c = d`, which the grammar was given as `a[b].c = d`.
  if (suffix.kind === 'indexing_suffix' && suffix.text.startsWith('('))
    return [
      make.node('call_expression', node, [...make.of(of), make.node('arguments', suffix, make.of(...suffix.children))]),
    ];
  const kind = suffix.kind === 'indexing_suffix' ? 'subscript_expression' : 'member_expression';
  return [make.node(kind, node, make.of(of, suffix.children[0]))];
}

function property(node: Syntax, make: Maker): PlainNode[] {
  const declared = childOf(node, /^(?:multi_)?variable_declaration$/);
  const getter = childOf(node, /^getter$/);
  const value = node.children.findLast(
    ({ kind }) =>
      !/^(?:getter|setter|modifiers|binding_pattern_kind|(?:multi_)?variable_declaration|type_parameters|property_delegate|user_type|nullable_type|function_type|type_constraints)$/.test(
        kind,
      ),
  );
  const [name] = declared?.children ?? [];
  if (declared === undefined || name === undefined) return [];
  if (declared.kind === 'multi_variable_declaration')
    return [make.node('variable_declarator', node, make.of(declared, value))];
  const names = make.leaf('identifier', name);
  if (getter === undefined) return [make.node('variable_declarator', node, [names, ...make.of(value)])];
  const empty = make.leaf('parameters', { start: name.end, end: name.end });
  return [
    make.node('property_declaration', node, [
      names,
      empty,
      ...asOne('block', childOf(getter, /^function_body$/), make),
    ]),
  ];
}

/** The grammar takes `!a || b` for `!(a || b)`. */
function prefix(node: Syntax, make: Maker): PlainNode[] {
  const operand = node.children.at(-1);
  if (!node.text.startsWith('!')) return [make.node('unary_expression', node, make.of(operand))];
  const [left, right] = operand?.children ?? [];
  if (
    operand !== undefined &&
    right !== undefined &&
    left !== undefined &&
    /^(?:dis|con)junction_expression$/.test(operand.kind)
  ) {
    const negated = make.node('not_expression', { start: node.start, end: left.end }, make.of(left));
    return [make.node('binary_expression', node, [negated, ...make.of(right)])];
  }
  return [make.node('not_expression', node, make.of(operand))];
}

function check(node: Syntax, make: Maker): PlainNode[] {
  const [left, right] = node.children;
  const between =
    left === undefined || right === undefined ? '' : node.text.slice(left.end - node.start, right.start - node.start);
  if (!/\bin\b/.test(between)) return [make.node('typeof_expression', node, make.of(left))];
  const contains = make.node('contains_expression', node, make.of(left, right));
  return between.includes('!') ? [make.node('not_expression', node, [contains])] : [contains];
}

function jump(node: Syntax, make: Maker): PlainNode[] {
  const word = /^(return|throw|break|continue)/.exec(node.text)?.[1] ?? 'return';
  return [make.node(`${word}_statement`, node, make.of(...node.children.filter(({ kind }) => kind !== 'label')))];
}

function attempt(node: Syntax, make: Maker): PlainNode[] {
  const inner = childOf(node, /^statements$/);
  const rest = node.children.filter(({ kind }) => kind.endsWith('_block'));
  const place = inner ?? { start: node.start + 3, end: rest[0]?.start ?? node.end };
  const tried = make.node('block', place, inner === undefined ? [] : statements(inner.children, make));
  return [make.node('try_statement', node, [tried, ...make.of(...rest)])];
}

function handled(node: Syntax, make: Maker): PlainNode[] {
  const [name, type] = node.children;
  const inner = childOf(node, /^statements$/);
  const place = inner ?? { start: (type ?? node).end, end: node.end };
  const block = make.node('block', place, inner === undefined ? [] : statements(inner.children, make));
  return [make.node('catch_clause', node, [...(name ? [make.leaf('identifier', name)] : []), block])];
}

function switched(node: Syntax, make: Maker): PlainNode[] {
  const subject = childOf(node, /^when_subject$/)?.children.at(-1);
  const made = node.children
    .filter(({ kind }) => kind === 'when_entry')
    .map((entry) => {
      const conditions = entry.children
        .filter(({ kind }) => kind === 'when_condition')
        .flatMap(({ children }) => children);
      const rest = make.of(...entry.children.filter(({ kind }) => kind !== 'when_condition'));
      const [head] = conditions;
      if (head === undefined) return make.node('switch_default', entry, rest);
      const plain = subject !== undefined && !conditions.some(({ kind }) => kind.endsWith('_test'));
      return plain
        ? make.node('switch_case', entry, [make.node('case_values', head, make.of(...conditions)), ...rest])
        : make.node('select_case', entry, rest);
    });
  return [make.node('switch_statement', node, [...make.of(subject), ...made])];
}

const text = textWith(/^interpolated_(?:identifier|expression)$/, /^string_content$/, true);
const OPERATORS = ['additive', 'multiplicative', 'comparison', 'equality', 'conjunction', 'disjunction'].map(
  (name) => [`${name}_expression`, 'binary_expression'] as const,
);

/** Kotlin in the shared words. */
export const KOTLIN_SHAPES: Shapes = {
  ...Object.fromEntries(OPERATORS),
  source_file: (node, make) => [make.node('program', node, statements(node.children, make))],
  modifiers: dropped,
  package_header: dropped,
  class_declaration: (node, make) => [
    make.node('class_declaration', node, [
      ...node.children.filter(({ kind }) => kind === 'type_identifier').map((name) => make.leaf('identifier', name)),
      ...make.of(childOf(node, /_body$/)),
    ]),
  ],
  object_declaration: 'class_declaration',
  companion_object: lifted,
  enum_class_body: 'class_body',
  function_declaration: method,
  anonymous_function: method,
  function_value_parameters: parameters,
  function_body: body,
  control_structure_body: body,
  annotated_lambda: lifted,
  lambda_literal: lambda,
  property_declaration: property,
  multi_variable_declaration: (node, make) => [make.node('pattern_list', node, make.of(...node.children))],
  variable_declaration: (node, make) =>
    node.children[0] === undefined ? [] : [make.leaf('identifier', node.children[0])],
  simple_identifier: bareLeaf('identifier'),
  this_expression: bareLeaf('identifier'),
  super_expression: bareLeaf('identifier'),
  interpolated_identifier: bareLeaf('identifier'),
  interpolated_expression: lifted,
  call_expression: call,
  value_argument: (node, make) => {
    const [first, second] = node.children;
    return second === undefined ? make.of(first) : [make.node('named_argument', node, make.of(first, second))];
  },
  navigation_expression: member,
  indexing_expression: member,
  directly_assignable_expression: member,
  infix_expression: (node, make) => {
    const [left, word, right] = node.children;
    return [make.node(word?.text === 'to' ? 'pair' : 'infix_expression', node, make.of(left, right))];
  },
  elvis_expression: 'either_expression',
  check_expression: check,
  prefix_expression: prefix,
  postfix_expression: cast(0),
  as_expression: cast(0),
  parenthesized_expression: 'parenthesized_expression',
  assignment,
  if_expression: 'if_statement',
  when_expression: switched,
  for_statement: 'for_in_statement',
  while_statement: 'while_statement',
  do_while_statement: 'endless_statement',
  try_expression: attempt,
  catch_block: handled,
  finally_block: (node, make) => [
    make.node(
      'finally_clause',
      node,
      node.children.flatMap((child) => statements(child.children, make)),
    ),
  ],
  jump_expression: jump,
  string_literal: text,
  character_literal: bareLeaf('string'),
  integer_literal: bareLeaf('number'),
  hex_literal: bareLeaf('number'),
  long_literal: bareLeaf('number'),
  real_literal: bareLeaf('number'),
  null_literal: bareLeaf('null'),
  boolean_literal: (node, make) => [make.leaf(node.text === 'true' ? 'true' : 'false', node)],
};
