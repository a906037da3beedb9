import { operatorBetween } from '../../../changed-code/node-text.ts';
import { type Syntax } from '../../../changed-code/syntax-node.ts';
import type { Look } from '../plain-slip.ts';
import { calleeText, functionAround, givenTo, shortText, squeezedText } from './rust-nodes.ts';

const inner = (node: Syntax | undefined): Syntax | undefined =>
  node?.kind === 'parenthesized_expression' ? node.children[0] : node;

/** `done / all * 100`: whole numbers, since a literal without a point is one. */
export const lostFractions: Look = (node, kind) => {
  const [left, right] = node.children;
  const divided = inner(left);
  const [of, by] = divided?.kind === 'binary_expression' ? divided.children : [];
  if (kind !== 'rust' || node.kind !== 'binary_expression' || left === undefined || right === undefined) return [];
  if (divided === undefined || of === undefined || by === undefined || !/^1_?0{2,3}$/.test(right.text)) return [];
  const isPercent = operatorBetween(left, right, node) === '*' && operatorBetween(of, by, divided) === '/';
  return isPercent && by.kind !== 'number' && !/\bas f(?:32|64)\b|\df(?:32|64)\b/.test(divided.text)
    ? [{ rule: 'fraction-lost', node, name: shortText(node) }]
    : [];
};

/** `data.len() as u16` where nobody has asked how long it is. */
export const cutLengths: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'cast_expression') return [];
  const of = /^([\w.]+)\.len\(\)as[ui](?:8|16)$/.exec(squeezedText(node))?.[1];
  if (of === undefined) return [];
  const asked =
    /\.len\(\)\s*(?:[<>]|[!=]=)|(?:[<>]=?|[!=]=)\s*[\w.]+\.len\(\)|::MAX|_MAX\b|try_from|try_into|assert|\.chunks/;
  return asked.test(functionAround(node).text) ? [] : [{ rule: 'cut-length', node, name: shortText(node) }];
};

const UNITS: readonly (readonly [called: RegExp, wrong: RegExp])[] = [
  [/Duration\.from_secs(?:_f(?:32|64))?$/, /(?:^|_)(?:ms|msecs?|millis|milliseconds|micros|nanos)$/],
  [/Duration\.from_millis$/, /(?:^|_)(?:secs?|seconds|minutes|micros|nanos)$/],
  [/Duration\.from_(?:micros|nanos)$/, /(?:^|_)(?:ms|millis|milliseconds|secs?|seconds)$/],
];

/** `Duration::from_secs(timeout_ms)`. */
export const wrongUnits: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression') return [];
  const [value] = givenTo(node);
  const name =
    value === undefined ? undefined : /^(?:[\w.]+\.)?(\w+?)(?:as(?:u64|u32|f64))?$/.exec(squeezedText(value))?.[1];
  const callee = calleeText(node);
  return name !== undefined && UNITS.some(([called, wrong]) => called.test(callee) && wrong.test(name.toLowerCase()))
    ? [{ rule: 'wrong-unit', node, name: shortText(node) }]
    : [];
};

/** `start.elapsed().subsec_millis()`: the whole seconds are lost. */
export const partsOfTime: Look = (node, kind) =>
  kind === 'rust' &&
  node.kind === 'call_expression' &&
  /elapsed\(\)\.subsec_(?:millis|micros|nanos)$/.test(calleeText(node)) &&
  !/\bas_secs\b/.test(functionAround(node).text)
    ? [{ rule: 'part-of-time', node, name: shortText(node) }]
    : [];

/** `s.chars().nth(s.len() - 1)`, `for i in 0..s.len() { s.chars().nth(i) }`: bytes are counted, characters taken. */
export const bytesForCharacters: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression' || !calleeText(node).endsWith('.nth')) return [];
  const of = /^([\w.]+)\.chars\(\)$/.exec(squeezedText(node.children[0]?.children[0] ?? node))?.[1];
  const [at] = givenTo(node);
  if (of === undefined || at === undefined) return [];
  const told = [{ rule: 'bytes-for-characters' as const, node, name: shortText(node) }];
  if (squeezedText(at).includes(`${of}.len()`)) return told;
  for (let outer = node.parent; outer !== null && outer.kind !== 'function_declaration'; outer = outer.parent) {
    const [name, range] = outer.kind === 'for_in_statement' ? outer.children : [];
    if (name?.text === at.text && range !== undefined && squeezedText(range).endsWith(`..${of}.len()`)) return told;
  }
  return [];
};

/** What shows that somebody has thought of where characters begin, or that the text has but one byte each. */
const KNOWS_BOUNDS =
  /\b(?:is_char_boundary|floor_char|ceil_char|char|is_ascii|as_bytes|bytes|find|rfind|position|starts_with|ends_with|strip_|len_utf8|split|encode_hex|hex)/;
const ONE_BYTE = /hash|sha|hex|digest|commit|rev|oid|uuid|guid|key|token|date|time|version|ascii|prefix|base64|_?id$/i;
const isText = (name: string, around: string): boolean =>
  new RegExp(
    String.raw`\b${name}\s{0,3}:\s{0,3}&?(?:'\w{1,20}\s{1,3})?(?:mut\s{1,3})?(?:str|String|Cow<[^>]{0,20}str>)\s{0,3}[,)=;]`,
  ).test(around);

/** `&text[..80]`, `text.truncate(80)` of a text that is a parameter. */
export const cutCharacters: Look = (node, kind) => {
  if (kind !== 'rust' || !/^(?:subscript|call)_expression$/.test(node.kind)) return [];
  const text = squeezedText(node);
  const [, name = '', until = ''] =
    /^(\w+)\[\.\.=?(\w+)\]$/.exec(text) ?? /^(\w+)\.truncate\((\w+)\)$/.exec(text) ?? [];
  if (name === '' || until === '0' || ONE_BYTE.test(name)) return [];
  const around = functionAround(node).text;
  const isBound =
    /^\d+$|^[A-Z][A-Z0-9_]+$/.test(until) || new RegExp(String.raw`\b${until}\s*:\s*usize\b`).test(around);
  return isBound && isText(name, around) && !KNOWS_BOUNDS.test(around)
    ? [{ rule: 'cut-character', node, name: shortText(node) }]
    : [];
};

/** `for i in 0..list.len() { list.remove(i); }`. */
export const shrinkingLists: Look = (node, kind) => {
  const [pattern, range] = node.children;
  const body = node.children.at(-1);
  if (kind !== 'rust' || node.kind !== 'for_in_statement' || pattern === undefined || range === undefined) return [];
  const of = /^\(?\w+\.\.([\w.]+)\.len\(\)\)?$/.exec(squeezedText(range))?.[1];
  if (of === undefined || body?.kind !== 'block' || /\b(?:break|return)\b/.test(body.text)) return [];
  return [`${of}.remove(${pattern.text})`, `${of}.swap_remove(${pattern.text})`].some((one) =>
    squeezedText(body).includes(one),
  )
    ? [{ rule: 'shrinks-while-counting', node: range, name: shortText(range) }]
    : [];
};
