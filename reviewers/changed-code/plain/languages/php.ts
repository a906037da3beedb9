import type { Syntax } from '../../syntax-node.ts';
import { childOf, bareLeaf, lifted, withChildren, type Maker, type PlainNode, type Shapes } from '../plain-node.ts';
import {
  asOne,
  assignment,
  cast,
  dropped,
  functionOf,
  handler,
  methodCall,
  parameterNamed,
  textWith,
  unary,
} from '../shapes.ts';

const BODY = /^(?:compound_statement|colon_block)$/;

function method(node: Syntax, make: Maker): PlainNode[] {
  const kind = /^(?:function_definition|method_declaration)$/.test(node.kind)
    ? 'function_declaration'
    : 'function_expression';
  const parameters = childOf(node, /^formal_parameters$/);
  const body = node.kind === 'arrow_function' ? node.children.at(-1) : childOf(node, BODY);
  const name = kind === 'function_declaration' ? childOf(node, /^name$/) : undefined;
  return functionOf(kind, { name, parameters, body }, node, make);
}

/** `else if` and `else` stand side by side; each belongs to the decision before it. */
function decision(node: Syntax, make: Maker): PlainNode[] {
  const clauses = node.children.filter(({ kind }) => kind.startsWith('else'));
  const [condition, body] = node.children;
  const ways = clauses.reduceRight<PlainNode[]>((rest, clause) => {
    const [first, second] = clause.children;
    if (clause.kind === 'else_clause') return asOne('block', first, make);
    const inner = clause.kind === 'else_if_clause' ? [...make.of(first), ...asOne('block', second, make), ...rest] : [];
    return [make.node('if_statement', { start: clause.start, end: rest[0]?.end ?? clause.end }, inner)];
  }, []);
  const then = body === undefined || body.kind.startsWith('else') ? [] : asOne('block', body, make);
  return [make.node('if_statement', node, [...make.of(condition), ...then, ...ways])];
}

function loop(node: Syntax, make: Maker): PlainNode[] {
  const [list, names, body] = node.children;
  const pair = names?.kind === 'pair' ? names.children : [names];
  const pattern = names === undefined ? [] : [make.node('pattern_list', names, make.of(...pair))];
  return [make.node('for_in_statement', node, [...pattern, ...make.of(list), ...asOne('block', body, make)])];
}

function switched(node: Syntax, make: Maker): PlainNode[] {
  const cases = childOf(node, /^(?:switch|match)_block$/)?.children ?? [];
  const made = cases.map((one) => {
    const [head, ...rest] = one.children;
    const values = head?.kind === 'match_condition_list' ? head.children : [head];
    if (/default/.test(one.kind) || head === undefined)
      return make.node('switch_default', one, make.of(...one.children));
    return make.node('switch_case', one, [make.node('case_values', head, make.of(...values)), ...make.of(...rest)]);
  });
  return [make.node('switch_statement', node, [...make.of(node.children[0]), ...made])];
}

function array(node: Syntax, make: Maker): PlainNode[] {
  const pairs = node.children.filter(({ children }) => children.length > 1);
  const made = node.children.flatMap((entry) =>
    entry.children.length > 1 ? [make.node('pair', entry, make.of(...entry.children))] : make.of(entry.children[0]),
  );
  return [make.node(pairs.length > 0 ? 'record_expression' : 'list_expression', node, made)];
}

/** `['city' => $city] = …` has keys and names in turn. */
function pattern(node: Syntax, make: Maker): PlainNode[] {
  const [first, second] = node.children;
  const keyed = first?.kind === 'string' && second !== undefined;
  const made = keyed
    ? node.children.flatMap((key, index) => {
        const name = node.children[index + 1];
        return index % 2 === 0 && name !== undefined
          ? [make.node('pair', { start: key.start, end: name.end }, make.of(key, name))]
          : [];
      })
    : make.of(...node.children);
  return [make.node('pattern_list', node, made)];
}

function argument(node: Syntax, make: Maker): PlainNode[] {
  const [first, second] = node.children;
  return second === undefined ? make.of(first) : [make.node('named_argument', node, make.of(first, second))];
}

/** `echo`, `print`, `include`, `exit`, backticks: calls by another name. */
const asCall =
  (name: string) =>
  (node: Syntax, make: Maker): PlainNode[] => {
    const called = make.leaf('identifier', { start: node.start, end: node.start + name.length });
    const given = node.children.at(0);
    const span = {
      start: given?.start ?? node.end,
      end: given === undefined ? node.end : (node.children.at(-1)?.end ?? node.end),
    };
    return [make.node('call_expression', node, [called, make.node('arguments', span, make.of(...node.children))])];
  };

const statement =
  (name: string) =>
  (node: Syntax, make: Maker): PlainNode[] => [make.node('expression_statement', node, asCall(name)(node, make))];

function member(node: Syntax, make: Maker): PlainNode[] {
  const [of, name] = node.children;
  return [make.node('member_expression', node, [...make.of(of), ...(name ? [make.leaf('identifier', name)] : [])])];
}

function backticks(node: Syntax, make: Maker): PlainNode[] {
  const text = textWith(/^(?!string_content$|escape_sequence$)/, /^string_content$/, true);
  const inner = typeof text === 'string' ? [] : text(node, make);
  return [make.node('shell_expression', node, [make.node('arguments', node, inner)])];
}

function call(node: Syntax, make: Maker): PlainNode[] {
  const [of, name] = node.children;
  return methodCall({ of, name, list: childOf(node, /^arguments$/) }, node, make);
}

const TEXT = textWith(/^(?!string_content$|escape_sequence$|heredoc_)/, /^string_content$/, true);

/** A template shows a value by writing it. */
function shown(node: Syntax, make: Maker): PlainNode[] {
  const siblings = node.parent?.children ?? [];
  const before = siblings[siblings.indexOf(node) - 1];
  const shows = before?.kind === 'text_interpolation' && /<\?=\s*$/.test(before.text);
  if (!shows) return [make.node('expression_statement', node, make.of(...node.children))];
  const called = make.leaf('identifier', { start: node.start, end: node.start });
  return [make.node('shown_expression', node, [called, make.node('arguments', node, make.of(...node.children))])];
}

/** The end of a text (`<<<A`) with the end of an array behind it, where the grammar looks for a comma. One sign of the margin makes room for it. */
const TEXT_ENDS = /^([ \t]{0,200})[ \t]([A-Z_a-z]\w{0,60})(?=\])/gm;

/** PHP as the grammar knows it. */
export function olderPhp(text: string): string {
  if (!text.includes('<<<')) return text;
  const begun = new Set([...text.matchAll(/<<<[ \t]{0,4}["']?(\w{1,60})/g)].map(([, label]) => label));
  return text.replaceAll(TEXT_ENDS, (line: string, margin: string, label: string) =>
    begun.has(label) ? `${margin}${label},` : line,
  );
}

/** PHP in the shared words. */
export const PHP_SHAPES: Shapes = {
  php_tag: dropped,
  text_interpolation: dropped,
  attribute_list: dropped,
  namespace_use_declaration: dropped,
  declaration_list: 'class_body',
  class_declaration: (node, make) => [
    make.node('class_declaration', node, make.of(childOf(node, /^name$/), childOf(node, /_list$/))),
  ],
  property_declaration: lifted,
  const_declaration: lifted,
  property_element: 'variable_declarator',
  const_element: 'variable_declarator',
  method_declaration: method,
  function_definition: method,
  anonymous_function: method,
  arrow_function: method,
  formal_parameters: 'parameters',
  simple_parameter: parameterNamed((node) => childOf(node, /^variable_name$/)),
  property_promotion_parameter: parameterNamed((node) => childOf(node, /^variable_name$/)),
  variadic_parameter: parameterNamed((node) => childOf(node, /^variable_name$/)),
  compound_statement: 'block',
  colon_block: 'block',
  expression_statement: shown,
  variable_name: bareLeaf('identifier'),
  name: bareLeaf('identifier'),
  qualified_name: bareLeaf('identifier'),
  relative_scope: bareLeaf('identifier'),
  assignment_expression: (node, make) =>
    node.children[0]?.kind === 'list_literal'
      ? [make.node('assignment', node, [...pattern(node.children[0], make), ...make.of(node.children.at(-1))])]
      : typeof assignment === 'string'
        ? []
        : assignment(node, make),
  augmented_assignment_expression: assignment,
  list_literal: pattern,
  unary_op_expression: unary,
  cast_expression: (node, make) =>
    /^\(\s*(?:int|integer|float|double|bool|boolean)\s*\)/i.test(node.text)
      ? [make.node('unary_expression', node, make.of(node.children.at(-1)))]
      : [make.node('cast_expression', node, make.of(node.children.at(-1)))],
  clone_expression: cast(0),
  conditional_expression: (node, make) => [
    make.node(node.children.length === 2 ? 'either_expression' : 'ternary_expression', node, make.of(...node.children)),
  ],
  member_access_expression: member,
  nullsafe_member_access_expression: member,
  class_constant_access_expression: member,
  scoped_property_access_expression: member,
  member_call_expression: call,
  nullsafe_member_call_expression: call,
  scoped_call_expression: call,
  function_call_expression: 'call_expression',
  object_creation_expression: 'new_expression',
  argument,
  array_creation_expression: array,
  encapsed_string: TEXT,
  heredoc: (node, make) => {
    const body = childOf(node, /^heredoc_body$/);
    if (body === undefined || typeof TEXT === 'string') return [make.leaf('string', node)];
    return body.children.every(({ kind }) => /^(?:string_content|escape_sequence)$/.test(kind))
      ? [make.leaf('string', body)]
      : TEXT(body, make);
  },
  nowdoc: bareLeaf('string'),
  string: bareLeaf('string'),
  integer: bareLeaf('number'),
  float: bareLeaf('number'),
  boolean: (node, make) => [make.leaf(/^t/i.test(node.text) ? 'true' : 'false', node)],
  if_statement: decision,
  foreach_statement: loop,
  switch_statement: switched,
  match_expression: switched,
  catch_clause: handler(/^variable_name$/, BODY),
  throw_expression: 'throw_statement',
  echo_statement: statement('echo'),
  print_intrinsic: asCall('print'),
  exit_statement: statement('exit'),
  include_expression: asCall('include'),
  include_once_expression: asCall('include_once'),
  require_expression: asCall('require'),
  require_once_expression: asCall('require_once'),
  shell_command_expression: backticks,
  do_statement: 'endless_statement',
  error_suppression_expression: withChildren('cast_expression', 0),
};
