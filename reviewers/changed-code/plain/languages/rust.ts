import type { Syntax } from '../../syntax-node.ts';
import { bareLeaf, childOf, lifted, type Maker, type PlainNode, type Shapes } from '../plain-node.ts';
import { cast, dropped, functionOf, unary } from '../shapes.ts';
import { CLIENTS_NAME, macro } from './rust-macros.ts';

const VALUE = /^(?:call_expression|cast_expression|macro_expression)$/;

/** The name that a pattern binds: `x`, `mut x`, `Some(x)`, `Query(x)`. */
function nameIn(pattern: Syntax | undefined): Syntax | undefined {
  if (pattern === undefined || pattern.kind === 'identifier') return pattern;
  return pattern.kind.endsWith('_pattern') ? nameIn(pattern.children.at(-1)) : undefined;
}

/** The names that a pattern binds, each with the field that it takes, where it takes one. */
function namesIn(pattern: Syntax | undefined): readonly (readonly [name: Syntax, field: Syntax | null])[] {
  if (pattern === undefined) return [];
  if (pattern.kind === 'identifier') return [[pattern, null]];
  if (pattern.kind === 'struct_pattern') {
    return pattern.children.flatMap((one) => {
      if (one.kind !== 'field_pattern') return [];
      const [field] = one.children.filter(({ kind }) => kind !== 'mutable_specifier');
      const name = field === one.children.at(-1) ? field : nameIn(one.children.at(-1));
      return field === undefined || name === undefined ? [] : [[name, field] as const];
    });
  }
  if (!pattern.kind.endsWith('_pattern')) return [];
  const inner = pattern.kind === 'tuple_struct_pattern' ? pattern.children.slice(1) : pattern.children;
  return inner.flatMap(namesIn);
}

function declarator(pattern: Syntax | undefined, value: readonly PlainNode[], at: Syntax, make: Maker): PlainNode[] {
  if (pattern?.kind === 'tuple_pattern') {
    const names = make.node('pattern_list', pattern, make.of(...pattern.children));
    return [make.node('variable_declarator', at, [names, ...value])];
  }
  if (pattern?.kind === 'struct_pattern') {
    const fields = namesIn(pattern).map(([name, field]) =>
      make.node('pair', name, [make.leaf('identifier', field ?? name), make.leaf('identifier', name)]),
    );
    return [make.node('variable_declarator', at, [make.node('pattern_list', pattern, fields), ...value])];
  }
  const name = nameIn(pattern);
  return name === undefined ? [] : [make.node('variable_declarator', at, [make.leaf('identifier', name), ...value])];
}

/** `let x: T = y;`, `let _ = y;`, `let Some(x) = y else { return };`. */
function declaration(node: Syntax, make: Maker): PlainNode[] {
  const assigned = node.children.findIndex((child, index) => {
    const before = node.children[index - 1];
    return /=\s*$/.test(node.text.slice((before?.end ?? node.start) - node.start, child.start - node.start));
  });
  const value = assigned === -1 ? [] : make.of(node.children[assigned]);
  const pattern = node.children
    .slice(0, assigned === -1 ? undefined : assigned)
    .find(({ kind }) => kind !== 'mutable_specifier');
  const blank = /^let\s+_(?=\s*[=:])/.exec(node.text);
  if (blank === null) return declarator(pattern, value, node, make);
  const end = node.start + blank[0].length;
  return [make.node('variable_declarator', node, [make.leaf('identifier', { start: end - 1, end }), ...value])];
}

/** `const N: T = v;`. */
function constant(node: Syntax, make: Maker): PlainNode[] {
  const [name] = node.children.filter(({ kind }) => kind === 'identifier');
  const value = node.text.includes('=') ? node.children.at(-1) : undefined;
  return name === undefined
    ? []
    : [make.node('variable_declarator', node, [make.leaf('identifier', name), ...make.of(value)])];
}

/** A block whose first statement binds what its condition took apart. */
function blockWith(bound: readonly PlainNode[], block: Syntax | undefined, make: Maker): PlainNode[] {
  const made = make.of(block);
  const [only] = made;
  if (block === undefined || bound.length === 0 || only?.kind !== 'block') return made;
  return [make.node('block', block, [...bound, ...only.children])];
}

/** `if let Some(x) = y` asks what `y` is. */
const condition = (node: Syntax | undefined, make: Maker): PlainNode[] =>
  node?.kind === 'let_condition'
    ? [make.node('typeof_expression', node, make.of(node.children.at(-1)))]
    : make.of(node);

function bindingOf(node: Syntax | undefined, make: Maker): PlainNode[] {
  if (node?.kind !== 'let_condition') return [];
  return declarator(node.children[0], make.of(node.children.at(-1)), node, make);
}

function decision(node: Syntax, make: Maker): PlainNode[] {
  const [asked, then, otherwise] = node.children;
  const ways = [...blockWith(bindingOf(asked, make), then, make), ...make.of(otherwise)];
  return [make.node('if_statement', node, [...condition(asked, make), ...ways])];
}

function loop(node: Syntax, make: Maker): PlainNode[] {
  const rest = node.children.filter(({ kind }) => kind !== 'label');
  const [asked, body] = rest;
  if (node.kind === 'loop_expression') return [make.node('endless_statement', node, make.of(rest.at(-1)))];
  return [
    make.node('while_statement', node, [...condition(asked, make), ...blockWith(bindingOf(asked, make), body, make)]),
  ];
}

function iteration(node: Syntax, make: Maker): PlainNode[] {
  const [pattern, of, body] = node.children.filter(({ kind }) => kind !== 'label');
  const name =
    pattern?.kind === 'tuple_pattern' ? make.node('pattern_list', pattern, make.of(...pattern.children)) : undefined;
  const one = nameIn(pattern);
  const head = name ?? (one === undefined ? undefined : make.leaf('identifier', one));
  return [make.node('for_in_statement', node, [...(head ? [head] : []), ...make.of(of, body)])];
}

function chosen(node: Syntax, make: Maker): PlainNode[] {
  const [of, arms] = node.children;
  const made = (arms?.children ?? []).map((arm) => {
    const [pattern, ...rest] = arm.children.filter(({ kind }) => !kind.startsWith('attribute'));
    const parts = pattern?.children ?? [];
    const values = parts.flatMap((one) => (one.kind === 'or_pattern' ? one.children : [one]));
    const body = make.of(...rest);
    if (pattern === undefined || pattern.text === '_') return make.node('switch_default', arm, body);
    if (values.length > 0 && values.every(({ kind }) => kind.endsWith('_literal')))
      return make.node('switch_case', arm, [make.node('case_values', pattern, make.of(...values)), ...body]);
    return make.node('select_case', arm, [...declarator(parts[0], make.of(of), pattern, make), ...body]);
  });
  return [make.node('switch_statement', node, [...make.of(of), ...made])];
}

/** A function, its attributes included: they say who calls it. */
function method(node: Syntax, make: Maker): PlainNode[] {
  const name = childOf(node, /^identifier$/);
  const siblings = node.parent?.children ?? [];
  let first = siblings.indexOf(node);
  while (/^(?:attribute_item|line_comment|block_comment)$/.test(siblings[first - 1]?.kind ?? '')) first -= 1;
  const attribute = siblings.slice(Math.max(0, first)).find(({ kind }) => kind === 'attribute_item');
  const start = attribute === undefined ? node.start : Math.min(attribute.start, node.start);
  const parts = { name, parameters: childOf(node, /^parameters$/), body: childOf(node, /^block$/) };
  const [made] = functionOf('function_declaration', parts, node, make);
  return made === undefined ? [] : [make.node(made.kind, { start, end: node.end }, made.children)];
}

function parameters(node: Syntax, make: Maker): PlainNode[] {
  const given = node.children.flatMap((one) => {
    if (one.kind === 'self_parameter' || one.kind === 'attribute_item') return [];
    const [pattern] =
      one.kind === 'parameter' ? one.children.filter(({ kind }) => kind !== 'mutable_specifier') : [one];
    return namesIn(pattern).map(([name]) => make.node('parameter', one, [make.leaf('identifier', name)]));
  });
  return [make.node('parameters', node, given)];
}

function closure(node: Syntax, make: Maker): PlainNode[] {
  const body = node.children.at(-1);
  return functionOf('function_expression', { parameters: childOf(node, /^closure_parameters$/), body }, node, make);
}

const TEXT_LIKE = /(?:^|::)(?:Uri|Url|PathBuf|String|HeaderValue)$/;

/** `text.parse::<Uri>()`, `let path: PathBuf = text.parse()?`: the same text as another type. */
function sameText(node: Syntax, make: Maker): PlainNode[] | null {
  const [called, list] = node.children;
  const isGeneric = called?.kind === 'generic_function';
  const member = isGeneric ? called.children[0] : called;
  const [of, name] = member?.kind === 'field_expression' ? member.children : [];
  if (of !== undefined && CLIENTS_NAME.test(member?.text ?? ''))
    return [make.node('cast_expression', node, make.of(of))];
  if (of === undefined || name?.text !== 'parse' || (list?.children.length ?? 0) > 0) return null;
  let outer = node.parent;
  while (outer !== null && outer.kind !== 'let_declaration' && !/block$|_item$/.test(outer.kind)) outer = outer.parent;
  const types = isGeneric
    ? (called.children.at(-1)?.children ?? [])
    : outer?.kind === 'let_declaration'
      ? outer.children.slice(1, 3)
      : [];
  return types.some(({ text }) => TEXT_LIKE.test(text)) ? [make.node('cast_expression', node, make.of(of))] : null;
}

/** Types with their members. */
function type(node: Syntax, make: Maker): PlainNode[] {
  const name = node.children.find(({ kind }) => /identifier$|_type$/.test(kind));
  const body = childOf(node, /^declaration_list$/);
  return [make.node('class_declaration', node, [...(name ? [make.leaf('identifier', name)] : []), ...make.of(body)])];
}

/** Async closures, macros that bear a type's name what an answer may borrow and the first of two attributes that `rstest` gives a parameter, as the grammar knows them: `async |x| …`, `str![…]`, `impl A + use<>`. */
export const olderRust = (text: string): string =>
  text
    .replaceAll(/#\[future(?:\(awt\))?\](?=\s{1,80}#\[)/g, (said) => ' '.repeat(said.length))
    .replaceAll(/ \+ use<[\w', ]{0,100}>/g, (said) => ' '.repeat(said.length))
    .replace(/\basync(?=\s{1,20}(?:move\s{0,20})?\|)/g, '     ')
    .replace(/\bstr(?=!\s{0,3}[[(])/g, 's_r');

/** Rust in the shared words. */
export const RUST_SHAPES: Shapes = {
  source_file: 'program',
  impl_item: type,
  trait_item: type,
  mod_item: type,
  declaration_list: 'class_body',
  struct_item: dropped,
  enum_item: dropped,
  union_item: dropped,
  use_declaration: dropped,
  attribute_item: dropped,
  inner_attribute_item: dropped,
  line_comment: dropped,
  block_comment: dropped,
  visibility_modifier: dropped,
  label: dropped,
  mutable_specifier: dropped,
  macro_definition: dropped,
  function_item: method,
  parameters,
  closure_parameters: parameters,
  closure_expression: closure,
  let_declaration: declaration,
  const_item: constant,
  static_item: constant,
  expression_statement: (node, make) => {
    const made = make.of(...node.children);
    const [only, ...others] = made;
    return only !== undefined && others.length === 0 && VALUE.test(only.kind) && node.text.endsWith(';')
      ? [make.node('expression_statement', node, made)]
      : made;
  },
  if_expression: decision,
  else_clause: lifted,
  let_condition: (node, make) => make.of(node.children.at(-1)),
  match_expression: chosen,
  while_expression: loop,
  loop_expression: loop,
  for_expression: iteration,
  return_expression: 'return_statement',
  break_expression: 'break_statement',
  continue_expression: 'continue_statement',
  unsafe_block: lifted,
  async_block: lifted,
  const_block: lifted,
  // `Some(x)` is compared and handed on as `x`.
  call_expression: (node, make) =>
    (node.children[0]?.text === 'Some'
      ? [make.node('cast_expression', node, make.of(...(node.children.at(-1)?.children ?? [])))]
      : null) ??
    sameText(node, make) ?? [make.node('call_expression', node, make.of(node.children[0], node.children.at(-1)))],
  generic_function: (node, make) => make.of(node.children[0]),
  arguments: 'arguments',
  field_expression: 'member_expression',
  scoped_identifier: (node, make) =>
    node.children.length > 1
      ? [make.node('member_expression', node, make.of(...node.children))]
      : [make.leaf('identifier', node)],
  type_identifier: bareLeaf('identifier'),
  self: bareLeaf('identifier'),
  index_expression: 'subscript_expression',
  try_expression: cast(0),
  await_expression: cast(0),
  reference_expression: cast(-1),
  type_cast_expression: cast(0),
  unary_expression: unary,
  assignment_expression: 'assignment',
  compound_assignment_expr: 'augmented_assignment',
  // `(header::LOCATION, value)`.
  tuple_expression: (node, make) => {
    const isHeader = node.children.length === 2 && /(?:^|::)[A-Z_]{3,}$/.test(node.children[0]?.text ?? '');
    return [make.node(isHeader ? 'pair' : 'list_expression', node, make.of(...node.children))];
  },
  array_expression: 'list_expression',
  struct_expression: (node, make) => [
    make.node('record_expression', node, make.of(...(childOf(node, /_list$/)?.children ?? []))),
  ],
  field_initializer: 'pair',
  shorthand_field_initializer: (node, make) => [
    make.node('pair', node, [make.leaf('identifier', node), make.leaf('identifier', node)]),
  ],
  base_field_initializer: lifted,
  macro_invocation: macro,
  string_literal: bareLeaf('string'),
  // `r#"…"#` without what stands around its quotes.
  raw_string_literal: (node, make) => {
    const marks = /^b?r(#*)/.exec(node.text)?.[1]?.length ?? 0;
    return [make.leaf('string', { start: node.start + node.text.indexOf('"'), end: node.end - marks })];
  },
  char_literal: bareLeaf('string'),
  integer_literal: bareLeaf('number'),
  float_literal: bareLeaf('number'),
  boolean_literal: (node, make) => [make.leaf(node.text === 'true' ? 'true' : 'false', node)],
};
