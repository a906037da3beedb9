import { plainText } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { asyncNames, isAsync } from './missing-await.ts';
import type { Slip } from './slip.ts';

const FUNCTION = /^(?:arrow_function|function_expression)$/;
/** They call a function for each element and pass over what it answers. */
const EACH = /^(?:forEach|each)$/;
/** They take what a function answers for yes or no, or for an order: a promise is always yes, and no order. */
const ASKING = /^(?:filter|find|findIndex|findLast|findLastIndex|some|every|sort|toSorted)$/;
/** Libraries whose functions take the list first. */
const LIBRARY = /^(?:_|lodash|\$|jQuery|R|underscore)$/;
/** Streams, queues and collections of their own wait for such functions. */
const OWN = /stream|readable|pipe|queue|cursor|bluebird|async|observable|iterator|\$$|\bfrom\(/i;
/** What certainly makes a list. */
const MAKES_LIST = /^(?:keys|values|entries|from|of|map|filter|split|slice|concat|toSorted|sort|flat|flatMap)$/;
const WAITED = /^(?:await_expression|return_statement|arrow_function)$/;

/** Async functions handed to what does not wait for them: `users.forEach(async (user) => { await user.save(); })`. */
export function asyncCallbacks(root: Syntax): Slip[] {
  const names = asyncNames(root);
  return [...below(root)].flatMap((node): Slip[] => {
    if (node.kind !== 'call_expression') return [];
    const [callee, given] = node.children;
    const [of, method] = callee?.kind === 'member_expression' ? callee.children : [];
    if (of === undefined || method === undefined || given?.kind !== 'arguments') return [];
    const fn = given.children[LIBRARY.test(of.text) ? 1 : 0];
    if (fn === undefined || !isAsyncFunction(fn, names)) return [];
    const list = plainText(of).slice(0, 2000);
    if (ASKING.test(method.text)) return OWN.test(list) ? [] : slip('promise-as-answer', node, method.text);
    if (!EACH.test(method.text) || OWN.test(list)) return [];
    // Where somebody waits for the answer, it may be no list; of what is one for certain, there is nothing to wait for.
    const isWaited = WAITED.test(node.parent?.kind ?? '') || node.parent?.kind === 'member_expression';
    return isWaited && !isList(of) ? [] : slip('promises-not-waited-for', node, method.text);
  });
}

/** `[a, b]`, `Object.keys(x)`, `xs.map(f)`. */
function isList({ kind, children: [callee] }: Syntax): boolean {
  if (kind === 'array') return true;
  return (
    kind === 'call_expression' &&
    callee?.kind === 'member_expression' &&
    MAKES_LIST.test(callee.children.at(-1)?.text ?? '')
  );
}

const slip = (rule: Slip['rule'], node: Syntax, name: string): Slip[] => [{ rule, node, name }];

/** A function that waits for something itself, written here or by its name. */
function isAsyncFunction(fn: Syntax, names: ReadonlySet<string>): boolean {
  if (fn.kind === 'identifier' || fn.kind === 'member_expression') return names.has(fn.text);
  return FUNCTION.test(fn.kind) && isAsync(fn) && [...below(fn)].some(({ kind }) => kind === 'await_expression');
}
