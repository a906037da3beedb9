import type { Syntax } from '../../syntax-node.ts';
import { childOf, bareLeaf, lifted, withChildren, type Maker, type PlainNode, type Shapes } from '../plain-node.ts';
import { asOne, assignment, cast, dropped, functionOf, handler, parameterNamed, textWith, unary } from '../shapes.ts';

const BODY = /^(?:block|arrow_expression_clause)$/;

function method(node: Syntax, make: Maker): PlainNode[] {
  const parameters = childOf(node, /^parameter_list$/);
  const name = node.children.findLast(
    ({ kind, end }) => kind === 'identifier' && end <= (parameters?.start ?? node.end),
  );
  return functionOf('function_declaration', { name, parameters, body: childOf(node, BODY) }, node, make);
}

/** What runs when a property is set: a function of its own, whose `value` comes from whoever sets it. */
function setters(node: Syntax, make: Maker): PlainNode[] {
  const accessors = childOf(node, /^accessor_list$/)?.children ?? [];
  return accessors.flatMap((accessor) => {
    const body = childOf(accessor, BODY);
    const isSetter = /^(?:\[[^\]]{0,200}\]\s*)?(?:(?:private|protected|internal)\s+){0,2}(?:set|init)\b/.test(
      accessor.text,
    );
    if (!isSetter || body === undefined) return [];
    // The parameter is written nowhere: it stands where it is used first.
    const used = body.text.search(/\bvalue\b/);
    const place = { start: body.start + used, end: body.start + used + 'value'.length };
    const parameters = used === -1 ? [] : [make.node('parameter', place, [make.leaf('identifier', place)])];
    const list = make.node('parameters', used === -1 ? { start: body.start, end: body.start } : place, parameters);
    return [make.node('function_expression', accessor, [list, ...asOne('block', body, make)])];
  });
}

/** A property that computes: a function without parameters. */
function property(node: Syntax, make: Maker): PlainNode[] {
  const name = childOf(node, /^identifier$/) ?? node;
  const own = node.children.findLast(({ kind }) => kind === 'identifier') ?? name;
  const arrow = childOf(node, /^arrow_expression_clause$/);
  const getter = childOf(node, /^accessor_list$/)?.children.find(({ text }) => /^get\b/.test(text));
  const body = arrow ?? (getter && childOf(getter, BODY));
  const empty = make.leaf('parameters', { start: own.end, end: own.end });
  const set = setters(node, make);
  if (body !== undefined)
    return [
      make.node('property_declaration', node, [make.leaf('identifier', own), empty, ...asOne('block', body, make)]),
      ...set,
    ];
  const value = node.children.at(-1);
  return value === undefined || /identifier|accessor_list/.test(value.kind)
    ? set
    : [make.node('variable_declarator', node, [make.leaf('identifier', own), ...make.of(value)]), ...set];
}

function lambda(node: Syntax, make: Maker): PlainNode[] {
  const body = node.children.at(-1);
  const single = childOf(node, /^implicit_parameter$/);
  const parameters = childOf(node, /^parameter_list$/);
  if (single === undefined) return functionOf('function_expression', { parameters, body }, node, make);
  const list = make.node('parameters', single, [make.node('parameter', single, [make.leaf('identifier', single)])]);
  return [make.node('function_expression', node, [list, ...asOne('block', body, make)])];
}

/** `new A(b) { C = d }`: what is set stands behind the arguments as entries. */
function creation(node: Syntax, make: Maker): PlainNode[] {
  const list = childOf(node, /^argument_list$/);
  const initializer = childOf(node, /^initializer_expression$/);
  const [type] = node.children;
  const called = type === undefined || type === list || type === initializer ? [] : [make.leaf('type', type)];
  const place = { start: list?.end ?? type?.end ?? node.end, end: list?.end ?? type?.end ?? node.end };
  const given = list === undefined ? [make.leaf('arguments', place)] : make.of(list);
  const [made] = make.of(initializer);
  const [arguments_] = given;
  if (made === undefined || arguments_ === undefined) return [make.node('new_expression', node, [...called, ...given])];
  const all = make.node('arguments', { start: arguments_.start, end: made.end }, [...arguments_.children, made]);
  return [make.node('new_expression', node, [...called, all])];
}

function initializer(node: Syntax, make: Maker): PlainNode[] {
  const entries = node.children.map((entry) => {
    const [left, right] = entry.children;
    if (entry.kind === 'assignment_expression') {
      const key = left?.kind === 'element_binding_expression' ? left.children[0] : left;
      return make.node('pair', entry, make.of(key, right));
    }
    return entry.kind === 'initializer_expression' && right !== undefined
      ? make.node('pair', entry, make.of(left, right))
      : make.node('cast_expression', entry, make.of(entry));
  });
  const keyed = entries.some(({ kind }) => kind === 'pair');
  return [
    make.node(keyed ? 'record_expression' : 'list_expression', node, keyed ? entries : make.of(...node.children)),
  ];
}

function switched(node: Syntax, make: Maker): PlainNode[] {
  const sections = childOf(node, /^switch_body$/)?.children ?? node.children.slice(1);
  const made = sections.map((one) => {
    const values = one.children.flatMap(literals);
    const rest = one.children.filter(({ kind }) => !/pattern|^discard$|^when_clause$/.test(kind));
    const [head] = values;
    const plain = head !== undefined && !one.children.some(({ kind }) => kind === 'when_clause');
    if (!plain)
      return make.node(one.text.startsWith('default') ? 'switch_default' : 'select_case', one, make.of(...rest));
    return make.node('switch_case', one, [make.node('case_values', head, make.of(...values)), ...make.of(...rest)]);
  });
  return [make.node('switch_statement', node, [...make.of(node.children[0]), ...made])];
}

function literals(node: Syntax): Syntax[] {
  if (node.kind === 'constant_pattern') return [...node.children];
  return node.kind === 'or_pattern' ? node.children.flatMap(literals) : [];
}

function argument(node: Syntax, make: Maker): PlainNode[] {
  const [first, second] = node.children;
  const isNamed = second !== undefined && first?.kind === 'identifier' && /^\w+\s*:/.test(node.text);
  return isNamed ? [make.node('named_argument', node, make.of(first, second))] : make.of(node.children.at(-1));
}

/** `a?.b`. */
function conditional(node: Syntax, make: Maker): PlainNode[] {
  const [of, binding] = node.children;
  const name = binding?.kind === 'member_binding_expression' ? binding.children[0] : undefined;
  return name === undefined
    ? [make.node('cast_expression', node, make.of(of))]
    : [make.node('member_expression', node, [...make.of(of), make.leaf('identifier', name)])];
}

function member(node: Syntax, make: Maker): PlainNode[] {
  const [of, name] = node.children;
  // `this` has no node of its own.
  if (name === undefined && of !== undefined) {
    const self = make.leaf('identifier', { start: node.start, end: node.start + 4 });
    return [make.node('member_expression', node, [self, make.leaf('identifier', of)])];
  }
  const plain = name?.kind === 'generic_name' ? name.children[0] : name;
  return [make.node('member_expression', node, [...make.of(of), ...(plain ? [make.leaf('identifier', plain)] : [])])];
}

const TEXT = textWith(/^interpolation$/, /^string_content$/);

/** C# in the shared words. */
export const CSHARP_SHAPES: Shapes = {
  modifier: dropped,
  attribute_list: dropped,
  base_list: dropped,
  constructor_initializer: (node, make) => make.of(...(node.children[0]?.children ?? [])),
  declaration_list: 'class_body',
  class_declaration: (node, make) => [
    make.node('class_declaration', node, make.of(childOf(node, /^identifier$/), childOf(node, /^declaration_list$/))),
  ],
  struct_declaration: (node, make) => [
    make.node('class_declaration', node, make.of(childOf(node, /^identifier$/), childOf(node, /^declaration_list$/))),
  ],
  record_declaration: (node, make) => [
    make.node('class_declaration', node, make.of(childOf(node, /^identifier$/), childOf(node, /^declaration_list$/))),
  ],
  field_declaration: lifted,
  local_declaration_statement: lifted,
  variable_declaration: (node, make) => make.of(...node.children.filter(({ kind }) => kind === 'variable_declarator')),
  method_declaration: method,
  local_function_statement: method,
  constructor_declaration: method,
  property_declaration: property,
  parameter_list: 'parameters',
  parameter: parameterNamed((node) => node.children.findLast(({ kind }) => kind === 'identifier')),
  arrow_expression_clause: lifted,
  lambda_expression: lambda,
  anonymous_method_expression: lambda,
  invocation_expression: 'call_expression',
  object_creation_expression: creation,
  implicit_object_creation_expression: creation,
  initializer_expression: initializer,
  implicit_array_creation_expression: (node, make) => make.of(node.children.at(-1)),
  array_creation_expression: (node, make) => make.of(childOf(node, /^initializer_expression$/) ?? null),
  element_binding_expression: (node, make) => [make.node('list_expression', node, make.of(...node.children))],
  collection_expression: 'list_expression',
  argument_list: 'arguments',
  argument,
  member_access_expression: member,
  conditional_access_expression: conditional,
  element_access_expression: 'subscript_expression',
  bracketed_argument_list: lifted,
  generic_name: bareLeaf('identifier'),
  predefined_type: bareLeaf('identifier'),
  this_expression: bareLeaf('identifier'),
  assignment_expression: assignment,
  prefix_unary_expression: unary,
  postfix_unary_expression: (node, make) => [
    make.node(node.text.endsWith('!') ? 'cast_expression' : 'unary_expression', node, make.of(...node.children)),
  ],
  cast_expression: cast(-1),
  as_expression: cast(0),
  await_expression: cast(0),
  is_pattern_expression: 'typeof_expression',
  conditional_expression: 'ternary_expression',
  throw_expression: 'throw_statement',
  foreach_statement: (node, make) => [make.node('for_in_statement', node, make.of(...node.children.slice(-3)))],
  do_statement: 'endless_statement',
  using_statement: 'using_statement',
  catch_clause: (node, make) => {
    const shape = handler(/^identifier$/, /^block$/);
    const declared = childOf(node, /^catch_declaration$/);
    const [made] = typeof shape === 'string' ? [] : shape(node, make);
    // A type alone is no name.
    const named = declared !== undefined && declared.children.length > 1;
    const parts = made === undefined ? [] : named || made.children.length < 2 ? made.children : made.children.slice(1);
    return [make.node('catch_clause', node, parts)];
  },
  switch_statement: switched,
  switch_expression: switched,
  interpolated_string_expression: TEXT,
  string_literal: bareLeaf('string'),
  verbatim_string_literal: bareLeaf('string'),
  raw_string_literal: bareLeaf('string'),
  character_literal: bareLeaf('string'),
  integer_literal: bareLeaf('number'),
  real_literal: bareLeaf('number'),
  null_literal: bareLeaf('null'),
  boolean_literal: (node, make) => [make.leaf(node.text === 'true' ? 'true' : 'false', node)],
  global_statement: lifted,
  parenthesized_expression: withChildren('parenthesized_expression', 0),
  interpolation_brace: dropped,
};
