import type { Call, Grammar } from './grammar.ts';
import { plainText } from './node-text.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';

/** The call as it is written, and the calls that it makes of a function handed to it: `f.call(t, a)`, `Reflect.apply(f, t, [a])`, `xs.map(f)`. */
export function directCalls(call: Call, grammar: Grammar): readonly Call[] {
  const [first, second, third] = call.arguments;
  const of = (fn: Syntax, given: readonly Syntax[], creation = ''): Call => {
    const written = grammar.expression(fn);
    const member = written.form === 'member' ? { receiver: written.of, method: written.name } : null;
    return {
      ...call,
      callee: creation + plainText(fn),
      ...(member ?? { receiver: null, method: '' }),
      arguments: given,
    };
  };
  const listed = (list: Syntax | undefined): readonly Syntax[] => {
    const written = list === undefined ? null : grammar.expression(list);
    return written?.form === 'list' ? written.items : list === undefined ? [] : [list];
  };
  const isPath = (node: Syntax | undefined): node is Syntax => {
    const form = node === undefined ? null : grammar.expression(node).form;
    return form === 'name' || form === 'member';
  };
  if (call.callee === 'Reflect.apply' && first !== undefined) return [call, of(first, listed(third))];
  if (call.callee === 'Reflect.construct' && first !== undefined) return [call, of(first, listed(second), 'new ')];
  if (/^(?:map|starmap|functools\.partial|partial)$/.test(call.callee) && isPath(first) && second !== undefined)
    return [call, of(first, [second])];
  if (call.receiver === null) return [call];
  if (call.method === 'call') return [call, of(call.receiver, call.arguments.slice(1))];
  if (call.method === 'apply') return [call, of(call.receiver, listed(second))];
  if (/^(?:map|forEach|then|flatMap)$/.test(call.method) && isPath(first)) return [call, of(first, [call.receiver])];
  return [call];
}
