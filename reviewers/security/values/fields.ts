import type { Evaluate, Evaluation, Vantage } from './evaluation.ts';
import { factsBetween } from './facts-between.ts';
import type { Binding, Grammar } from './grammar.ts';
import { factsBehind } from './statement-facts.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { knowing, leavesOf, type Value } from './value.ts';

interface Asked {
  readonly path: readonly string[];
  readonly node: Syntax;
  readonly view: Vantage;
  readonly run: Evaluation;
  readonly evaluate: Evaluate;
}

/** A value that a method leaves in a field, and the names of the path that lie inside of it. */
interface FieldValue {
  readonly value: Value;
  readonly rest: readonly string[];
}

const SELF = /^(?:\$?this|self)$/;
const HOLDER = /^(?:class|object)(?:_|$)/;
const MOST_WRITERS = 8;
/** As deep as a value may be that is still followed into other methods: each of them is a walk of its own. */
const MOST_DEPTH = 8;

/**
 * What other methods of its class, or of its object, leave in a field and what comes from a request: `this.name = req.query.name`. Which method runs
 * first nobody can tell; so what is known of the value is what its own method asked of it.
 */
export function fieldValues({ path, node, view, run, evaluate }: Asked): readonly FieldValue[] {
  const { grammar } = run.context.knowledge;
  const held = fieldOf(path, run.context.knowledge.bareFields === true);
  const holder = held === null ? null : holderOf(node);
  if (held === null || holder === null || view.depth > MOST_DEPTH) return [];
  const reader = functionAround(node, grammar);
  const all = writtenIn(holder, grammar);
  const writers = held.fields
    .flatMap((field) => all.get(field) ?? [])
    .filter((one) => functionAround(one.node, grammar) !== reader && !isLocal(one, grammar));
  return writers.slice(0, MOST_WRITERS).flatMap(({ name, value: written, node: by }) => {
    if (written === null || !run.context.spend()) return [];
    const value = evaluate(written, { place: written, later: [], frame: null, depth: view.depth + 3 }, run);
    if (!leavesOf(value).some(({ origin }) => origin === 'request')) return [];
    return [{ value: knowing(value, askedBehind(by, name, run)), rest: held.rest }];
  });
}

interface Held {
  /** The ways in which the field may be written. */
  readonly fields: readonly string[];
  readonly rest: readonly string[];
}

/** `this.name`, `self.name`, `$this->name`, Ruby's `@name`; in Java and its kin `name` alone as well. */
function fieldOf(path: readonly string[], bare: boolean): Held | null {
  const [first = '', second] = path;
  if (first.startsWith('@')) return { fields: [first], rest: path.slice(1) };
  if (SELF.test(first) && second !== undefined)
    return { fields: [`${first}.${second}`, ...(bare ? [second] : [])], rest: path.slice(2) };
  return bare ? { fields: [`this.${first}`, first], rest: path.slice(1) } : null;
}

/** Whether a binding declares a field of its class. */
export const isField = ({ node }: Binding): boolean => node.parent?.kind === 'class_body';

/** Whether a bare name belongs to the function that binds it, and to no class. */
function isLocal(binding: Binding, grammar: Grammar): boolean {
  if (/^@|\./.test(binding.name) || isField(binding)) return false;
  const fn = functionAround(binding.node, grammar);
  if (fn === null) return false;
  const declared = [...below(fn)].some(
    ({ kind, children }) => kind === 'variable_declarator' && children[0]?.text === binding.name,
  );
  return declared || grammar.parameters(fn).some(({ name }) => name === binding.name);
}

function holderOf(node: Syntax): Syntax | null {
  for (let one = node.parent; one !== null; one = one.parent) if (HOLDER.test(one.kind)) return one;
  return null;
}

function functionAround(node: Syntax, grammar: Grammar): Syntax | null {
  for (let one: Syntax | null = node; one !== null; one = one.parent) if (grammar.isFunction(one)) return one;
  return null;
}

const known = new WeakMap<Syntax, ReadonlyMap<string, readonly Binding[]>>();

/** All bindings in a class by the name that they are written with; looked up once a class. */
function writtenIn(holder: Syntax, grammar: Grammar): ReadonlyMap<string, readonly Binding[]> {
  const found = known.get(holder);
  if (found !== undefined) return found;
  const all = [...below(holder)].flatMap((node) => grammar.bindings(node));
  const named = Map.groupBy(all, ({ name }) => name);
  known.set(holder, named);
  return named;
}

/** What the rest of the method that writes a field asks of it. */
function askedBehind(by: Syntax, field: string, run: Evaluation): ReturnType<typeof factsBetween> {
  const fn = functionAround(by, run.context.knowledge.grammar);
  const last = fn?.children.at(-1)?.children.at(-1);
  if (last === undefined) return new Set();
  const facts = factsBetween(field, { place: last, limit: by.start }, run);
  if (last.start > by.end) for (const fact of factsBehind(last, field, run.context)) facts.add(fact);
  return facts;
}
