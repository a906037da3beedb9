import { plainText } from '../../../changed-code/node-text.ts';
import type { Syntax } from '../../../changed-code/syntax-node.ts';

/** Code on one line, for people. */
export const shortText = (node: Syntax): string => node.text.replace(/\s+/g, ' ').trim().slice(0, 60);

/** Code without white space. */
export const squeezedText = (node: Syntax): string => node.text.replace(/\s+/g, '');

/** The function around a node, closures left out; the file where there is none. */
export function functionAround(node: Syntax): Syntax {
  let outer = node;
  while (outer.parent !== null && outer.kind !== 'function_declaration') outer = outer.parent;
  return outer;
}

/** The file. */
export function fileAround(node: Syntax): Syntax {
  let outer = node;
  while (outer.parent !== null) outer = outer.parent;
  return outer;
}

/** What a function's text has before its name, attributes left out. */
export function qualifiersOf(fn: Syntax): string {
  const [name] = fn.children;
  const before = name === undefined ? '' : fn.text.slice(0, name.start - fn.start);
  return (
    /(?:\b(?:pub(?:\([^()]{0,60}\))?|async|const|unsafe|default|extern(?:\s+"[^"]{0,20}")?)\s+)*fn\s+$/.exec(
      before.slice(-400),
    )?.[0] ?? ''
  );
}

const callees = new WeakMap<Syntax, string>();
/** Longer chains are known by their last name alone. */
const LONGEST_CALLEE = 600;

/** The name that a call has: `fs.write`, `a.b.lock`. Every rule asks, so it is kept. */
export function calleeText(call: Syntax): string {
  const known = callees.get(call);
  if (known !== undefined) return known;
  const called = call.children[0] ?? call;
  const isLong = called.end - called.start > LONGEST_CALLEE;
  const text = isLong ? `.${called.children.at(-1)?.text.slice(0, 100) ?? ''}` : plainText(called);
  callees.set(call, text);
  return text;
}

/** What a call is given. */
export const givenTo = (call: Syntax): readonly Syntax[] => call.children[1]?.children ?? [];

/** A value without `?`, `.await`, `&` and what only takes the good case: `.unwrap()`, `.expect("…")`. */
export function bareValue(node: Syntax): Syntax {
  const [first] = node.children;
  if (node.kind === 'cast_expression' && first !== undefined) return bareValue(first);
  const [of, method] = node.kind === 'call_expression' && first?.kind === 'member_expression' ? first.children : [];
  return of !== undefined && /^(?:unwrap|expect)$/.test(method?.text ?? '') ? bareValue(of) : node;
}

/** The body of a function as its one statement or value; null where it has several. */
export function onlyStatement(fn: Syntax): Syntax | null {
  const body = fn.children.at(-1);
  const only = body?.kind === 'block' && body.children.length === 1 ? body.children[0] : undefined;
  if (only === undefined) return null;
  return /^(?:return|expression)_statement$/.test(only.kind) ? (only.children[0] ?? null) : only;
}
