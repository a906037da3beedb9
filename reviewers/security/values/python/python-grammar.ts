import type { Binding, Branch, Condition, Expression, Grammar, Parameter } from '../grammar.ts';
import { operatorBetween, plainText, withoutQuotes } from '../../../changed-code/node-text.ts';
import { below, type Syntax } from '../../../changed-code/syntax-node.ts';

const FUNCTIONS = new Set(['function_definition', 'lambda']);
const SAME = new Set(['parenthesized_expression', 'await', 'list_splat', 'interpolation', 'type', 'expression_list']);
const EXITS = new Set(['return_statement', 'raise_statement', 'continue_statement', 'break_statement']);
const NEVER_RETURNS = /^(?:sys\.exit|os\._exit|exit|quit|(?:flask\.)?abort|self\.fail|pytest\.fail|parser\.error)$/;

const at = (node: Syntax, index: number): Syntax | null => node.children.at(index) ?? null;
const sameFunction = (node: Syntax): boolean => !FUNCTIONS.has(node.kind) && node.kind !== 'class_definition';

function expression(node: Syntax): Expression {
  const [first, last] = [at(node, 0), at(node, -1)];
  if (SAME.has(node.kind) && first !== null && (node.kind !== 'expression_list' || node.children.length === 1))
    return { form: 'same', of: first };
  switch (node.kind) {
    case 'string':
      return node.children.some(({ kind }) => kind === 'interpolation')
        ? { form: 'text', parts: stringParts(node), quoted: true }
        : { form: 'literal', text: withoutQuotes(node.text), quoted: true };
    case 'concatenated_string':
      return { form: 'text', parts: node.children, quoted: true };
    case 'integer':
    case 'float':
    case 'true':
    case 'false':
    case 'none':
    case 'ellipsis':
      return { form: 'literal', text: node.text, quoted: false };
    case 'unary_operator':
    case 'not_operator':
    case 'comparison_operator':
    case 'lambda':
      return { form: 'scalar' };
    case 'identifier':
      return { form: 'name', name: node.text };
    case 'attribute':
      return first === null || last === null ? { form: 'unknown' } : { form: 'member', of: first, name: last.text };
    case 'subscript':
      return subscript(first, last);
    case 'call':
      return callOf(node);
    case 'binary_operator':
      return binary(node);
    case 'conditional_expression':
      return { form: 'either', options: node.children.filter((_, index) => index !== 1) };
    case 'boolean_operator':
      return { form: 'either', options: node.children };
    case 'named_expression':
      return last === null ? { form: 'unknown' } : { form: 'same', of: last };
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
      return { form: 'list', items: node.children };
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return { form: 'list', items: node.children.slice(0, 1) };
    case 'dictionary':
      return { form: 'record', entries: node.children.flatMap(entryOf) };
    default:
      return { form: 'unknown' };
  }
}

function subscript(of: Syntax | null, index: Syntax | null): Expression {
  if (of === null || index === null) return { form: 'unknown' };
  if (index.kind === 'slice') return { form: 'same', of };
  return index.kind === 'string'
    ? { form: 'member', of, name: withoutQuotes(index.text) }
    : { form: 'index', of, at: index };
}

function entryOf(node: Syntax): (readonly [string, Syntax])[] {
  const [key, value] = node.children;
  if (node.kind !== 'pair' || key === undefined || value === undefined) return [];
  return [[withoutQuotes(key.text), value]];
}

function stringParts(node: Syntax): (string | Syntax)[] {
  return node.children.flatMap((child): (string | Syntax)[] => {
    if (child.kind === 'interpolation') return [child];
    return child.kind === 'string_content' ? [child.text] : [];
  });
}

function callOf(node: Syntax): Expression {
  const [called, list] = node.children;
  if (called === undefined) return { form: 'unknown' };
  const isMethod = called.kind === 'attribute';
  const given = list?.kind === 'argument_list' ? list.children : [list].filter((one) => one !== undefined);
  const named = given.flatMap((one): [string, Syntax][] => {
    const [name, value] = one.children;
    return one.kind === 'keyword_argument' && name !== undefined && value !== undefined ? [[name.text, value]] : [];
  });
  const call: Expression = {
    form: 'call',
    node,
    callee: plainText(called),
    receiver: isMethod ? at(called, 0) : null,
    method: isMethod ? (at(called, -1)?.text ?? '') : '',
    arguments: given.filter(({ kind }) => kind !== 'keyword_argument'),
    named: new Map(named),
  };
  const template = call.method === 'format' && call.receiver !== null ? call.receiver : null;
  if (template === null || !isText(template)) return call;
  return formatted(template, [...call.arguments, ...call.named.values()]);
}

const isText = (node: Syntax): boolean => node.kind === 'string' || node.kind === 'concatenated_string';

/** `"a %s b" % x` and `"a {} b".format(x)`: what stands before the first hole, the values, and the rest. */
function formatted(template: Syntax, values: readonly Syntax[]): Expression {
  const holes = /%(?:\(\w+\))?[-#0 +]*(?:[1-9]\d*)?(?:\.\d+)?[a-zA-Z]|\{[^{}]*\}/g;
  const pieces = withoutQuotes(template.kind === 'string' ? template.text : joined(template)).split(holes);
  const parts = values.flatMap((value, index) => [pieces[index] ?? '', value]);
  return { form: 'text', parts: [...parts, pieces.slice(values.length).join(' ')], quoted: true };
}

const joined = (node: Syntax): string => node.children.map(({ text }) => withoutQuotes(text)).join('');

function binary(node: Syntax): Expression {
  const [left, right] = node.children;
  if (left === undefined || right === undefined) return { form: 'unknown' };
  const operator = operatorBetween(left, right, node);
  if (operator === '+') return { form: 'text', parts: [left, right], quoted: false };
  if (operator === '%') {
    const values = expression(right);
    if (isText(left)) {
      if (values.form === 'list') return formatted(left, values.items);
      return formatted(left, values.form === 'record' ? values.entries.map(([, value]) => value) : [right]);
    }
    return { form: 'text', parts: [left, ' ', ...(values.form === 'list' ? values.items : [right])], quoted: false };
  }
  // `ROOT / name` of pathlib; a quotient is a number either way.
  if (operator === '/') return { form: 'text', parts: [left, '/', right], quoted: false };
  return { form: 'scalar' };
}

function condition(node: Syntax): Condition {
  const [left, right] = node.children;
  if (SAME.has(node.kind) && left !== undefined) return condition(left);
  if (node.kind === 'not_operator' && left !== undefined) return { form: 'not', of: left };
  if (left === undefined || right === undefined) return { form: 'value' };
  const operator = operatorBetween(left, right, node);
  if (node.kind === 'boolean_operator') return { form: operator === 'and' ? 'and' : 'or', of: [left, right] };
  if (node.kind !== 'comparison_operator' || node.children.length > 2) return { form: 'value' };
  switch (operator) {
    case '==':
    case 'is':
      return { form: 'equal', left, right };
    case '!=':
    case 'is not':
      return { form: 'unequal', left, right };
    case 'in':
      return { form: 'in', left, right };
    case 'not in':
      return { form: 'not-in', left, right };
    default:
      return { form: 'value' };
  }
}

const ADDERS = /^(?:append|extend|insert|add)$/;

function bindings(node: Syntax): readonly Binding[] {
  const [left, right] = [at(node, 0), at(node, -1)];
  if (left === null || right === null) return [];
  switch (node.kind) {
    case 'assignment':
      return right === left || right.kind === 'type' ? [] : targets(left, right, node);
    case 'augmented_assignment':
      return [{ name: plainText(left), value: right, how: 'add', node }];
    case 'named_expression':
      return [{ name: left.text, value: right, how: 'whole', node }];
    case 'for_statement':
    case 'for_in_clause':
      return targets(left, at(node, 1), node).map((one) => (one.how === 'whole' ? { ...one, how: 'element' } : one));
    case 'as_pattern': {
      const isError = node.parent?.kind === 'except_clause';
      return [{ name: right.text, value: isError ? null : left, how: 'whole', node }];
    }
    case 'call': {
      const call = callOf(node);
      if (call.form !== 'call' || call.receiver === null || !ADDERS.test(call.method)) return [];
      return call.arguments.map((value) => ({ name: plainText(call.receiver ?? node), value, how: 'add', node }));
    }
    default:
      return [];
  }
}

/** `a, b = c, d` binds one to one where both sides are written out. */
function targets(target: Syntax, value: Syntax | null, node: Syntax): Binding[] {
  if (!/^(?:pattern_list|tuple_pattern|list_pattern)$/.test(target.kind))
    return [{ name: plainText(target), value, how: 'whole', node }];
  const values = value === null ? null : expression(value);
  return target.children.map((one, index) =>
    values?.form === 'list' && values.items[index] !== undefined && node.kind === 'assignment'
      ? { name: plainText(one), value: values.items[index], how: 'whole', node }
      : { name: plainText(one), value, how: [String(index)], node },
  );
}

function branch(node: Syntax): Branch | null {
  const [first, second = null, third = null] = node.children;
  if (first === undefined) return null;
  switch (node.kind) {
    case 'if_statement':
      return { condition: first, whenTrue: second, otherwise: third };
    // Behind an `elif` the next clause is its sibling.
    case 'elif_clause': {
      const ways = node.parent?.children ?? [];
      return { condition: first, whenTrue: second, otherwise: ways[ways.indexOf(node) + 1] ?? null };
    }
    case 'while_statement':
      return { condition: first, whenTrue: second, otherwise: null };
    case 'conditional_expression':
      return second === null ? null : { condition: second, whenTrue: first, otherwise: third };
    case 'boolean_operator': {
      const and = second !== null && operatorBetween(first, second, node) === 'and';
      return { condition: first, whenTrue: and ? second : null, otherwise: and ? null : second };
    }
    default:
      return null;
  }
}

function parameters(fn: Syntax): readonly Parameter[] {
  const list = fn.children.find(({ kind }) => kind === 'parameters' || kind === 'lambda_parameters');
  const given = list?.children ?? [];
  const bound = /^(?:self|cls)$/.test(given[0]?.text ?? '') ? 1 : 0;
  return given.map((node, index) => ({
    name: node.kind === 'identifier' ? node.text : (node.children[0]?.text ?? node.text),
    within: [],
    position: index - bound,
    node,
  }));
}

/** Python. */
export const PYTHON_GRAMMAR: Grammar = {
  expression,
  condition,
  bindings,
  branch,
  parameters,
  switchCase(node) {
    if (node.kind !== 'case_clause') return null;
    const of = node.parent?.parent?.children[0];
    const values = node.children.filter(({ kind }) => kind === 'case_pattern').flatMap(({ children }) => children);
    return of === undefined || values.length === 0 || values.some(({ kind }) => kind !== 'string')
      ? null
      : { of, values };
  },
  isFunction: (node) => FUNCTIONS.has(node.kind),
  functionName(fn) {
    if (fn.kind !== 'lambda') return at(fn, 0)?.text ?? null;
    return fn.parent?.kind === 'assignment' ? (at(fn.parent, 0)?.text ?? null) : null;
  },
  isExported: (fn) => !/^_[^_]/.test(at(fn, 0)?.text ?? ''),
  returned(fn) {
    const body = at(fn, -1);
    if (body === null || fn.kind === 'lambda') return body === null ? [] : [body];
    return [...below(body, sameFunction)].flatMap((node) => (node.kind === 'return_statement' ? node.children : []));
  },
  exits(node) {
    if (EXITS.has(node.kind)) return true;
    const last = at(node, -1);
    if (last === null) return false;
    if (node.kind === 'block' || node.kind === 'else_clause') return PYTHON_GRAMMAR.exits(last);
    if (node.kind === 'if_statement' && last.kind === 'else_clause')
      return node.children
        .slice(1)
        .every((way) => PYTHON_GRAMMAR.exits(way.kind === 'elif_clause' ? (at(way, 1) ?? way) : way));
    const call = node.kind === 'expression_statement' ? expression(last) : null;
    return call?.form === 'call' && NEVER_RETURNS.test(call.callee);
  },
  asserted: (node) => (node.kind === 'assert_statement' ? at(node, 0) : null),
  triedBody(node) {
    if (node.kind !== 'try_statement') return null;
    const handlers = node.children.filter(({ kind }) => kind.startsWith('except'));
    return handlers.every((one) => PYTHON_GRAMMAR.exits(at(one, -1) ?? one)) ? at(node, 0) : null;
  },
};
