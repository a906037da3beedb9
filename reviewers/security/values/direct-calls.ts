import type { Call, Grammar } from './grammar.ts';
import { plainText } from '../../changed-code/node-text.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';

/** Calls that call a function they are given, with what follows it. */
const LATER =
  /^(?:submit|to_thread|run_in_executor|run_sync|apply_async|start_new_thread|call_soon|call_soon_threadsafe|call_later|defer_to_thread|run_in_threadpool|nextTick|setImmediate|setTimeout|queueMicrotask|Timer|runctx)$/;

/** What is called where the callee is written out as one of several, or as a member of a table in place: `{ go: exec }.go(x)`. */
function optionsOf(called: Syntax | undefined, grammar: Grammar): readonly Syntax[] {
  if (called === undefined) return [];
  const expression = grammar.expression(called);
  if (expression.form === 'same') return optionsOf(expression.of, grammar);
  const flat = (one: Syntax): readonly Syntax[] => {
    const inner = optionsOf(one, grammar);
    return inner.length > 0 ? inner : [one];
  };
  if (expression.form === 'either') return expression.options.flatMap(flat);
  if (expression.form !== 'index' && expression.form !== 'member') return [];
  let holder = grammar.expression(expression.of);
  while (holder.form === 'same') holder = grammar.expression(holder.of);
  if (holder.form === 'list') return holder.items.flatMap(flat);
  return holder.form === 'record' ? holder.entries.flatMap(([, value]) => flat(value)) : [];
}

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
  const called = optionsOf(call.node.children[0], grammar);
  if (called.length > 0) return [call, ...called.filter(isPath).map((fn) => of(fn, call.arguments))];
  const target = call.named.get('target') ?? call.named.get('func') ?? call.named.get('function');
  if (isPath(target)) return [call, of(target, listed(call.named.get('args') ?? call.named.get('args_list')))];
  if (LATER.test(call.method || call.callee)) {
    const at = call.arguments.findIndex(isPath);
    const fn = call.arguments[at];
    const given = call.arguments.slice(at + 1).flatMap((one) => listed(one));
    if (fn !== undefined)
      return [
        call,
        of(
          fn,
          given.filter(({ kind }) => !/^(?:number|integer|float)$/.test(kind)),
        ),
      ];
  }
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
