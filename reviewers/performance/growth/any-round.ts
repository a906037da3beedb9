import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { IN_PARTS } from '../loop.ts';
import { COMES_LATER, FEW } from '../plain/rounds.ts';

/** A loop over a list, in whatever language. */
export interface AnyRound {
  readonly node: Syntax;
  readonly body: Syntax;
  readonly list: Syntax;
  readonly names: readonly string[];
}

const FUNCTION = /^(?:function_expression|arrow_function|lambda)$/;
const OTHER_FUNCTION = /^(?:function_declaration|method_definition|function_definition|class_body)$/;
const COMPREHENSION = /^(?:list_comprehension|set_comprehension|dictionary_comprehension|generator_expression)$/;
/** What runs a function for each element, in all languages. */
const ITERATES =
  /^(?:forEach|map|filter|flatMap|reduce|each|each_with_index|each_with_object|find_each|flat_map|filter_map|select|reject|mapNotNull|onEach|associateWith|ForEach|mapWithKeys)$/;
const CONSTANT = /^(?:\w+\.)*[A-Z][A-Z\d_]+$/;
const LONGEST_LIST = 500;

/** The loop that runs the node once for each element: its nearest, and none where a function in it is only made. */
export function roundAround(node: Syntax): AnyRound | null {
  for (let one = node; one.parent !== null; one = one.parent) {
    const { parent } = one;
    if (OTHER_FUNCTION.test(parent.kind)) return null;
    if (FUNCTION.test(parent.kind)) {
      if (parent.children.at(-1) !== one) return null;
      const round = calledRound(parent);
      if (round === null) return null;
      return usable(round);
    }
    // What the list is made of runs once.
    if (isFor(parent) && parent.children.at(-1) === one) return usable(statementRound(parent));
    if (COMPREHENSION.test(parent.kind) && one.kind !== 'for_in_clause') return usable(comprehension(parent, one));
  }
  return null;
}

/** `for` over a list: the C style of it has no list, and Python's has the name. */
const isFor = ({ kind, children }: Syntax): boolean =>
  kind === 'for_in_statement' || (kind === 'for_statement' && children[2]?.kind === 'block' && children.length === 3);

function statementRound(node: Syntax): AnyRound | null {
  const [pattern, body, list] = [node.children[0], node.children.at(-1), node.children.at(-2)];
  if (pattern === undefined || body === undefined || list === undefined || list === pattern) return null;
  return { node, body, list, names: namesWithin(pattern) };
}

function calledRound(fn: Syntax): AnyRound | null {
  const call = fn.parent?.parent;
  const callee = call?.children[0];
  const [list, name] = callee?.children ?? [];
  const body = fn.children.at(-1);
  if (call === undefined || call === null || !call.kind.startsWith('call') || callee === undefined) return null;
  if (callee.kind !== 'member_expression' || list === undefined || name === undefined || body === undefined)
    return null;
  if (!ITERATES.test(name.text)) return null;
  const parameters = fn.children[0] === body ? [] : namesWithin(fn.children[0] ?? body);
  return { node: call, body, list, names: parameters.length === 0 ? ['it'] : parameters };
}

function comprehension(node: Syntax, body: Syntax): AnyRound | null {
  const clause = node.children.find(({ kind }) => kind === 'for_in_clause');
  const [pattern, list] = clause?.children ?? [];
  return pattern === undefined || list === undefined ? null : { node, body, list, names: namesWithin(pattern) };
}

function usable(round: AnyRound | null): AnyRound | null {
  if (round === null || round.names.length === 0 || round.list.end - round.list.start > LONGEST_LIST) return null;
  const list = round.list.text;
  if (FEW.test(list) || COMES_LATER.test(list) || CONSTANT.test(list) || /^(?:[({]|range\()/.test(list)) return null;
  return [list, ...round.names].some((text) => IN_PARTS.test(text)) ? null : round;
}

/** The names in a node, each once. */
function namesWithin(node: Syntax): string[] {
  const found = [...below(node)].filter(({ kind }) => kind === 'identifier').map(({ text }) => text);
  const own = found.length === 0 ? [node.text] : found;
  return [...new Set(own)].filter((name) => /^[$@]{0,2}[A-Za-z_]\w*$/.test(name) && name !== '_');
}

/** Whether code uses the element of its round, or what the round makes of it. */
export function usesElement(code: readonly Syntax[], { body, names }: AnyRound): boolean {
  const own = new Set(names);
  for (const node of below(body)) {
    if (!/^(?:assignment|variable_declarator)$/.test(node.kind)) continue;
    const [left, right] = [node.children[0], node.children.at(-1)];
    if (left === undefined || right === undefined || left === right) continue;
    if (namesWithin(right).some((name) => own.has(name))) for (const name of namesWithin(left)) own.add(name);
  }
  return code.some((one) => [...below(one)].some(({ kind, text }) => kind === 'identifier' && own.has(text)));
}

/** The outermost function that a node stands in. */
export function outermostFunction(node: Syntax): Syntax | null {
  let found: Syntax | null = null;
  for (let one = node.parent; one !== null; one = one.parent) {
    if (one.kind.startsWith('class_')) break;
    if (FUNCTION.test(one.kind) || OTHER_FUNCTION.test(one.kind)) found = one;
  }
  return found;
}

/** What a name is set to last before a place in its function. */
export function valueOf(
  name: string,
  at: Syntax,
  inside: Syntax,
): { readonly value: Syntax; readonly node: Syntax } | null {
  let found: { readonly value: Syntax; readonly node: Syntax } | null = null;
  for (const node of below(inside)) {
    if (node.start >= at.start) break;
    if (!/^(?:assignment|variable_declarator|assignment_expression)$/.test(node.kind)) continue;
    const value = node.children.at(-1);
    if (value !== undefined && node.children[0]?.text === name && value !== node.children[0]) found = { value, node };
  }
  return found;
}
