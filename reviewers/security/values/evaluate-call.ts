import type { Evaluate, Evaluation, Vantage } from './evaluation.ts';
import type { Call } from './grammar.ts';
import { plainText } from './node-text.ts';
import { isStripping, regexBody } from './pattern.ts';
import { directoryOf } from './scope.ts';
import type { Syntax } from './syntax.ts';
import {
  fixed,
  isFixed,
  knowing,
  leafOf,
  leavesOf,
  oneOf,
  sequence,
  SOME_CONSTANT,
  type Fact,
  type Value,
} from './value.ts';

/** Names of functions that say they make a value safe; whether they do is not known. */
const CLEANS = /sanit|clean|escap|safe|valid|quote|purif|encode|allow|resolve_?within|strip_?tags/i;
const UNCLEANS = /unsafe|unescape|unquote|decode|dangerous/i;

/** What a call answers: converted, handed on, put together, or what its function in this file returns. */
export function evaluateCall(node: Syntax, call: Call, view: Vantage, run: Evaluation, evaluate: Evaluate): Value {
  const { knowledge } = run.context;
  const inner = (one: Syntax): Value => evaluate(one, { ...view, place: one }, run);
  const given = [...call.arguments, ...call.named.values()];
  const converter = knowledge.converters.find(({ callee }) => callee.test(call.callee));
  if (converter?.safeFor === 'everything') return fixed('0', false, node);
  if (converter !== undefined) {
    const facts = converter.safeFor.map((purpose): Fact => `for ${purpose}`);
    const values = [...(call.receiver && given.length === 0 ? [call.receiver] : []), ...given].map(inner);
    return knowing(oneOf(values), facts);
  }
  const stripped = strippedFacts(call);
  if (stripped !== null)
    return knowing(
      call.receiver && !call.callee.startsWith('re.') ? inner(call.receiver) : oneOf(given.map(inner)),
      stripped,
    );
  if (call.method === 'join' && call.receiver !== null && !knowledge.joining.test(call.callee))
    return joined(node, call, view, run, evaluate);
  if (call.method === 'concat' && call.receiver !== null)
    return sequence([call.receiver, ...call.arguments].map(inner));
  if (knowledge.joining.test(call.callee))
    return sequence(given.flatMap((one, index) => (index === 0 ? [inner(one)] : [fixed('/', false), inner(one)])));
  const receiver = call.receiver === null ? null : inner(call.receiver);
  const path = `${receiver === null ? call.callee : pathOf(receiver, call)}()`;
  if (knowledge.request.test(path)) return leafOf({ node, path, shape: 'member', origin: 'request' });
  // A table of constants answers one of them, or what stands in for a missing one.
  if (
    receiver !== null &&
    /^(?:get|at|values|keys|items|entries)$/.test(call.method) &&
    isFixed(receiver) &&
    receiver.length > 0
  )
    return oneOf([SOME_CONSTANT, ...call.arguments.slice(1).map(inner)]);
  if (knowledge.passing.test(call.callee))
    return oneOf([...(receiver === null ? [] : [receiver]), ...given.map(inner)].filter(matters));
  const own = ownFunction(call, view, run, evaluate);
  if (own !== null) return own;
  const value = leafOf({ node, path, shape: 'call' });
  if (!CLEANS.test(call.callee) || UNCLEANS.test(call.callee)) return value;
  const taken = oneOf(given.map(inner));
  return knowing(leavesOf(taken).some(({ origin }) => origin === 'request') ? taken : value, ['named']);
}

const matters = (value: Value): boolean => value.flat().length > 0;

function pathOf(receiver: Value, call: Call): string {
  const [leaf] = leavesOf(receiver);
  return leaf === undefined ? call.callee : `${leaf.path}.${call.method}`;
}

/** `x.replace(/[^\w]/g, '')` and `re.sub(r"\W", "", x)` leave nothing but harmless characters. */
function strippedFacts(call: Call): Fact[] | null {
  if (!/(?:^|\.)(?:replace|replaceAll|sub)$/.test(call.callee) || call.arguments.length < 2) return null;
  const [pattern, by] = call.arguments;
  if (pattern === undefined || by === undefined) return null;
  const literal = pattern.text.replace(/^[rR]?(['"])([\s\S]*)\1$/, '/$2/g');
  const body = regexBody(literal);
  const isPattern = call.callee.startsWith('re.') || pattern.kind === 'regex';
  if (!isPattern || body === null || !isStripping(body) || !/^[rRbB]?['"`][\w-]?['"`]$/.test(by.text)) {
    return call.callee.startsWith('re.') || call.method !== 'sub' ? [] : null;
  }
  return /$(?<=g[a-z]*)/.test(literal) || call.callee.startsWith('re.') || call.method === 'replaceAll'
    ? ['shaped']
    : [];
}

/** `[a, b].join(' ')`, `' '.join([a, b])`: the elements with what stands between. */
function joined(node: Syntax, call: Call, view: Vantage, run: Evaluation, evaluate: Evaluate): Value {
  const { grammar } = run.context.knowledge;
  const inner = (one: Syntax): Value => evaluate(one, { ...view, place: one }, run);
  const [argument] = call.arguments;
  if (call.receiver === null) return [[]];
  const outer = grammar.expression(call.receiver);
  const [list, between] = outer.form === 'literal' ? [argument, call.receiver] : [call.receiver, argument];
  if (list === undefined) return [[]];
  const separator = between === undefined ? fixed(',', true) : inner(between);
  const written = grammar.expression(list);
  if (written.form === 'list') {
    return sequence(written.items.flatMap((item, index) => (index === 0 ? [inner(item)] : [separator, inner(item)])));
  }
  const value = inner(list);
  if (value.flat().length > 1 && list.kind !== 'call' && list.kind !== 'call_expression')
    return [value.flatMap((form, index) => (index === 0 ? form : [...separator.flat(), ...form]))];
  if (isFixed(value)) return SOME_CONSTANT;
  const taken = leavesOf(value).some(({ origin }) => origin === 'request');
  return leafOf({
    node,
    path: `${plainText(call.receiver)}.join()`,
    shape: 'call',
    origin: taken ? 'request' : 'unknown',
  });
}

/** What a function of the same file returns for these arguments. */
function ownFunction(call: Call, view: Vantage, run: Evaluation, evaluate: Evaluate): Value | null {
  const { knowledge, root } = run.context;
  const name = /^(?:this|self)\./.test(call.callee) ? call.method : call.callee;
  const [fn, ...others] = directoryOf(root, knowledge).functions.get(name) ?? [];
  if (fn === undefined || others.length > 0 || isInside(view.place, fn)) return null;
  const returned = knowledge.grammar.returned(fn);
  if (returned.length === 0 || returned.length > 6) return null;
  const frame = { fn, call, view };
  return oneOf(returned.map((one) => evaluate(one, { place: one, later: [], frame, depth: view.depth + 2 }, run)));
}

function isInside(node: Syntax, outer: Syntax): boolean {
  for (let one: Syntax | null = node; one !== null; one = one.parent) if (one === outer) return true;
  return false;
}
