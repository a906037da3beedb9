import type { Binding, Branch, Condition, Expression, Grammar, Parameter } from './grammar.ts';
import { operatorBetween, plainText, withoutQuotes } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';

const FUNCTIONS = new Set([
  'function_declaration',
  'function_expression',
  'arrow_function',
  'method_definition',
  'generator_function',
  'generator_function_declaration',
]);
const SAME = new Set([
  'parenthesized_expression',
  'await_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'spread_element',
  'template_substitution',
  'jsx_expression',
]);
const EXITS = new Set(['return_statement', 'throw_statement', 'continue_statement', 'break_statement']);
const NEVER_RETURNS = /^(?:process\.exit|notFound|redirect|permanentRedirect|fail)$/;
const ASSERTS = /^(?:assert(?:\.(?:ok|equal|strictEqual))?|invariant|tinyInvariant|ok)$/;

const at = (node: Syntax, index: number): Syntax | null => node.children.at(index) ?? null;
const bodyless = (node: Syntax): boolean => !FUNCTIONS.has(node.kind) && node.kind !== 'class_body';

function expression(node: Syntax): Expression {
  const [first, last] = [at(node, 0), at(node, -1)];
  if (SAME.has(node.kind) && first !== null) return { form: 'same', of: first };
  if (FUNCTIONS.has(node.kind)) return { form: 'scalar' };
  switch (node.kind) {
    case 'string':
      return { form: 'literal', text: withoutQuotes(node.text), quoted: true };
    case 'number':
    case 'true':
    case 'false':
    case 'null':
    case 'undefined':
    case 'regex':
      return { form: 'literal', text: node.text, quoted: false };
    case 'update_expression':
    case 'unary_expression':
    case 'class':
      return { form: 'scalar' };
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'this':
      return { form: 'name', name: node.text };
    case 'member_expression':
      return first === null || last === null ? { form: 'unknown' } : { form: 'member', of: first, name: last.text };
    case 'subscript_expression':
      if (first === null || last === null) return { form: 'unknown' };
      return last.kind === 'string'
        ? { form: 'member', of: first, name: withoutQuotes(last.text) }
        : { form: 'index', of: first, at: last };
    case 'call_expression':
    case 'new_expression':
      return callOf(node);
    case 'template_string':
      return { form: 'text', parts: templateParts(node), quoted: true };
    case 'binary_expression':
      return binary(node);
    case 'ternary_expression':
      return { form: 'either', options: node.children.slice(1) };
    case 'sequence_expression':
    case 'assignment_expression':
      return last === null ? { form: 'unknown' } : { form: 'same', of: last };
    case 'array':
      return { form: 'list', items: node.children };
    case 'object':
      return { form: 'record', entries: node.children.flatMap(entryOf) };
    default:
      return { form: 'unknown' };
  }
}

function entryOf(node: Syntax): (readonly [string, Syntax])[] {
  const [key, value] = node.children;
  if (node.kind === 'shorthand_property_identifier') return [[node.text, node]];
  if (node.kind === 'spread_element' && key !== undefined) return [['...', key]];
  return node.kind === 'pair' && key !== undefined && value !== undefined ? [[withoutQuotes(key.text), value]] : [];
}

/** In `await f<T>()` the grammar takes `await f` for the function. */
function callOf(node: Syntax): Expression {
  let called = at(node, 0);
  while (called !== null && SAME.has(called.kind)) called = at(called, 0);
  const list = node.children.find(({ kind }) => kind === 'arguments');
  // A tagged template: what the tag makes of it is its own matter.
  if (called === null || (list === undefined && node.kind === 'call_expression')) return { form: 'unknown' };
  const isMethod = called.kind === 'member_expression';
  return {
    form: 'call',
    node,
    callee: (node.kind === 'new_expression' ? 'new ' : '') + plainText(called),
    receiver: isMethod ? at(called, 0) : null,
    method: isMethod ? (at(called, -1)?.text ?? '') : '',
    arguments: list?.children ?? [],
    named: new Map(),
  };
}

function templateParts(node: Syntax): (string | Syntax)[] {
  const parts: (string | Syntax)[] = [];
  let end = node.start + 1;
  for (const hole of node.children.filter(({ kind }) => kind === 'template_substitution')) {
    parts.push(node.text.slice(end - node.start, hole.start - node.start), hole);
    end = hole.end;
  }
  return [...parts, node.text.slice(end - node.start, -1)];
}

function binary(node: Syntax): Expression {
  const [left, right] = node.children;
  if (left === undefined || right === undefined) return { form: 'unknown' };
  const operator = operatorBetween(left, right, node);
  if (operator === '+') return { form: 'text', parts: [left, right], quoted: false };
  if (operator === '&&') return { form: 'same', of: right };
  if (operator === '||' || operator === '??') return { form: 'either', options: [left, right] };
  return { form: 'scalar' };
}

function condition(node: Syntax): Condition {
  const [left, right] = node.children;
  if (SAME.has(node.kind) && left !== undefined) return condition(left);
  if (node.kind === 'unary_expression' && node.text.startsWith('!') && left !== undefined)
    return { form: 'not', of: left };
  if (node.kind !== 'binary_expression' || left === undefined || right === undefined) return { form: 'value' };
  switch (operatorBetween(left, right, node)) {
    case '&&':
      return { form: 'and', of: [left, right] };
    case '||':
      return { form: 'or', of: [left, right] };
    case '===':
    case '==':
      return { form: 'equal', left, right };
    case '!==':
    case '!=':
      return { form: 'unequal', left, right };
    case 'in':
      return { form: 'in', left, right };
    default:
      return { form: 'value' };
  }
}

const ADDERS = /^(?:push|unshift|add|append)$/;

function bindings(node: Syntax): readonly Binding[] {
  const [left, right] = [at(node, 0), at(node, -1)];
  if (left === null) return [];
  const value = node.children.length > 1 ? right : null;
  switch (node.kind) {
    case 'variable_declarator':
      return pattern(left, value === null || value.kind === 'type_annotation' ? null : value, node);
    case 'assignment_expression':
      return pattern(left, value, node);
    case 'augmented_assignment_expression': {
      const operator = right === null ? '' : operatorBetween(left, right, node);
      return [{ name: plainText(left), value, how: operator === '??=' || operator === '=' ? 'whole' : 'add', node }];
    }
    case 'for_in_statement': {
      const [, over = null] = node.children;
      const keys = over !== null && operatorBetween(left, over, node).endsWith('in');
      if (keys) return pattern(left, null, node);
      return pattern(left, over, node).map((one) => (one.how === 'whole' ? { ...one, how: 'element' } : one));
    }
    case 'call_expression': {
      const call = expression(node);
      if (call.form !== 'call' || call.receiver === null || !ADDERS.test(call.method)) return [];
      return call.arguments.map((item) => ({ name: plainText(call.receiver ?? node), value: item, how: 'add', node }));
    }
    case 'class_declaration':
      return [{ name: left.text, value: null, how: 'whole', node }];
    default:
      return [];
  }
}

function pattern(target: Syntax, value: Syntax | null, node: Syntax, within: readonly string[] = []): Binding[] {
  switch (target.kind) {
    case 'object_pattern':
      return target.children.flatMap((child) => pattern(child, value, node, within));
    case 'array_pattern':
      return target.children.flatMap((child, index) => pattern(child, value, node, [...within, String(index)]));
    case 'shorthand_property_identifier_pattern':
      return [{ name: target.text, value, how: [...within, target.text], node }];
    case 'pair_pattern': {
      const [key, inner] = target.children;
      if (key === undefined || inner === undefined) return [];
      return pattern(inner, value, node, [...within, withoutQuotes(key.text)]);
    }
    case 'object_assignment_pattern':
    case 'assignment_pattern':
    case 'rest_pattern':
      return target.children.slice(0, 1).flatMap((child) => pattern(child, value, node, within));
    default:
      return [{ name: plainText(target), value, how: within.length === 0 ? 'whole' : within, node }];
  }
}

function branch(node: Syntax): Branch | null {
  const [condition, whenTrue = null, otherwise = null] = node.children;
  if (condition === undefined) return null;
  switch (node.kind) {
    case 'if_statement':
      return { condition, whenTrue, otherwise: otherwise === null ? null : at(otherwise, 0) };
    case 'ternary_expression':
      return { condition, whenTrue, otherwise };
    case 'while_statement':
      return { condition, whenTrue, otherwise: null };
    case 'binary_expression': {
      const operator = whenTrue === null ? '' : operatorBetween(condition, whenTrue, node);
      if (operator === '&&') return { condition, whenTrue, otherwise: null };
      return operator === '||' ? { condition, whenTrue: null, otherwise: whenTrue } : null;
    }
    default:
      return null;
  }
}

function parameters(fn: Syntax): readonly Parameter[] {
  const list = fn.children.find(({ kind }) => kind === 'formal_parameters');
  const single = fn.kind === 'arrow_function' ? fn.children.find(({ kind }) => kind === 'identifier') : undefined;
  const given = list?.children ?? (single !== undefined && single !== fn.children.at(-1) ? [single] : []);
  return given.flatMap((node, position) => {
    const target = /^(?:required|optional)_parameter$/.test(node.kind)
      ? (node.children.find(({ kind }) => !/^(?:decorator|accessibility_modifier)$/.test(kind)) ?? node)
      : node;
    return pattern(target, null, node).map(({ name, how }) => ({
      name,
      within: Array.isArray(how) ? (how as readonly string[]) : [],
      position,
      node,
    }));
  });
}

/** JavaScript, TypeScript and TSX. */
export const JAVASCRIPT_GRAMMAR: Grammar = {
  expression,
  condition,
  bindings,
  branch,
  parameters,
  switchCase(node) {
    if (node.kind !== 'switch_case') return null;
    const [value] = node.children;
    const of = node.parent?.parent?.children[0];
    return value === undefined || of === undefined ? null : { of, values: [value] };
  },
  isFunction: (node) => FUNCTIONS.has(node.kind),
  functionName(node) {
    if (/_declaration$|method_definition/.test(node.kind))
      return node.children.find(({ kind }) => kind.endsWith('identifier'))?.text ?? null;
    const holder = node.parent;
    return holder?.kind === 'variable_declarator' ? (at(holder, 0)?.text ?? null) : null;
  },
  isExported: (fn) =>
    fn.kind === 'method_definition' ||
    fn.parent?.kind.startsWith('export') === true ||
    fn.parent?.parent?.parent?.kind.startsWith('export') === true,
  returned(fn) {
    const body = at(fn, -1);
    if (body === null) return [];
    if (fn.kind === 'arrow_function' && body.kind !== 'statement_block') return [body];
    return [...below(body, bodyless)].flatMap((node) => (node.kind === 'return_statement' ? node.children : []));
  },
  exits(node) {
    if (EXITS.has(node.kind)) return true;
    const last = at(node, -1);
    if (last === null) return false;
    if (node.kind === 'statement_block' || node.kind === 'else_clause') return JAVASCRIPT_GRAMMAR.exits(last);
    if (node.kind === 'if_statement' && node.children.length === 3)
      return node.children.slice(1).every((way) => JAVASCRIPT_GRAMMAR.exits(way));
    const call = node.kind === 'expression_statement' ? expression(last) : null;
    return call?.form === 'call' && NEVER_RETURNS.test(call.callee);
  },
  asserted(node) {
    const call = node.kind === 'expression_statement' && node.children[0] ? expression(node.children[0]) : null;
    return call?.form === 'call' && ASSERTS.test(call.callee) ? (call.arguments[0] ?? null) : null;
  },
  triedBody(node) {
    if (node.kind !== 'try_statement') return null;
    const handler = node.children.find(({ kind }) => kind === 'catch_clause');
    const left = handler === undefined || JAVASCRIPT_GRAMMAR.exits(at(handler, -1) ?? handler);
    return left ? at(node, 0) : null;
  },
};
