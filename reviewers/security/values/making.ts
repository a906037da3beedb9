import { plainText, withoutQuotes } from '../../changed-code/node-text.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import { calleeOf } from './callee.ts';
import { importsOf, resolved } from './imports.ts';
import type { Knowledge } from './knowledge.ts';
import { backwards, bindingsIn } from './walk.ts';

/** All that goes into some values: their code, what the names in it were given, what the file's own functions answer. */
interface Making {
  /** What is called, by the names that it may have. */
  readonly calls: ReadonlySet<string>;
  /** What is read, as it is written plainly: paths, and calls with their arguments. */
  readonly reads: ReadonlySet<string>;
  /** What stands there as text, in order. */
  readonly literals: readonly string[];
  /** Where the values, and those that their names were given, stand. */
  readonly roots: readonly Syntax[];
}

/** The same, and the texts that the values may be, `{}` where something is not fixed. */
export interface Made extends Making {
  texts(): readonly string[];
}

/** More nodes than this are a program, and no value. */
const MOST_NODES = 2000;
const MOST_DEPTH = 6;
/** No name of a variable, and no call that reads one, is longer. */
const LONGEST_READ = 200;

/** Gathers what values are made of. Nothing is asked of conditions: what may go in counts. */
export function makingOf(values: readonly Syntax[], root: Syntax, knowledge: Knowledge): Making {
  const {
    grammar,
    environment: { one: ends },
  } = knowledge;
  const [calls, reads, literals] = [new Set<string>(), new Set<string>(), [] as string[]];
  const roots: Syntax[] = [];
  const seen = new Set<Syntax>();
  let left = MOST_NODES;
  const read = (text: string): string => {
    const plain = resolved(text, importsOf(root));
    if (plain.length <= LONGEST_READ) reads.add(plain);
    return plain;
  };
  const from = (node: Syntax, depth: number): void => {
    if (seen.has(node) || depth > MOST_DEPTH) return;
    roots.push(node);
    visit(node, depth);
  };
  const named = (node: Syntax, depth: number): void => {
    const name = node.text;
    for (const { value, how } of givenTo(name, node, knowledge)) {
      if (Array.isArray(how)) read([plainText(value), ...(how as readonly string[])].join('.'));
      from(value, depth + 1);
    }
  };
  const visit = (node: Syntax, depth: number): void => {
    if (seen.has(node) || (left -= 1) < 0) return;
    seen.add(node);
    const expression = grammar.expression(node);
    const written = expression.form;
    if (written === 'member' || written === 'index') {
      // `process.env.X` reads one variable, not all of them.
      const isOne = ends.test(read(plainText(node)));
      if (!isOne && written === 'member' && grammar.expression(expression.of).form === 'name')
        named(expression.of, depth);
      if (!isOne) visitInner(node, depth);
      return;
    }
    if (written === 'name') {
      read(plainText(node));
      named(node, depth);
      return;
    }
    if (written === 'literal' && expression.quoted) literals.push(expression.text);
    else if (written === 'text')
      for (const part of expression.parts) if (typeof part === 'string') literals.push(withoutQuotes(part));
    if (written === 'call') {
      const callee = calleeOf(expression, root, knowledge);
      for (const name of callee.names) calls.add(name);
      if (ends.test(read(plainText(node).slice(0, LONGEST_READ)))) return;
      if (callee.own !== null) for (const answer of grammar.returned(callee.own)) from(answer, depth + 1);
    }
    for (const child of node.children) visit(child, depth);
  };
  /** What lies below a path: its own parts are read with it, calls and computed names are not. */
  const visitInner = (node: Syntax, depth: number): void => {
    for (const child of node.children) {
      const { form } = grammar.expression(child);
      if (form === 'name') continue;
      if (form === 'member') visitInner(child, depth);
      else visit(child, depth);
    }
  };
  for (const value of values) from(value, 0);
  return { calls, reads, literals, roots };
}

interface Given {
  readonly value: Syntax;
  readonly how: unknown;
}

/** What a name, or a part of it, was given before a place, back to where it was given anew. */
function givenTo(name: string, place: Syntax, { grammar }: Knowledge): Given[] {
  const given: Given[] = [];
  if (!/^[\w$@]+$/.test(name)) return given;
  for (const step of backwards(place, grammar)) {
    if (step.kind === 'function' && grammar.parameters(step.node).some((one) => one.name === name)) return given;
    if (step.kind !== 'before' && step.kind !== 'elsewhere' && step.kind !== 'head') continue;
    const bindings = step.kind === 'head' ? step.bindings : bindingsIn(step.node, grammar);
    for (const binding of bindings) {
      if (binding.value === null || (binding.name !== name && !binding.name.startsWith(`${name}.`))) continue;
      given.push({ value: binding.value, how: binding.how });
    }
    if (step.kind === 'before' && bindings.some((one) => one.name === name && one.how === 'whole')) return given;
  }
  return given;
}
