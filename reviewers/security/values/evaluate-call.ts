import { calleeOf } from './callee.ts';
import type { Evaluate, Evaluation, Vantage } from './evaluation.ts';
import type { Call } from './grammar.ts';
import { factsOf } from './guards.ts';
import { plainText } from '../../changed-code/node-text.ts';
import { replacedFacts } from './replaced-facts.ts';
import { directoryOf } from './scope.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import {
  fixed,
  isFixed,
  knowing,
  leafOf,
  leavesOf,
  mapLeaves,
  oneOf,
  sequence,
  SOME_CONSTANT,
  type Fact,
  type Value,
} from './value.ts';

/** Names of functions that say they make a value safe; whether they do is not known. */
const CLEANS = /sanit|clean|escap|safe|valid|quote|purif|encode|allow|resolve_?within|strip_?tags/i;
/** Methods that answer a constant's own name or text. */
const OF_CONSTANTS =
  /^(?:name|toString|ToString|value|getValue|code|getCode|key|getKey|label|ordinal|lower|upper|toLowerCase|toUpperCase|ToLower|ToUpper|lowercase|uppercase|to_s|downcase|upcase|trim|String)$/;
const UNCLEANS = /unsafe|unescape|unquote|decode|dangerous/i;

/** What a call answers: converted, handed on, put together, or what its function in this file returns. */
export function evaluateCall(node: Syntax, call: Call, view: Vantage, run: Evaluation, evaluate: Evaluate): Value {
  const { knowledge } = run.context;
  const inner = (one: Syntax): Value => evaluate(one, { ...view, place: one }, run);
  const given = [...call.arguments, ...call.named.values()];
  const callee = calleeOf(call, run.context.root, knowledge);
  const made = callee.own === null ? null : ownFunction(callee.own, call, view, run, evaluate);
  if (made !== null && callee.own !== null)
    return CLEANS.test(call.callee) && changes(callee.own, run) ? knowing(made, ['named']) : made;
  const converter = callee.guards
    .map((name) => knowledge.converters.find((one) => one.callee.test(name)))
    .find((one) => one !== undefined);
  const taken = (): Value =>
    oneOf([...(call.receiver && given.length === 0 ? [call.receiver] : []), ...given].map(inner));
  if (converter !== undefined && callee.from === 'library') {
    if (converter.safeFor === 'everything') return fixed('0', false, node);
    return knowing(
      taken(),
      converter.safeFor.map((purpose): Fact => `for ${purpose}`),
    );
  }
  // The name says that it makes safe, but not whose it is.
  if (converter !== undefined) return knowing(taken(), ['named']);
  const replaced = replacedFacts(call);
  if (replaced !== null)
    return knowing(
      call.receiver && !call.callee.startsWith('re.') ? inner(call.receiver) : oneOf(given.map(inner)),
      replaced,
    );
  const between = knowledge.joinsLists === true ? given[0] : undefined;
  const isList = between !== undefined && knowledge.grammar.expression(between).form === 'literal';
  if (call.method === 'join' && call.receiver !== null && (isList || !knowledge.joining.test(call.callee)))
    return joined(node, call, view, run, evaluate);
  if (call.method === 'concat' && call.receiver !== null)
    return sequence([call.receiver, ...call.arguments].map(inner));
  if (knowledge.joining.test(call.callee))
    return sequence(given.flatMap((one, index) => (index === 0 ? [inner(one)] : [fixed('/', false), inner(one)])));
  if (call.method === 'format' && call.receiver !== null && given.length > 0 && isFixed(inner(call.receiver)))
    return sequence([call.receiver, ...given].map(inner));
  const receiver = call.receiver === null ? null : unwrapped(inner(call.receiver), call);
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
  // `State.OPEN.name()` is as fixed as the constant.
  if (
    receiver !== null &&
    receiver.length > 0 &&
    given.length === 0 &&
    isFixed(receiver) &&
    OF_CONSTANTS.test(call.method)
  )
    return SOME_CONSTANT;
  // What is compiled is the first argument; the others say how.
  if (call.callee === 'compile' && given[0] !== undefined)
    return mapLeaves(inner(given[0]), (leaf) => ({ ...leaf, called: ['compile()', ...leaf.called] }));
  // What a function written in place makes of each element: `ids.map(|_| "?")`.
  const [each, ...more] = given;
  if (knowledge.joinsLists === true && each?.kind === 'function_expression' && more.length === 0) {
    const answers = /^(?:map|filter_map|flat_map|and_then)$/.test(call.method) ? knowledge.grammar.returned(each) : [];
    if (answers.length > 0 && answers.map(inner).every(isFixed)) return SOME_CONSTANT;
  }
  // `next.filter(|n| n.starts_with('/'))`: what is let through fits the condition.
  if (knowledge.joinsLists === true && call.method === 'filter' && each?.kind === 'function_expression' && receiver) {
    const [condition, ...others] = knowledge.grammar.returned(each);
    const [name] = knowledge.grammar.parameters(each);
    if (condition !== undefined && name !== undefined && others.length === 0)
      return knowing(receiver, factsOf(condition, true, name.name, run.context));
  }
  if (knowledge.passing.test(call.callee))
    return oneOf([...(receiver === null ? [] : [receiver]), ...given.map(inner)].filter(matters));
  if (receiver !== null && given.length === 0 && knowledge.accessors?.test(call.method) === true) {
    // A part of what the request holds is the request's.
    if (leavesOf(receiver).some(({ origin }) => origin === 'request')) return receiver;
  }
  const fn = onlyFunction(call, run);
  const own = fn === null ? null : ownFunction(fn, call, view, run, evaluate);
  if (own !== null) return own;
  const value = leafOf({ node, path, shape: 'call' });
  if (!CLEANS.test(call.callee) || UNCLEANS.test(call.callee)) return value;
  const cleaned = leavesOf(taken()).some(({ origin }) => origin === 'request') ? taken() : value;
  return callee.from === 'renewed' ? cleaned : knowing(cleaned, ['named']);
}

const matters = (value: Value): boolean => value.flat().length > 0;

function pathOf(receiver: Value, call: Call): string {
  const [leaf] = leavesOf(receiver);
  return leaf === undefined ? call.callee : `${leaf.path}.${call.method}`;
}

/** `params.get('a')` answers what was in the address before it was written there. */
function unwrapped(value: Value, { method }: Call): Value {
  if (!/^(?:get|getAll|get_all|values|entries)$/.test(method)) return value;
  return mapLeaves(value, (leaf) =>
    leaf.facts.has('for address')
      ? { ...leaf, facts: new Set([...leaf.facts].filter((fact) => !fact.startsWith('for '))) }
      : leaf,
  );
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
  // A list under a name: its parts count where the request wrote one of them.
  const parts = run.context.knowledge.tellsWay !== true || leavesOf(value).some(({ origin }) => origin === 'request');
  if (parts && value.flat().length > 1 && list.kind !== 'call' && list.kind !== 'call_expression')
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

/** The one function of the file that a method of its own object may be. */
function onlyFunction(call: Call, { context: { knowledge, root } }: Evaluation): Syntax | null {
  const name = /^(?:this|self)\./.test(call.callee) ? call.method : call.callee;
  const [fn, ...others] = directoryOf(root, knowledge).functions.get(name) ?? [];
  return fn === undefined || others.length > 0 ? null : fn;
}

/** What a function of the same file returns for these arguments. */
function ownFunction(fn: Syntax, call: Call, view: Vantage, run: Evaluation, evaluate: Evaluate): Value | null {
  if (isInside(view.place, fn)) return null;
  const returned = run.context.knowledge.grammar.returned(fn);
  if (returned.length === 0 || returned.length > 6) return null;
  const frame = { fn, call, view };
  return oneOf(returned.map((one) => evaluate(one, { place: one, later: [], frame, depth: view.depth + 2 }, run)));
}

/** Whether a function does something to what it is given beyond handing it on. */
function changes(fn: Syntax, { context: { knowledge } }: Evaluation): boolean {
  return [...below(fn)].some((node) => {
    if (/^(?:for|while)_/.test(node.kind)) return true;
    const call = node === fn ? null : knowledge.grammar.expression(node);
    return (
      call?.form === 'call' && (!knowledge.passing.test(call.callee) || /^(?:replace|replaceAll)$/.test(call.method))
    );
  });
}

function isInside(node: Syntax, outer: Syntax): boolean {
  for (let one: Syntax | null = node; one !== null; one = one.parent) if (one === outer) return true;
  return false;
}
