import { plainText } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { IN_PARTS } from '../loop.ts';
import { ITERATES } from './lookups.ts';

/** A loop over elements that exist before it begins. */
export interface Round {
  /** The statement or the call that goes over the list. */
  readonly node: Syntax;
  /** What is run for each element. */
  readonly body: Syntax;
  readonly names: readonly string[];
  readonly list: string;
}

/** Lists that are written out, ranges of numbers, the values of an enumeration, constants. */
export const FEW =
  /^(?:[[(]|%[wi]|new\b|(?:List|Set|Arrays)\.(?:of|asList)\(|(?:listOf|setOf|arrayOf|array|range)\(|\[\]\w+\{)|\.\.|\b(?:until|downTo)\b|(?:\.values\(\)|\.entries|\.cases\(\))$|(?:^|[.:])[A-Z][A-Z\d_]+$/;
/** A channel, a stream or a flow brings its elements one after the other. */
export const COMES_LATER = /\b(?:rows|cursor|stdin|lines|channel|flow|ticker)\b|<-/i;

/** Longer lists are put together on the spot, and not asked about. */
const LONGEST_LIST = 500;

const NAME = /^[$@]{0,2}[A-Za-z_]\w*$/;

/** The loop that a node is, and null where it is none, or where its rounds are few or made of parts on purpose. */
export function roundOf(node: Syntax, kind: string): Round | null {
  const round = node.kind === 'for_in_statement' ? statement(node) : called(node, kind);
  if (round === null || round.names.length === 0 || round.list.length > LONGEST_LIST) return null;
  if (FEW.test(round.list) || COMES_LATER.test(round.list)) return null;
  return [round.list, ...round.names].some((text) => IN_PARTS.test(text)) ? null : round;
}

function statement(node: Syntax): Round | null {
  const [pattern] = node.children;
  const body = node.children.at(-1);
  if (pattern === undefined || body === undefined || node.children.length < 3) return null;
  const list = node.children.at(-2)?.text ?? '';
  const names = namesIn(pattern);
  return { node, body, list, names };
}

function called(node: Syntax, kind: string): Round | null {
  if (node.kind !== 'call_expression') return null;
  const [callee, given] = node.children;
  const fn = given?.children.findLast((one) => one.kind === 'function_expression');
  if (callee?.kind !== 'member_expression' || fn === undefined) return null;
  if (ITERATES[kind]?.test(plainText(callee).slice(-500)) !== true) return null;
  const [of] = callee.children;
  const parameters = fn.children.find((one) => one.kind === 'parameters');
  const body = fn.children.at(-1);
  if (of === undefined || parameters === undefined || body === undefined || body === parameters) return null;
  // One value that may be there is no list.
  if (/(?:Optional|Mono|Flux|Result|findById|findOne|first|take|let)\b[^.]*$/.test(of.text.slice(-200))) return null;
  const named = namesIn(parameters);
  return { node, body, list: of.text, names: named.length === 0 && kind === 'kotlin' ? ['it'] : named };
}

function namesIn(node: Syntax): string[] {
  const words = [...below(node)].filter(({ kind }) => kind === 'identifier').map(({ text }) => text);
  const own = words.length === 0 ? [node.text] : words;
  return own.filter((name) => NAME.test(name) && name !== '_');
}
