import type { Call, Expression } from './grammar.ts';
import { importsOf, resolved, type Import } from './imports.ts';
import type { Knowledge } from './knowledge.ts';
import { plainText } from '../../changed-code/node-text.ts';
import { boundAt, directoryOf, GLOBAL, isMethod, type Bound } from './scope.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';

/** What a call reaches. */
export interface Callee {
  /** Names under which it may be something dangerous: as written, and as what the file makes of the name. */
  readonly names: readonly string[];
  /** Names under which it may be a guard: none where the file binds the name to something of its own. */
  readonly guards: readonly string[];
  /**
   * `library`: what it is known by. `unseen`: it comes from another file, a parameter or an object of this file, so that a name is
   * all there is. `renewed`: this file gives the name another value.
   */
  readonly from: 'library' | 'unseen' | 'renewed';
  /** The function of this file that it reaches. */
  readonly own: Syntax | null;
}

const MOST_ALIASES = 4;
const LONGEST = 400;

/** Resolves a call's name at its place: through aliases, imports and what hides a name that is known elsewhere. */
export function calleeOf(call: Call, root: Syntax, knowledge: Knowledge): Callee {
  const [, creation = '', written = ''] = /^(new )?([\s\S]*)$/.exec(call.callee) ?? [];
  const found = written.length > LONGEST ? UNKNOWN : follow(written, call.node, root, knowledge, 0);
  const names = found.names.map((name) => creation + name);
  return {
    ...found,
    names: [...new Set([resolved(call.callee, importsOf(root)), ...names])],
    guards: found.guards.map((name) => creation + name),
  };
}

const UNKNOWN: Callee = { names: [], guards: [], from: 'unseen', own: null };

function follow(written: string, place: Syntax, root: Syntax, knowledge: Knowledge, depth: number): Callee {
  const path = plainPath(written, knowledge);
  const method = /^(?:this|self|cls)\.([\w$]+)$/.exec(path)?.[1];
  const [ofClass, ...others] = method === undefined ? [] : (directoryOf(root, knowledge).functions.get(method) ?? []);
  if (ofClass !== undefined && others.length === 0 && isMethod(ofClass))
    return { ...UNKNOWN, names: [path], own: ofClass };
  const [, first = '', rest = ''] = /^([\w$]+)([\s\S]*)$/.exec(path) ?? [];
  const imported = importsOf(root).get(first);
  const names = [resolved(path, importsOf(root)).replace(GLOBAL, '')];
  const bound = boundAt(first, place, root, knowledge);
  if (directoryOf(root, knowledge).renewed.has(path.replace(GLOBAL, '')) && bound?.kind !== 'function')
    return withNames(names, renewed(bound, path, root, knowledge, depth));
  if (bound === null || (imported !== undefined && isImport(bound))) return byImport(path, rest, imported, knowledge);
  const role = bound.kind === 'unknown' && bound.parameter ? knowledge.role(bound.parameter, bound.fn) : null;
  if (role !== null) names.push(role + rest);
  if (bound.kind === 'function') return { ...UNKNOWN, names, own: rest === '' ? bound.fn : null };
  const alias = bound.kind === 'value' && depth < MOST_ALIASES ? aliasOf(bound, knowledge) : null;
  if (alias !== null && bound.kind === 'value') {
    const further = follow(alias + rest, bound.value, root, knowledge, depth + 1);
    return withNames(names, further);
  }
  const own = bound.kind === 'value' ? memberOf(bound.value, rest, knowledge) : null;
  if (own !== null) return { ...UNKNOWN, names, own };
  // A method of a value is known by its own name; what is called by a name of this file's making is not.
  return { ...UNKNOWN, names, guards: rest === '' ? [] : [`local${rest}`], from: 'library' };
}

const withNames = (names: readonly string[], callee: Callee): Callee => ({
  ...callee,
  names: [...names, ...callee.names],
});

/** A path as it is written most plainly; one way to write it may hide in another. */
function plainPath(written: string, { renames }: Knowledge): string {
  const once = (text: string): string => renames.reduce((path, [from, to]) => path.replace(from, to), text);
  return once(once(once(written)));
}

/** A name that was given anew somewhere; a plain alias of something known is no harm. */
function renewed(bound: Bound | null, path: string, root: Syntax, knowledge: Knowledge, depth: number): Callee {
  const alias = bound?.kind === 'value' && depth < MOST_ALIASES ? aliasOf(bound, knowledge) : null;
  if (alias !== null && bound?.kind === 'value' && alias !== path && !path.includes('.'))
    return follow(alias, bound.value, root, knowledge, depth + 1);
  return { ...UNKNOWN, from: 'renewed' };
}

function byImport(path: string, rest: string, imported: Import | undefined, knowledge: Knowledge): Callee {
  if (imported === undefined) return { names: [path], guards: [path], from: 'library', own: null };
  const whole = imported.path + rest;
  // Renamed where it is imported, it is known by the name that it was given where it is defined.
  const original = `${imported.path.split('.').at(-1) ?? ''}${rest}`;
  const guards = { member: [whole, original], module: [whole, path], alias: [whole] }[imported.what];
  return { names: [whole], guards, from: knowledge.libraries.test(imported.path) ? 'library' : 'unseen', own: null };
}

const IMPORTS = /^(?:await\s*)?(?:require|import|(?:util\.)?promisify)\s*\(/;
const isImport = (bound: Bound): boolean => bound.kind === 'value' && IMPORTS.test(bound.value.text);

/** `const run = cp.exec`, `const { exec: run } = cp`, `run = getattr(os, 'system')`: what the name stands for. */
function aliasOf({ value, how }: Extract<Bound, { kind: 'value' }>, { grammar, renames }: Knowledge): string | null {
  let expression: Expression = grammar.expression(value);
  let node = value;
  while (expression.form === 'same') [node, expression] = [expression.of, grammar.expression(expression.of)];
  const within = Array.isArray(how) ? (how as readonly string[]) : [];
  if (within.some((name) => /^\d+$/.test(name))) return null;
  const text = plainText(node).slice(0, LONGEST);
  const isPath = expression.form === 'name' || expression.form === 'member' || expression.form === 'index';
  const isMade = expression.form === 'call' && (renames.some(([from]) => from.test(text)) || !text.startsWith('new'));
  return isPath || isMade ? [text, ...within].join('.') : null;
}

/** The function that an object written out here has under a name. */
function memberOf(value: Syntax, rest: string, { grammar }: Knowledge): Syntax | null {
  const expression = grammar.expression(value);
  const name = /^\.(\w+)$/.exec(rest)?.[1];
  if (name === undefined || expression.form !== 'record') return null;
  const method = value.children.find(
    ({ kind, children }) => kind === 'method_definition' && children[0]?.text === name,
  );
  const entry = expression.entries.find(([key]) => key === name)?.[1];
  return method ?? (entry !== undefined && grammar.isFunction(entry) ? entry : null);
}

/** Whether a call is one of these guards, by a name that it has not been given in this file. */
export function isGuard(call: Call, pattern: RegExp, root: Syntax, knowledge: Knowledge): boolean {
  // Asking the text first is far cheaper.
  const { guards, from } = calleeOf(call, root, knowledge);
  return from === 'library' && guards.some((name) => pattern.test(name));
}
