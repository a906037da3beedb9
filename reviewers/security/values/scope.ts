import type { Binding, Call, Parameter } from './grammar.ts';
import type { Knowledge } from './knowledge.ts';
import { plainText } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { backwards, bindingsIn } from './walk.ts';

/** A file's functions and calls by their names. */
export interface Directory {
  readonly functions: ReadonlyMap<string, readonly Syntax[]>;
  readonly calls: ReadonlyMap<string, readonly Call[]>;
  /** Every name that the file binds anywhere. */
  readonly bound: ReadonlySet<string>;
  /** Paths that the file gives a new value: `shlex.quote = …`, `Object.assign(DOMPurify, …)`. */
  readonly renewed: ReadonlySet<string>;
}

const made = new WeakMap<Syntax, Directory>();

/** Looked up once a file. */
export function directoryOf(root: Syntax, { grammar }: Knowledge): Directory {
  const known = made.get(root);
  if (known !== undefined) return known;
  const functions = new Map<string, Syntax[]>();
  const calls = new Map<string, Call[]>();
  const bound = new Set<string>();
  const renewed = new Set<string>();
  for (const node of below(root)) {
    for (const { name, how, node: by } of grammar.bindings(node)) {
      if (!name.includes('.')) bound.add(name);
      if (how !== 'add' && /assignment/.test(by.kind)) renewed.add(name.replace(GLOBAL, ''));
    }
    if (node.kind.startsWith('class_de') && node.children[0] !== undefined) bound.add(node.children[0].text);
    if (grammar.isFunction(node)) {
      const name = grammar.functionName(node);
      if (name !== null) functions.set(name, [...(functions.get(name) ?? []), node]);
      if (name !== null) bound.add(name);
      for (const parameter of grammar.parameters(node)) bound.add(parameter.name);
      continue;
    }
    const call = /call/.test(node.kind) ? grammar.expression(node) : null;
    if (call?.form !== 'call') continue;
    const name = call.method === '' ? call.callee : call.method;
    calls.set(name, [...(calls.get(name) ?? []), call]);
    for (const path of renewedBy(call, grammar)) renewed.add(path.replace(GLOBAL, ''));
  }
  const directory = { functions, calls, bound, renewed };
  made.set(root, directory);
  return directory;
}

/** The objects whose members are the global names. */
export const GLOBAL = /^(?:globalThis|global|window|self|builtins|__builtins__)\./;
const REDEFINES = /^(?:Object\.(?:assign|defineProperty)|Reflect\.(?:set|defineProperty)|setattr|mock\.patch\.object)$/;

/** What a call gives a new value: `setattr(shlex, 'quote', f)`. */
function renewedBy({ callee, arguments: given }: Call, grammar: Knowledge['grammar']): string[] {
  const [object, second] = given;
  if (!REDEFINES.test(callee) || object === undefined || second === undefined) return [];
  const written = grammar.expression(second);
  const names = written.form === 'record' ? written.entries.map(([key]) => key) : [];
  if (written.form === 'literal' && written.quoted) names.push(written.text);
  return names.map((name) => `${plainText(object)}.${name}`);
}

/** The expression that a name was last given before a place; null where that is not one. */
export function lastValue(name: string, place: Syntax, { grammar }: Knowledge): Syntax | null {
  for (const step of backwards(place, grammar)) {
    if (step.kind === 'function' && grammar.parameters(step.node).some((one) => one.name === name)) return null;
    if (step.kind !== 'before' && step.kind !== 'elsewhere') continue;
    const found = bindingsIn(step.node, grammar).filter((binding) => binding.name === name);
    if (found.length > 0) return found.length === 1 && found[0]?.how === 'whole' ? found[0].value : null;
  }
  return null;
}

/** What a name is at a place, where the file itself says so. */
export type Bound =
  | { readonly kind: 'function'; readonly fn: Syntax }
  | { readonly kind: 'value'; readonly value: Syntax; readonly how: Binding['how'] }
  /** A parameter, a class, a caught error: bound here to what nobody can tell. */
  | { readonly kind: 'unknown'; readonly parameter?: undefined }
  | { readonly kind: 'unknown'; readonly parameter: Parameter; readonly fn: Syntax };

/** What binds a name for the code at a place; null where nothing in this file does. */
export function boundAt(name: string, place: Syntax, root: Syntax, knowledge: Knowledge): Bound | null {
  const { grammar } = knowledge;
  const directory = directoryOf(root, knowledge);
  if (!directory.bound.has(name)) return null;
  for (const step of backwards(place, grammar)) {
    if (step.kind === 'function') {
      const parameter = grammar.parameters(step.node).find((one) => one.name === name);
      if (parameter !== undefined) return { kind: 'unknown', parameter, fn: step.node };
      continue;
    }
    if (step.kind !== 'before' && step.kind !== 'elsewhere' && step.kind !== 'head') continue;
    const bindings = step.kind === 'head' ? step.bindings : bindingsIn(step.node, grammar);
    const binding = bindings.findLast((one) => one.name === name && one.how !== 'add');
    if (binding !== undefined) return boundBy(binding, grammar);
    if (step.kind !== 'head' && isClassOf(step.node, name)) return { kind: 'unknown' };
  }
  // Functions may stand behind their use.
  const fn = directory.functions.get(name)?.find((one) => !isMethod(one) && isAround(holderOf(one), place));
  return fn === undefined ? null : { kind: 'function', fn };
}

function boundBy({ value, how }: Binding, grammar: Knowledge['grammar']): Bound {
  if (value === null || how === 'element' || how === 'add') return { kind: 'unknown' };
  return how === 'whole' && grammar.isFunction(value) ? { kind: 'function', fn: value } : { kind: 'value', value, how };
}

const isClassOf = (node: Syntax, name: string): boolean =>
  node.kind.startsWith('class_de')
    ? node.children[0]?.text === name
    : /^(?:export|decorated)_/.test(node.kind) && node.children.some((child) => isClassOf(child, name));

/** Whether the function can only be reached through an object. */
export function isMethod({ kind, parent }: Syntax): boolean {
  const holder = parent?.kind === 'decorated_definition' ? parent.parent : parent;
  return kind === 'method_definition' || (holder?.kind === 'block' && holder.parent?.kind === 'class_definition');
}

/** The block in which a function's name is known. */
function holderOf(fn: Syntax): Syntax | null {
  let holder = fn.parent;
  while (holder !== null && /^(?:variable_declarator|export_|lexical_|variable_decl|decorated_)/.test(holder.kind))
    holder = holder.parent;
  return holder;
}

function isAround(outer: Syntax | null, node: Syntax): boolean {
  for (let one: Syntax | null = node; one !== null; one = one.parent) if (one === outer) return true;
  return false;
}
