import type { Syntax } from '../../syntax-node.ts';
import { childOf, bareLeaf, lifted, type Maker, type PlainNode, type Shapes } from '../plain-node.ts';
import { asOne, assignment, cast, dropped, functionOf, handler, methodCall, parameterNamed, unary } from '../shapes.ts';

function method(node: Syntax, make: Maker): PlainNode[] {
  const parameters = childOf(node, /^formal_parameters$/);
  const name = node.children.findLast(
    ({ kind, end }) => kind === 'identifier' && end <= (parameters?.start ?? node.end),
  );
  return functionOf(
    'function_declaration',
    { name, parameters, body: childOf(node, /^(?:block|constructor_body)$/) },
    node,
    make,
  );
}

function lambda(node: Syntax, make: Maker): PlainNode[] {
  const [head, body] = node.children;
  if (head === undefined || body === undefined) return [make.leaf('function_expression', node)];
  const names = head.kind === 'identifier' ? [head] : head.children;
  const given = names.map((name) =>
    name.kind === 'identifier'
      ? make.node('parameter', name, [make.leaf('identifier', name)])
      : (make.of(name)[0] ?? make.leaf('parameter', name)),
  );
  return [
    make.node('function_expression', node, [make.node('parameters', head, given), ...asOne('block', body, make)]),
  ];
}

function call(node: Syntax, make: Maker): PlainNode[] {
  const list = childOf(node, /^argument_list$/);
  const before = node.children.filter(({ kind }) => kind !== 'argument_list' && kind !== 'type_arguments');
  const name = before.at(-1);
  return methodCall({ of: before.length > 1 ? before[0] : undefined, name, list }, node, make);
}

function creation(node: Syntax, make: Maker): PlainNode[] {
  const list = childOf(node, /^argument_list$/);
  const type = node.children.findLast(
    (one) => /type|identifier/.test(one.kind) && one.end <= (list?.start ?? node.end),
  );
  const called = type === undefined ? [] : [make.leaf('type', type)];
  return [make.node('new_expression', node, [...called, ...make.of(list, childOf(node, /^class_body$/))])];
}

function attempt(node: Syntax, make: Maker): PlainNode[] {
  const resources = childOf(node, /^resource_specification$/)?.children ?? [];
  const opened = resources.map((one) => {
    const [value, name] = [one.children.at(-1), one.children.at(-2)];
    return make.node(
      'variable_declarator',
      one,
      make.of(...(name === undefined || name.kind !== 'identifier' ? [value] : [name, value])),
    );
  });
  const parts = node.children.filter(({ kind }) => kind !== 'resource_specification');
  return [...opened, make.node('try_statement', node, make.of(...parts))];
}

function switched(node: Syntax, make: Maker): PlainNode[] {
  const cases = childOf(node, /^switch_block$/)?.children ?? [];
  const made = cases.map((one) => {
    const labels = one.children.filter(({ kind }) => kind === 'switch_label');
    const values = labels.flatMap(({ children }) => children);
    const rest = one.children.filter(({ kind }) => kind !== 'switch_label');
    const head = labels[0] ?? one;
    const guarded = values.some(({ kind }) => /guard|pattern/.test(kind));
    if (values.length === 0 || guarded)
      return make.node(guarded ? 'select_case' : 'switch_default', one, make.of(...rest));
    return make.node('switch_case', one, [make.node('case_values', head, make.of(...values)), ...make.of(...rest)]);
  });
  return [make.node('switch_statement', node, [...make.of(node.children[0]), ...made])];
}

const named = (kind: RegExp) => (node: Syntax) => node.children.findLast((child) => kind.test(child.kind));

/** Java in the shared words. */
export const JAVA_SHAPES: Shapes = {
  modifiers: dropped,
  marker_annotation: dropped,
  annotation: dropped,
  superclass: dropped,
  super_interfaces: dropped,
  throws: dropped,
  class_declaration: (node, make) => [
    make.node('class_declaration', node, make.of(childOf(node, /^identifier$/), childOf(node, /_body$/))),
  ],
  record_declaration: (node, make) => [
    make.node('class_declaration', node, make.of(childOf(node, /^identifier$/), childOf(node, /_body$/))),
  ],
  interface_body: 'class_body',
  enum_body_declarations: 'class_body',
  constructor_body: 'block',
  field_declaration: lifted,
  local_variable_declaration: (node, make) =>
    make.of(...node.children.filter(({ kind }) => kind === 'variable_declarator')),
  method_declaration: method,
  constructor_declaration: method,
  compact_constructor_declaration: method,
  formal_parameters: 'parameters',
  formal_parameter: parameterNamed(named(/^identifier$/)),
  spread_parameter: parameterNamed((node) => childOf(node, /^variable_declarator$/)?.children[0]),
  lambda_expression: lambda,
  method_invocation: call,
  object_creation_expression: creation,
  argument_list: 'arguments',
  field_access: 'member_expression',
  array_access: 'subscript_expression',
  assignment_expression: assignment,
  unary_expression: unary,
  cast_expression: cast(-1),
  instanceof_expression: 'typeof_expression',
  enhanced_for_statement: (node, make) => [make.node('for_in_statement', node, make.of(...node.children.slice(-3)))],
  do_statement: 'endless_statement',
  try_statement: attempt,
  try_with_resources_statement: attempt,
  catch_clause: handler(/^identifier$/, /^block$/),
  switch_expression: switched,
  array_initializer: 'list_expression',
  array_creation_expression: (node, make) => make.of(childOf(node, /^array_initializer$/) ?? null),
  string_literal: bareLeaf('string'),
  character_literal: bareLeaf('string'),
  decimal_integer_literal: bareLeaf('number'),
  hex_integer_literal: bareLeaf('number'),
  decimal_floating_point_literal: bareLeaf('number'),
  null_literal: bareLeaf('null'),
  this: bareLeaf('identifier'),
  super: bareLeaf('identifier'),
};
