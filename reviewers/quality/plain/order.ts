import { operatorBetween } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from './plain-slip.ts';

const squeezed = (node: Syntax): string => node.text.replace(/\s+/g, ' ').trim();
const short = (node: Syntax): string => squeezed(node).slice(0, 60);

interface Bound {
  readonly subject: string;
  readonly upward: boolean;
  readonly inclusive: boolean;
  readonly at: number;
}

/** `x > 10` and its like: what is compared with a number. */
function boundOf(node: Syntax | undefined): Bound | null {
  const inner = node?.kind === 'parenthesized_expression' ? node.children[0] : node;
  const [left, right] = inner?.children ?? [];
  if (inner?.kind !== 'binary_expression' || left === undefined || right === undefined) return null;
  const operator = operatorBetween(left, right, inner);
  if (!/^[<>]=?$/.test(operator) || !/^-?\d[\d_]*(?:\.\d+)?$/.test(right.text) || /[()+]|--/.test(left.text))
    return null;
  return {
    subject: squeezed(left),
    upward: operator.startsWith('>'),
    inclusive: operator.endsWith('='),
    at: Number(right.text.replaceAll('_', '')),
  };
}

/** Whether whatever fits the second bound fits the first. */
function takes(first: Bound, second: Bound): boolean {
  if (first.subject !== second.subject || first.upward !== second.upward) return false;
  const isInside = first.upward ? second.at > first.at : second.at < first.at;
  return isInside || (second.at === first.at && (first.inclusive || !second.inclusive));
}

/** `if (x > 10) … else if (x > 100) …`: the first branch has taken it. */
export const coveredBranches: Look = (node) => {
  if (node.kind !== 'if_statement') return [];
  const first = boundOf(node.children[0]);
  const found: PlainSlip[] = [];
  for (let way = node.children[2]; first !== null && way?.kind === 'if_statement'; way = way.children[2]) {
    const [condition] = way.children;
    const bound = boundOf(condition);
    // The very same text is told already.
    if (
      bound !== null &&
      condition !== undefined &&
      takes(first, bound) &&
      squeezed(condition) !== squeezed(node.children[0] ?? node)
    )
      found.push({ rule: 'same-condition', node: condition, name: short(condition) });
  }
  return found;
};

/** `x > 10 && x < 5`, `x < 10 || x > 5`. */
export const impossibleRanges: Look = (node) => {
  const [left, right] = node.children;
  if (node.kind !== 'binary_expression' || left === undefined || right === undefined) return [];
  const operator = operatorBetween(left, right, node);
  const [one, other] = [boundOf(left), boundOf(right)];
  if (one === null || other === null || one.subject !== other.subject || one.upward === other.upward) return [];
  const [above, under] = one.upward ? [one, other] : [other, one];
  const isAnd = /^(?:&&|and)$/.test(operator);
  const never = above.at > under.at || (above.at === under.at && !(above.inclusive && under.inclusive));
  const always = above.at < under.at || (above.at === under.at && (above.inclusive || under.inclusive));
  return (isAnd && never) || (/^(?:\|\||or)$/.test(operator) && always)
    ? [{ rule: 'always-so', node, name: short(node) }]
    : [];
};

type Named = ReadonlyMap<string, readonly string[]>;
const declared = new WeakMap<Syntax, Named>();

/** The functions of a file whose name no other has, each with the names of its parameters. */
function parametersIn(file: Syntax): Named {
  const known = declared.get(file);
  if (known !== undefined) return known;
  const found = new Map<string, readonly string[]>();
  const twice = new Set<string>();
  for (const fn of below(file)) {
    const [name, list] = fn.kind === 'function_declaration' ? fn.children : [];
    if (name === undefined || list?.kind !== 'parameters') continue;
    if (found.has(name.text)) twice.add(name.text);
    found.set(
      name.text,
      list.children.map((one) => one.children[0]?.text ?? ''),
    );
  }
  for (const name of twice) found.delete(name);
  declared.set(file, found);
  return found;
}

/** Functions for which the order is turned round on purpose, and pairs that are. */
const TURNED =
  /comp|cmp|swap|revers|mirror|flip|transpos|invert|inverse|rotat|less|great|order|sym|equal|undo|merge|diff|dist/i;
const PAIRS = /^(?:left|right|from|to|old|new|old\w+|new\w+|before|after|lhs|rhs|src|dst|source|target|\w)$/i;

/** Of `b1` and `b2` either order may be meant: that of the bytes of a number, of a list turned round. */
const withoutNumber = (name: string): string => name.replace(/\d{1,3}$/, '');

/** A function of this file by its name alone, or by whom it belongs to: `this.resize`, `$this->resize`, `Self::resize`. */
const OWN_CALL = /^(?:@|(?:\$?this|self|static|Self)(?:\??\.|->|::))?(\w+)$/;

/** `resize(height, width)` of `fn resize(width, height)`. */
export const swappedArguments: Look = (node) => {
  if (node.kind !== 'call_expression') return [];
  const given = node.children[1]?.children ?? [];
  if (given.length < 2 || given.length > 8) return [];
  // What another object's method of that name takes is not known here.
  const name = OWN_CALL.exec(node.children[0]?.text ?? '')?.[1];
  if (name === undefined || TURNED.test(name)) return [];
  let [file, isInside] = [node, false];
  for (; file.parent !== null; file = file.parent)
    if (file.kind === 'function_declaration' && file.children[0]?.text === name) isInside = true;
  const wanted = parametersIn(file).get(name);
  if (isInside || wanted === undefined || wanted.length !== given.length) return [];
  const names = given.map((one) => (one.kind === 'identifier' ? one.text : ''));
  const isSwapped = names.some((one, at) => {
    const other = wanted.indexOf(one);
    const isCounted = withoutNumber(one) === withoutNumber(wanted[at] ?? '');
    return one !== '' && other > at && names[other] === wanted[at] && !PAIRS.test(one) && !isCounted;
  });
  return isSwapped ? [{ rule: 'swapped-arguments', node, name: short(node) }] : [];
};
