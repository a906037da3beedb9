import type { Branch, Call, Condition, Expression, Grammar } from '../grammar.ts';
import { operatorBetween, plainText, withoutQuotes } from '../../../changed-code/node-text.ts';
import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import { appended, FORMATS, formatted } from './formatted.ts';
import { bindings, parameters } from './plain-bindings.ts';

/** What the shared words leave to a language. */
interface Manners {
  /** Whether other files may call a function, by its text and its name. */
  readonly exported: (text: string, name: string) => boolean;
  /** Calls that never return. */
  readonly neverReturns: RegExp;
  /** The operators that put texts together. */
  readonly adds: RegExp;
  /** Whether a function answers its last expression. */
  readonly answersLast?: boolean;
}

const SAME = new Set(['parenthesized_expression', 'cast_expression', 'interpolation']);
const FUNCTIONS = new Set(['function_declaration', 'function_expression']);
const EXITS = new Set(['return_statement', 'throw_statement', 'break_statement', 'continue_statement']);
const sameFunction = (node: Syntax): boolean => !FUNCTIONS.has(node.kind) && node.kind !== 'class_declaration';
const at = (node: Syntax, index: number): Syntax | null => node.children.at(index) ?? null;

/** Methods that every language has under a name of its own. */
const METHODS: readonly (readonly [RegExp, string])[] = [
  [/^(?:hasPrefix|starts_with\??|start_with\?|startswith)$/i, 'startsWith'],
  [/^(?:contains|include\?|member\?|has|containsKey|key\?|contains_key)$/i, 'includes'],
  [/^join(?:ToString)?$/i, 'join'],
];

/** Functions that ask of their first argument what methods of others ask of their object; `turned`: of their second. */
const AS_METHODS: readonly { readonly callee: RegExp; readonly method: string; readonly turned?: boolean }[] = [
  { callee: /^strings\.HasPrefix$|^str_starts_with$/, method: 'startsWith' },
  { callee: /^strings\.Contains$|^str_contains$|^slices\.Contains$/, method: 'includes' },
  { callee: /^in_array$|^array_key_exists$/, method: 'includes', turned: true },
  { callee: /^(?:implode|join|String\.join|string\.Join)$/, method: 'join', turned: true },
  { callee: /^strings\.Join$/, method: 'join' },
];

/** The grammar of a language whose syntax is written in the shared words. */
export function plainGrammar(manners: Manners): Grammar {
  function expression(node: Syntax): Expression {
    const [first, last] = [at(node, 0), at(node, -1)];
    if (SAME.has(node.kind)) return first === null ? { form: 'unknown' } : { form: 'same', of: first };
    switch (node.kind) {
      case 'string':
        return { form: 'literal', text: withoutQuotes(node.text), quoted: true };
      case 'number':
      case 'true':
      case 'false':
      case 'null':
        return { form: 'literal', text: node.text, quoted: false };
      case 'template_string':
        return { form: 'text', parts: node.children.map(partOf), quoted: true };
      case 'unary_expression':
      case 'not_expression':
      case 'contains_expression':
      case 'function_expression':
      case 'typeof_expression':
      case 'macro_value':
        return { form: 'scalar' };
      case 'identifier':
        return { form: 'name', name: plainText(node) };
      case 'member_expression':
        return first === null || last === null ? { form: 'unknown' } : { form: 'member', of: first, name: last.text };
      case 'subscript_expression':
        if (first === null || last === null) return { form: 'unknown' };
        return last.kind === 'string' || last.kind === 'symbol'
          ? { form: 'member', of: first, name: withoutQuotes(last.text).replace(/^:/, '') }
          : { form: 'index', of: first, at: last };
      case 'call_expression':
      case 'new_expression':
        return callOf(node);
      case 'binary_expression':
        return binary(node);
      case 'ternary_expression':
        return { form: 'either', options: node.children.slice(1) };
      // A decision whose ways answer something.
      case 'if_statement':
      case 'switch_statement':
        return { form: 'either', options: node.children.slice(1).flatMap(answersOf) };
      case 'either_expression':
        return { form: 'either', options: node.children };
      case 'assignment':
        return last === null ? { form: 'unknown' } : { form: 'same', of: last };
      case 'list_expression':
        return { form: 'list', items: node.children };
      case 'record_expression':
        return { form: 'record', entries: node.children.flatMap(entryOf) };
      default:
        return { form: 'unknown' };
    }
  }

  function binary(node: Syntax): Expression {
    const [left, right] = node.children;
    if (left === undefined || right === undefined) return { form: 'unknown' };
    const operator = operatorBetween(left, right, node);
    if (manners.adds.test(operator)) return { form: 'text', parts: [left, right], quoted: false };
    if (/^(?:\|\||&&|\?\?|\?:|or|and|\?)$/.test(operator)) return { form: 'either', options: [left, right] };
    // Two tables as one.
    if (operator === '+' && [left, right].some(({ kind }) => /^(?:list|record)_expression$/.test(kind)))
      return { form: 'either', options: [left, right] };
    if (operator === '%' && left.kind.endsWith('string')) return formatted(left, listed(right));
    return { form: 'scalar' };
  }

  const listed = (node: Syntax): readonly Syntax[] => {
    const written = expression(node);
    return written.form === 'list' ? written.items : [node];
  };

  function callOf(node: Syntax): Expression {
    const [called, list] = node.children;
    if (called === undefined) return { form: 'unknown' };
    const isNew = node.kind === 'new_expression';
    const isMethod = called.kind === 'member_expression' && !isNew;
    const given = list?.kind === 'arguments' ? list.children : [];
    const named = given.flatMap((one): [string, Syntax][] => {
      const [name, value] = one.children;
      return one.kind === 'named_argument' && name !== undefined && value !== undefined ? [[name.text, value]] : [];
    });
    const call: Call = {
      form: 'call',
      node,
      callee: (isNew ? 'new ' : '') + plainText(called).replace(/^\\|<[^<>()]*>$/g, ''),
      receiver: isMethod ? at(called, 0) : null,
      method: isMethod ? (at(called, -1)?.text ?? '') : '',
      arguments: given.filter(({ kind }) => kind !== 'named_argument'),
      named: new Map(named),
    };
    return formattedBy(call) ?? commonly(call);
  }

  /** `fmt.Sprintf("…", a)`, `String.format(…)`, `"…".formatted(a)`: text put together. */
  function formattedBy(call: Call): Expression | null {
    const { callee, receiver, method } = call;
    const given = [...call.arguments, ...call.named.values()];
    if (receiver !== null && /^(?:formatted|format)$/.test(method) && receiver.kind.endsWith('string'))
      return formatted(receiver, given);
    // `buildString { append(a); append(b) }`.
    if (callee === 'buildString' && given[0] !== undefined)
      return { form: 'text', parts: appended(given[0]), quoted: false };
    // `String.join(" ", a, b)`: the values stand behind what is between them.
    if (/^[sS]tring\.[jJ]oin$/.test(callee) && given.length > 2)
      return { form: 'text', parts: given.slice(1).flatMap((one) => [one, ' ']), quoted: false };
    if (!FORMATS.test(callee)) return null;
    // A culture or locale may stand before the text.
    const from = given.findIndex(({ kind }) => kind.endsWith('string'));
    const template = given[from === -1 || from > 1 ? 0 : from];
    return template === undefined
      ? null
      : formatted(template, given.slice(given.indexOf(template) + 1).flatMap(listed));
  }

  function partOf(child: Syntax): string | Syntax {
    return child.kind === 'string_content' ? child.text : child;
  }

  function entryOf(node: Syntax): (readonly [string, Syntax])[] {
    const [key, value] = node.children;
    return node.kind !== 'pair' || key === undefined || value === undefined
      ? []
      : [[withoutQuotes(key.text).replace(/^:|:$/g, ''), value]];
  }

  function condition(node: Syntax): Condition {
    const [left, right] = node.children;
    if (SAME.has(node.kind) && left !== undefined) return condition(left);
    if (node.kind === 'not_expression' && left !== undefined) return { form: 'not', of: left };
    if (left === undefined || right === undefined) return { form: 'value' };
    if (node.kind === 'call_expression') return equality(left, right);
    if (node.kind === 'contains_expression') return { form: 'in', left, right };
    if (node.kind !== 'binary_expression') return { form: 'value' };
    switch (operatorBetween(left, right, node)) {
      case '&&':
      case 'and':
        return { form: 'and', of: [left, right] };
      case '||':
      case 'or':
        return { form: 'or', of: [left, right] };
      case '==':
      case '===':
        return { form: 'equal', left, right };
      case '!=':
      case '!==':
        return { form: 'unequal', left, right };
      default:
        return { form: 'value' };
    }
  }

  /** `a.equals(b)`. */
  function equality(called: Syntax, list: Syntax): Condition {
    const [of, name] = called.kind === 'member_expression' ? called.children : [];
    const [other, ...more] = list.children;
    const asks =
      name !== undefined && /^(?:equals|Equals|equalsIgnoreCase|contentEquals|eql\?|equal\?)$/.test(name.text);
    return asks && of !== undefined && other !== undefined && (more.length === 0 || name.text === 'Equals')
      ? { form: 'equal', left: of, right: other }
      : { form: 'value' };
  }

  function branch(node: Syntax): Branch | null {
    const [first, second = null, third = null] = node.children;
    if (first === undefined) return null;
    switch (node.kind) {
      case 'if_statement':
      case 'ternary_expression':
        return { condition: first, whenTrue: second, otherwise: third };
      case 'while_statement':
        return { condition: first, whenTrue: second, otherwise: null };
      case 'binary_expression': {
        const operator = second === null ? '' : operatorBetween(first, second, node);
        if (operator === '&&' || operator === 'and') return { condition: first, whenTrue: second, otherwise: null };
        return operator === '||' || operator === 'or' ? { condition: first, whenTrue: null, otherwise: second } : null;
      }
      default:
        return null;
    }
  }

  function exits(node: Syntax): boolean {
    if (EXITS.has(node.kind)) return true;
    const last = at(node, -1);
    if (last === null) return false;
    if (node.kind === 'block') return exits(last);
    if (node.kind === 'if_statement')
      return node.children.length === 3 && node.children.slice(1).every((way) => exits(way));
    if (node.kind === 'expression_statement') return exits(last);
    const call = node.kind === 'call_expression' ? expression(node) : null;
    return call?.form === 'call' && manners.neverReturns.test(call.callee);
  }

  return {
    expression,
    condition,
    branch,
    exits,
    bindings,
    parameters,
    switchCase(node) {
      const [first] = node.children;
      if (node.kind !== 'switch_case' || first?.kind !== 'case_values') return null;
      const of = node.parent?.children[0];
      const literal = first.children.length > 0 && first.children.every(({ kind }) => kind === 'string');
      return of === undefined || of === node || !literal ? null : { of, values: first.children };
    },
    isFunction: (node) => FUNCTIONS.has(node.kind),
    functionName(fn) {
      if (fn.kind === 'function_declaration') return at(fn, 0)?.text ?? null;
      return fn.parent?.kind === 'variable_declarator' ? (at(fn.parent, 0)?.text ?? null) : null;
    },
    isExported: (fn) =>
      fn.kind !== 'function_declaration' || manners.exported(fn.text.slice(0, 200), at(fn, 0)?.text ?? ''),
    returned(fn) {
      const body = at(fn, -1);
      if (body === null || body.kind === 'parameters') return [];
      if (body.kind !== 'block') return [body];
      const told = [...below(body, sameFunction)].flatMap((node) =>
        node.kind === 'return_statement' ? node.children : [],
      );
      const last = at(body, -1);
      const value = last?.kind === 'expression_statement' ? at(last, 0) : last;
      const answers = manners.answersLast === true && value !== null && value !== undefined && !EXITS.has(value.kind);
      return answers ? [...told, value] : told;
    },
    asserted: (node) => (node.kind === 'assert_statement' ? at(node, 0) : null),
    triedBody(node) {
      if (node.kind !== 'try_statement') return null;
      const handlers = node.children.filter(({ kind }) => kind === 'catch_clause');
      return handlers.every((one) => exits(at(one, -1) ?? one)) ? at(node, 0) : null;
    },
  };

  function commonly(call: Call): Call {
    // `strings.HasPrefix(a, b)` asks of `a`, although `strings` stands where the object of a method would.
    const as = AS_METHODS.find(({ callee }) => callee.test(call.callee));
    const given = call.arguments.slice(0, 2);
    const [first, second] = as?.turned === true ? given.toReversed() : given;
    if (as !== undefined && first !== undefined && second !== undefined)
      return { ...call, receiver: first, method: as.method, arguments: [second] };
    const method = METHODS.find(([name]) => name.test(call.method))?.[1];
    return method === undefined ? call : { ...call, method };
  }
}

/** What a way of a decision comes to. */
function answersOf(way: Syntax): readonly Syntax[] {
  const last = at(way, -1);
  if (last === null || !/^(?:block|switch_case|switch_default|select_case)$/.test(way.kind)) return [way];
  return EXITS.has(last.kind) ? [] : answersOf(last.kind === 'expression_statement' ? (at(last, 0) ?? last) : last);
}
