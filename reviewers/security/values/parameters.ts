import type { Evaluate, Evaluation, Vantage } from './evaluation.ts';
import type { Parameter } from './grammar.ts';
import { directoryOf } from './scope.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import { fixed, isFixed, knowing, leafOf, leavesOf, mapLeaves, oneOf, SOME_CONSTANT, type Value } from './value.ts';

interface Asked {
  readonly fn: Syntax;
  readonly path: readonly string[];
  readonly node: Syntax;
  readonly view: Vantage;
  readonly run: Evaluation;
  readonly evaluate: Evaluate;
}

const MOST_CALLERS = 6;

/** What a parameter holds: by its declaration, by the calls of its function in this file; null where it is no parameter. */
export function parameterValue(asked: Asked): Value | null {
  const { fn, path, node, run } = asked;
  const { knowledge } = run.context;
  const parameter = knowledge.grammar.parameters(fn).find(({ name }) => name === path[0]);
  if (parameter === undefined) return null;
  const declared = knowledge.parameter(parameter, fn);
  if (declared === 'scalar') return fixed('0', false);
  const rest = [...parameter.within, ...path.slice(1)];
  const role = knowledge.role(parameter, fn);
  const text = [...(parameter.within.length > 0 ? [] : [role ?? path[0]]), ...rest].join('.');
  const taken = declared !== null || isRequest(parameter, text, fn, run);
  const shape = path.length > 1 ? 'member' : 'name';
  const leaf = leafOf({ node, path: text, shape, origin: taken ? 'request' : 'unknown' });
  if (taken) return declared === 'one-segment' ? knowing(leaf, ['for path', 'for address']) : leaf;
  return given(parameter, rest, leaf, asked) ?? leaf;
}

/** `({ query }, res)`: the parts of a request, taken apart where they come in. */
function isRequest(parameter: Parameter, text: string, fn: Syntax, run: Evaluation): boolean {
  const { knowledge } = run.context;
  if (parameter.within.length === 0 || knowledge.request.test(text)) return knowledge.request.test(text);
  if (parameter.position !== 0) return false;
  const next = knowledge.grammar.parameters(fn).find(({ position }) => position === 1)?.name ?? '';
  // What a router hands over first is a request, whatever its parts and those beside it are called.
  const whole = knowledge.role({ ...parameter, within: [] }, fn);
  if (whole === null && !/^(?:res|response|reply|_res|h)$/.test(next)) return false;
  return knowledge.request.test(`${whole ?? 'req'}.${text}`);
}

/** The arguments that this file gives: of the call that is being followed, of an iteration, of every call. */
function given(
  parameter: Parameter,
  rest: readonly string[],
  leaf: Value,
  { fn, view, run, evaluate }: Asked,
): Value | null {
  const { knowledge, root } = run.context;
  const { grammar } = knowledge;
  const inside = (value: Value): Value => (rest.length === 0 ? value : under(value, rest, run));
  if (view.frame?.fn === fn) {
    const argument = view.frame.call.arguments[parameter.position] ?? view.frame.call.named.get(parameter.name);
    return argument === undefined
      ? SOME_CONSTANT
      : inside(evaluate(argument, { ...view.frame.view, place: argument, depth: view.depth + 1 }, run));
  }
  if (view.depth > 5) return null;
  const around = fn.parent?.parent ?? null;
  const call = around === null ? null : grammar.expression(around);
  if (
    call?.form === 'call' &&
    call.receiver !== null &&
    knowledge.iterating.test(call.method) &&
    parameter.position === 0
  ) {
    const elements = evaluate(
      call.receiver,
      { place: call.receiver, later: [], frame: view.frame, depth: view.depth + 1 },
      run,
    );
    const chosen = isFixed(elements) || leavesOf(elements).some(({ origin }) => origin === 'request');
    return chosen ? inside(elements) : null;
  }
  const name = grammar.functionName(fn);
  const calls = name === null ? [] : (directoryOf(root, knowledge).calls.get(name) ?? []);
  if (name === null || calls.length === 0 || calls.length > MOST_CALLERS) return null;
  const values = calls.map((one) => {
    const argument = one.arguments[parameter.position] ?? one.named.get(parameter.name);
    if (argument === undefined) return leaf;
    return inside(evaluate(argument, { place: argument, later: [], frame: null, depth: view.depth + 3 }, run));
  });
  // Who else calls it is not known where other files can.
  return oneOf(grammar.isExported(fn) ? [...values, leaf] : values);
}

function under(value: Value, names: readonly string[], run: Evaluation): Value {
  return mapLeaves(value, (leaf) => {
    const path = [leaf.path, ...names].join('.');
    const taken = leaf.origin === 'request' || run.context.knowledge.request.test(path);
    return { ...leaf, path, shape: 'member', origin: taken ? 'request' : 'unknown' };
  });
}
