import type { Call } from './grammar.ts';
import type { Knowledge } from './knowledge.ts';
import { below, type Syntax } from './syntax.ts';
import { backwards, bindingsIn } from './walk.ts';

/** A file's functions and calls by their names. */
export interface Directory {
  readonly functions: ReadonlyMap<string, readonly Syntax[]>;
  readonly calls: ReadonlyMap<string, readonly Call[]>;
}

const made = new WeakMap<Syntax, Directory>();

/** Looked up once a file. */
export function directoryOf(root: Syntax, { grammar }: Knowledge): Directory {
  const known = made.get(root);
  if (known !== undefined) return known;
  const functions = new Map<string, Syntax[]>();
  const calls = new Map<string, Call[]>();
  for (const node of below(root)) {
    if (grammar.isFunction(node)) {
      const name = grammar.functionName(node);
      if (name !== null) functions.set(name, [...(functions.get(name) ?? []), node]);
      continue;
    }
    const call = /call/.test(node.kind) ? grammar.expression(node) : null;
    if (call?.form !== 'call') continue;
    const name = call.method === '' ? call.callee : call.method;
    calls.set(name, [...(calls.get(name) ?? []), call]);
  }
  const directory = { functions, calls };
  made.set(root, directory);
  return directory;
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
