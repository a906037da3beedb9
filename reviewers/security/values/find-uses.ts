import { dangerIn, isSettled, type Danger, type Need } from './purposes.ts';
import { evaluate } from './evaluate.ts';
import { type Made, makingOf } from './making.ts';
import type { Evaluation } from './evaluation.ts';
import type { Call } from './grammar.ts';
import type { GuardContext } from './guard-context.ts';
import { factsOf } from './guards.ts';
import { calleeOf } from './callee.ts';
import { directCalls } from './direct-calls.ts';
import type { Knowledge } from './knowledge.ts';
import { plainText, withoutQuotes } from '../../changed-code/node-text.ts';
import { factsBehind } from './statement-facts.ts';
import { taggedTemplate } from './tagged-template.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Fact } from './value.ts';
import { backwards, bindingsIn } from './walk.ts';

/** A place that takes a value. */
export interface Place {
  /**
   * `chain`: the first of two computed names under which something is assigned. `receiver`: the object whose method is called.
   * `answer`: what a handler of a route returns, `answers`: what any function does.
   * `node`: a piece of syntax of this kind, as it stands. `result`: what a function of this name returns.
   * `tag`: a template behind such a tag; what is put into it are the arguments.
   */
  readonly of:
    | 'call'
    | 'receiver'
    | 'assignment'
    | 'entry'
    | 'chain'
    | 'answer'
    | 'answers'
    | 'result'
    | 'node'
    | 'tag';
  /** What is called or assigned to, or the entry's key: all of it, with imported names written out. */
  readonly name: RegExp;
  /** Which values of a call: by position from 0 (the first by default), all, or those under names, also in an object. */
  readonly values?: readonly number[] | 'all' | RegExp | ((call: Call) => readonly Syntax[]);
  /** Where a list stands there, its elements are the values. */
  readonly elements?: boolean;
  /** What else the call must be; `own` is the function of this file that it reaches. */
  readonly only?: (call: Call, code: string, own: Syntax | null) => boolean;
  readonly need: Need;
  /** The call only makes a value: what it is bound to may be checked behind it. */
  readonly checkedLater?: boolean;
  /** Tell about the statement that makes the text rather than about the call that uses it. */
  readonly tellText?: boolean;
}

/** A dangerous value in such a place. */
export interface Use {
  /** What to quote: the first of them that the change touches. */
  readonly told: readonly Syntax[];
  /** What takes the values. */
  readonly node: Syntax;
  /** Null where it is no single value. */
  readonly danger: Danger | null;
}

/** Evaluations that take more steps than this answer that nothing is known. */
const MOST_STEPS = 6000;
const MOST_DEPTH = 14;

/** The nodes of a file that are asked about, in their order, and the calls among them. */
export interface AskedNodes {
  readonly all: readonly Syntax[];
  readonly calls: readonly Syntax[];
}

/** `near` says which parts of the file are asked about. */
export function askedNodes(root: Syntax, near: (node: Syntax) => boolean): AskedNodes {
  const all = [...below(root)].filter(near);
  return { all, calls: all.filter(({ kind }) => CALL.test(kind)) };
}

/** The dangerous values that code hands to one kind of place. */
export function findUses(root: Syntax, place: Place, knowledge: Knowledge, asked: AskedNodes): Use[] {
  const found: Use[] = [];
  for (const node of OF_CALLS.has(place.of) ? asked.calls : asked.all) {
    const values = valuesOf(node, place, knowledge, root);
    if (place.need.made !== undefined) {
      const made = values.length === 0 ? null : madeOf(values, root, knowledge);
      if (made !== null && place.need.made(made)) found.push({ told: [node, ...made.roots], node, danger: null });
      continue;
    }
    const dangers = values.flatMap((value) => dangerOf(value, place, knowledge, root) ?? []);
    const [gravest] = dangers.toSorted((one, other) => order(one) - order(other));
    if (gravest === undefined) continue;
    const checked = place.checkedLater === true ? checkedBehind(node, place, contextOf(knowledge, root)) : null;
    if (checked === 'settled') continue;
    const danger: Danger = checked === 'by-name' ? { ...gravest, sure: 'checked-by-name' } : gravest;
    const text = place.tellText === true ? values.flatMap((value) => statementsOf(value, node, knowledge)) : [];
    if (place.tellText === true && knowledge.tellsWay === true) text.unshift(...makers(danger, node));
    const way = knowledge.tellsWay === true ? danger.leaf.seen : [];
    const source = danger.sure === 'request' ? [...way, danger.leaf.node] : [];
    // Text that is made in the very place is told there, not where its parts come from.
    const isMadeThere = values.some((value) => knowledge.grammar.expression(value).form === 'text');
    found.push({ told: isMadeThere ? [node, ...text, ...source] : [...text, node, ...source], node, danger });
  }
  return found;
}

const order = ({ sure }: Danger): number => ['request', 'unknown', 'checked-by-name'].indexOf(sure);

/** A fresh evaluation of a file, with its bounds. */
export function evaluationOf(knowledge: Knowledge, root: Syntax): Evaluation {
  let left = MOST_STEPS;
  const run: Evaluation = {
    mostDepth: MOST_DEPTH,
    context: {
      knowledge,
      root,
      spend: () => (left -= 1) > 0,
      evaluate: (node) => evaluate(node, { place: node, later: [], frame: null, depth: MOST_DEPTH - 4 }, run),
    },
  };
  return run;
}

const contextOf = (knowledge: Knowledge, root: Syntax): GuardContext => evaluationOf(knowledge, root).context;

function dangerOf(value: Syntax, { need, elements }: Place, knowledge: Knowledge, root: Syntax): Danger | null {
  const run = evaluationOf(knowledge, root);
  const written = knowledge.grammar.expression(value);
  const asked = elements === true && written.form === 'list' ? written.items : [value];
  const dangers = asked.map((node) =>
    dangerIn(evaluate(node, { place: node, later: [], frame: null, depth: 0 }, run), need),
  );
  return dangers.find((danger) => danger !== null) ?? null;
}

/** All that goes into some values, and the texts that they may be. */
function madeOf(values: readonly Syntax[], root: Syntax, knowledge: Knowledge): Made {
  const textsOf = (value: Syntax): string[] =>
    evaluate(value, { place: value, later: [], frame: null, depth: 0 }, evaluationOf(knowledge, root)).map((form) =>
      form.map((part) => (part.kind === 'fixed' ? part.text : '{}')).join(''),
    );
  return { ...makingOf(values, root, knowledge), texts: () => values.flatMap(textsOf) };
}

/** Whether the name that a call's answer is bound to is checked further down in its block: so that it is settled, or by something that says it checks. */
function checkedBehind(call: Syntax, { need }: Place, context: GuardContext): 'settled' | 'by-name' | null {
  const { grammar } = context.knowledge;
  let statement = call;
  while (statement.parent !== null && !/block$|^(?:program|module)$/.test(statement.parent.kind)) {
    statement = statement.parent;
    if (grammar.isFunction(statement)) return null;
  }
  const name = bindingsIn(statement, grammar).find(({ how }) => how === 'whole')?.name;
  if (name === undefined) return null;
  const siblings = statement.parent?.children ?? [];
  const known = siblings.slice(siblings.indexOf(statement) + 1).map((one): ReadonlySet<Fact> => {
    const branch = grammar.branch(one);
    const inside = branch === null ? [] : factsOf(branch.condition, true, name, context);
    return new Set([...factsBehind(one, name, context), ...inside]);
  });
  if (known.some((facts) => isSettled({ facts }, need.purpose))) return 'settled';
  return known.some((facts) => facts.has('named')) ? 'by-name' : null;
}

function valuesOf(node: Syntax, place: Place, knowledge: Knowledge, root: Syntax): readonly Syntax[] {
  const { grammar } = knowledge;
  if (place.of === 'entry') {
    const [key, value] = node.children;
    const fits =
      /^(?:pair|keyword_argument|jsx_attribute)$/.test(node.kind) &&
      key !== undefined &&
      place.name.test(withoutQuotes(key.text));
    return fits && value !== undefined ? [value] : [];
  }
  if (place.of === 'chain') {
    const target = node.kind.startsWith('assignment') ? node.children[0] : undefined;
    const [outer] = target?.kind === 'subscript_expression' ? target.children : [];
    const inner = outer?.kind === 'subscript_expression' ? outer.children.at(-1) : undefined;
    return inner === undefined ? [] : [inner];
  }
  if (place.of === 'answer') {
    const fn = node.kind === 'return_statement' ? functionAround(node, grammar) : null;
    const routed =
      fn?.parent?.kind === 'decorated_definition' && /^@[\w.]+\.(?:route|get|post)\(/m.test(fn.parent.text);
    return routed ? node.children : [];
  }
  if (place.of === 'node') return place.name.test(node.kind) ? (node.children.at(-1)?.children ?? []) : [];
  if (place.of === 'answers') return node.kind === 'return_statement' ? node.children : [];
  if (place.of === 'result') {
    const fn = node.kind === 'return_statement' ? functionAround(node, grammar) : null;
    return fn !== null && place.name.test(grammar.functionName(fn) ?? '') ? node.children : [];
  }
  if (place.of === 'assignment') {
    const [left, right] = [node.children[0], node.children.at(-1)];
    const fits =
      /^(?:augmented_)?assignment(?:_expression)?$/.test(node.kind) &&
      left !== undefined &&
      place.name.test(plainText(left));
    return fits && right !== undefined ? [right] : [];
  }
  if (!CALL.test(node.kind)) return [];
  for (const { call, names, own } of reachedBy(node, place.of === 'tag', root, knowledge)) {
    if (!names.some((name) => place.name.test(name)) || place.only?.(call, node.text, own) === false) continue;
    if (place.of === 'receiver') return call.receiver === null ? [] : [call.receiver];
    return taken(call, place, knowledge);
  }
  return [];
}

const CALL = /^(?:call|call_expression|new_expression)$/;
const OF_CALLS: ReadonlySet<Place['of']> = new Set(['call', 'receiver', 'tag']);

/** What is called by a longer name is computed on the way; no rule names it. */
const LONGEST_NAME = 1000;

interface Reached {
  readonly call: Call;
  readonly names: readonly string[];
  readonly own: Syntax | null;
}

/** What calls reach, by what is known of their language: every rule asks it of each of them. */
const reached = { calls: new WeakMap<Knowledge, Known>(), tags: new WeakMap<Knowledge, Known>() };
type Known = WeakMap<Syntax, readonly Reached[]>;

function reachedBy(node: Syntax, isTag: boolean, root: Syntax, knowledge: Knowledge): readonly Reached[] {
  const byKnowledge = isTag ? reached.tags : reached.calls;
  const known: Known = byKnowledge.get(knowledge) ?? new WeakMap();
  byKnowledge.set(knowledge, known);
  const found = known.get(node);
  if (found !== undefined) return found;
  const written = isTag ? taggedTemplate(node) : knowledge.grammar.expression(node);
  const calls = written?.form === 'call' ? directCalls(written, knowledge.grammar) : [];
  const made = calls.map((call): Reached => {
    const { names, own } = calleeOf(call, root, knowledge);
    return { call, names: names.filter((name) => name.length <= LONGEST_NAME), own };
  });
  known.set(node, made);
  return made;
}

function functionAround(node: Syntax, grammar: Knowledge['grammar']): Syntax | null {
  for (let one = node.parent; one !== null; one = one.parent) if (grammar.isFunction(one)) return one;
  return null;
}

function taken(call: Call, { values = [0] }: Place, { grammar }: Knowledge): readonly Syntax[] {
  if (typeof values === 'function') return values(call);
  if (values === 'all') return [...call.arguments, ...call.named.values()];
  if (!(values instanceof RegExp)) return values.flatMap((position) => call.arguments[position] ?? []);
  const inObjects = call.arguments.flatMap((one) => {
    const record = grammar.expression(one);
    return record.form === 'record' ? record.entries : [];
  });
  return [...call.named, ...inObjects].filter(([name]) => values.test(name)).map(([, value]) => value);
}

/** The statement that puts the dangerous value into the text. */
function makers({ leaf }: Danger, sink: Syntax): Syntax[] {
  let node: Syntax | null = leaf.seen.at(-1) ?? null;
  while (
    node !== null &&
    !/^(?:expression_statement|variable_declarator|assignment|augmented_assignment)$/.test(node.kind)
  )
    node = node.parent;
  return node === null || (node.start <= sink.start && node.end >= sink.end) ? [] : [node];
}

/** The statements that last gave a name its text, where a value is a name, or names with text around. */
function statementsOf(value: Syntax, sink: Syntax, knowledge: Knowledge): Syntax[] {
  const expression = knowledge.grammar.expression(value);
  const parts = expression.form === 'text' && knowledge.tellsWay === true ? expression.parts : [value];
  return parts.flatMap((part) => (typeof part === 'string' ? [] : (statementOf(part, sink, knowledge) ?? [])));
}

function statementOf(value: Syntax, sink: Syntax, { grammar }: Knowledge): Syntax | null {
  let expression = grammar.expression(value);
  while (expression.form === 'same') expression = grammar.expression(expression.of);
  // `sql.toString()` is what was put into `sql`.
  if (expression.form === 'call' && expression.receiver !== null && expression.arguments.length === 0)
    expression = grammar.expression(expression.receiver);
  if (expression.form !== 'name') return null;
  for (const step of backwards(sink, grammar)) {
    if (step.kind === 'function') return null;
    if (step.kind !== 'before') continue;
    const binding = bindingsIn(step.node, grammar).findLast(({ name }) => name === expression.name);
    if (binding !== undefined) return binding.node;
  }
  return null;
}
