import { evaluateCall } from './evaluate-call.ts';
import type { Binding } from './grammar.ts';
import { factsBetween, isOf } from './facts-between.ts';
import { fieldValues, isField } from './fields.ts';
import { factsOf } from './guards.ts';
import { factsBehind } from './statement-facts.ts';
import { relationOf } from './relations.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import { parameterValue } from './parameters.ts';
import {
  fixed,
  isFixed,
  knowing,
  leafOf,
  leavesOf,
  mapLeaves,
  oneOf,
  sequence,
  SOME_CONSTANT,
  type Fact,
  type Value,
} from './value.ts';
import type { Evaluation, Vantage } from './evaluation.ts';
import { isFixedField } from './fixed-field.ts';
import { backwards, bindingsIn } from './walk.ts';
import { plainText } from '../../changed-code/node-text.ts';

/** A value goes through few names before it is used. */
const MOST_SEEN = 8;

/** What an expression may be at its place: bindings are followed, checks on the way there are remembered. */
export function evaluate(node: Syntax, view: Vantage, run: Evaluation): Value {
  if (view.depth > run.mostDepth || !run.context.spend()) return unknown(node, 'other', plainText(node).slice(0, 200));
  const { grammar } = run.context.knowledge;
  const inner = (one: Syntax): Value => evaluate(one, { ...view, place: one }, run);
  const expression = grammar.expression(node);
  switch (expression.form) {
    case 'literal':
      return fixed(expression.text, expression.quoted, node);
    case 'scalar':
      return fixed('0', false, node);
    case 'same':
      return inner(expression.of);
    case 'either':
      return oneOf(expression.options.map(inner));
    case 'list':
      return oneOf(expression.items.map(inner));
    case 'record':
      return oneOf(expression.entries.map(([, value]) => inner(value)));
    case 'text': {
      const parts = expression.parts.map((part) =>
        typeof part === 'string' ? fixed(part, expression.quoted, node) : inner(part),
      );
      return sequence(parts);
    }
    case 'name':
      return named(node, [expression.name], view, run);
    case 'member': {
      const path = pathOf(node, run);
      return path === null ? project(inner(expression.of), [expression.name], node, run) : named(node, path, view, run);
    }
    case 'index': {
      const of = inner(expression.of);
      if (isFixed(of) && of.length > 0) return SOME_CONSTANT;
      const taken = leavesOf(of).some(({ origin }) => origin === 'request')
        ? of
        : unknown(node, 'member', plainText(node));
      return knowing(taken, knownOfText(node, view, run));
    }
    case 'call':
      return evaluateCall(node, expression, view, run, evaluate);
    case 'unknown':
      return unknown(node, 'other', plainText(node).slice(0, 200));
  }
}

function unknown(node: Syntax, shape: 'name' | 'member' | 'call' | 'other', path: string): Value {
  return leafOf({ node, path, shape });
}

/** The names of `a.b.c`; null where it does not begin with a name. */
function pathOf(node: Syntax, run: Evaluation): string[] | null {
  const expression = run.context.knowledge.grammar.expression(node);
  if (expression.form === 'name') return [expression.name];
  if (expression.form === 'same') return pathOf(expression.of, run);
  if (expression.form !== 'member') return null;
  const before = pathOf(expression.of, run);
  return before === null ? null : [...before, expression.name];
}

function named(node: Syntax, path: readonly string[], view: Vantage, run: Evaluation): Value {
  const value = followed(node, path, view, run);
  const facts = new Set<Fact>();
  for (const later of view.later) {
    for (const fact of factsBetween(path.join('.'), later, run)) facts.add(fact);
  }
  return mapLeaves(knowing(value, facts), (leaf) => ({
    ...leaf,
    called: [path.join('.'), ...leaf.called],
    seen: [node, ...leaf.seen].slice(0, MOST_SEEN),
  }));
}

/** Walks back from the place to whatever gave the name its value. */
function followed(node: Syntax, path: readonly string[], view: Vantage, run: Evaluation): Value {
  const { knowledge } = run.context;
  const key = path.join('.');
  const facts = new Set<Fact>();
  const others: Value[] = [];
  let behind: Value = [[]];
  let added = false;
  // What texts are put behind begins as an empty one: `new StringBuilder()`, `var b strings.Builder`.
  const begun = (value: Value): Value => (added && value.length === 0 ? [[]] : value);
  const finish = (value: Value): Value => oneOf([...others, sequence([knowing(begun(value), facts), behind])]);
  const withFields = (value: Value): Value => {
    const fields = fieldValues({ path, node, view, run, evaluate });
    return oneOf([value, ...fields.map((field) => project(field.value, field.rest, node, run))]);
  };
  const take = (binding: Binding): Value => knowing(bound(binding, path, node, view, run), facts);
  for (const step of backwards(view.place, knowledge.grammar)) {
    if (!run.context.spend()) break;
    switch (step.kind) {
      case 'condition':
        for (const fact of factsOf(step.node, step.holds, key, run.context)) facts.add(fact);
        break;
      case 'case':
        if (relationOf(step.of, key, run.context) === 'same') facts.add('listed');
        break;
      case 'head': {
        const found = step.bindings.find((binding) => isOf(binding, path));
        if (found !== undefined) return finish(take(found));
        break;
      }
      case 'function': {
        const value = parameterValue({ fn: step.node, path, node, view, run, evaluate });
        if (value !== null) return finish(withFields(value));
        break;
      }
      case 'elsewhere':
      case 'before': {
        const found = bindingsIn(step.node, knowledge.grammar).filter((binding) => isOf(binding, path));
        if (step.kind === 'before') {
          for (const fact of factsBehind(step.node, key, run.context)) facts.add(fact);
        }
        for (const binding of found.toReversed()) {
          if (leaves(binding, step.node, run)) continue;
          const value = take(binding);
          if (binding.how === 'add') {
            behind = sequence([value, behind]);
            added = true;
          } else if (always(binding, step.node, found, run))
            return finish(isField(binding) ? withFields(value) : value);
          else others.push(sequence([begun(value), behind]));
        }
        // `if (!ok(x)) x = …`: what was there before is still there only where the condition did not hold.
        const branch = found.some(({ how }) => how === 'whole') ? knowledge.grammar.branch(step.node) : null;
        if (branch?.otherwise === null && step.node.kind.startsWith('if_'))
          for (const fact of factsOf(branch.condition, false, key, run.context)) facts.add(fact);
        break;
      }
    }
  }
  const isBuiltHere = added && knowledge.tellsWay === true && path.length === 1;
  return finish(isBuiltHere ? [] : withFields(unresolved(node, path, run)));
}

/** The value that a binding gives to the path: what it binds, or what lies inside of that. */
function bound(binding: Binding, path: readonly string[], node: Syntax, view: Vantage, run: Evaluation): Value {
  const rest = path.slice(binding.name.split('.').length);
  // `f, header, err := r.FormFile("f")`: what the name holds is known by its own members at most.
  if (binding.value === null)
    return path.length > 1 ? unresolved(node, path, run) : unknown(node, 'name', path.join('.'));
  const later = [...view.later, { place: view.place, limit: binding.node.start }];
  const value = evaluate(binding.value, { ...view, place: binding.value, later, depth: view.depth + 1 }, run);
  const within = Array.isArray(binding.how) ? (binding.how as readonly string[]) : [];
  return project(value, [...within, ...rest], binding.value, run);
}

/** What lies under these names inside a value. */
function project(value: Value, names: readonly string[], node: Syntax, run: Evaluation): Value {
  if (names.length === 0) return value;
  const record = recordOf(node, run);
  const entry = record?.find(([key]) => key === names[0]);
  if (entry !== undefined && entry[1] !== undefined)
    return project(
      evaluate(entry[1], { place: entry[1], later: [], frame: null, depth: 3 }, run),
      names.slice(1),
      entry[1],
      run,
    );
  if (/^(?:length|size)$/.test(names.at(-1) ?? '')) return fixed('0', false);
  return value.map((form) =>
    form.map((part) => {
      if (part.kind === 'fixed') return part;
      const path = [part.path, ...names].join('.');
      const origin = part.origin === 'request' || run.context.knowledge.request.test(path) ? 'request' : 'unknown';
      return { ...part, path, origin, shape: part.shape === 'call' && origin === 'unknown' ? 'member' : part.shape };
    }),
  );
}

function recordOf(node: Syntax, run: Evaluation): readonly (readonly [string, Syntax])[] | null {
  const expression = run.context.knowledge.grammar.expression(node);
  if (expression.form === 'same') return recordOf(expression.of, run);
  return expression.form === 'record' ? expression.entries : null;
}

/** A name that this file does not bind, or binds to what nobody outside chooses. */
function unresolved(node: Syntax, path: readonly string[], run: Evaluation): Value {
  const { constant, request } = run.context.knowledge;
  const text = path.join('.');
  if (constant.test(text) || isFixedField(path, run.context)) return SOME_CONSTANT;
  const origin = request.test(text) ? 'request' : 'unknown';
  return leafOf({ node, path: text, shape: path.length > 1 ? 'member' : 'name', origin });
}

/** Whether every way past the statement passes the binding. */
function always(binding: Binding, statement: Syntax, all: readonly Binding[], run: Evaluation): boolean {
  const { grammar } = run.context.knowledge;
  for (let node: Syntax | null = binding.node; node !== null && node !== statement.parent; node = node.parent) {
    const parent = node.parent;
    if (parent === null || node === statement)
      return !/^(?:for|while|switch|match)_|^do_/.test(node.kind) || node === binding.node;
    if (/^(?:for|while|do|for_in|match|switch)_statement$|^(?:catch|except|case|switch)_/.test(parent.kind))
      return false;
    const branch = grammar.branch(parent);
    if (branch === null || node === branch.condition) continue;
    // Both ways of a decision that bind the name are every way.
    const other = node === branch.whenTrue ? branch.otherwise : branch.whenTrue;
    const alsoThere =
      other !== null &&
      all.some((one) => one !== binding && one.node.start >= other.start && one.node.end <= other.end);
    return alsoThere && all.indexOf(binding) === 0;
  }
  return true;
}

/** Whether what the binding gives never reaches what stands behind the statement: its way leaves before. */
function leaves(binding: Binding, statement: Syntax, run: Evaluation): boolean {
  const { grammar } = run.context.knowledge;
  for (let node: Syntax | null = binding.node; node !== null && node !== statement; node = node.parent) {
    const branch = node.parent === null ? null : grammar.branch(node.parent);
    const inWay =
      branch !== null &&
      (node === branch.whenTrue || node === branch.otherwise || /^el(?:se|if)_clause$/.test(node.kind));
    if (inWay && grammar.exits(node)) return true;
  }
  return false;
}

/** Checks of something that has no name: `if (!ALLOWED.has(args[0]))`. */
function knownOfText(node: Syntax, view: Vantage, run: Evaluation): Set<Fact> {
  return factsBetween(plainText(node), { place: view.place, limit: -1 }, run);
}
