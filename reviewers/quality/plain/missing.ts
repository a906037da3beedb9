import { operatorBetween, plainText } from '../../changed-code/node-text.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from './plain-slip.ts';

const short = (node: Syntax): string => node.text.replace(/\s+/g, ' ').trim().slice(0, 60);
const NOTHING = /^(?:null|nil|NULL)$/;

interface Asked {
  readonly name: string;
  readonly isMissing: boolean;
}

/** What a condition asks of one name: whether there is a value. */
function askedOf(node: Syntax | undefined): Asked | null {
  if (node?.kind === 'parenthesized_expression') return askedOf(node.children[0]);
  const [left, right] = node?.children ?? [];
  if (node?.kind === 'call_expression') {
    const [, name = '', method = ''] = /^([\w.]+)\.(is_none|is_err|is_some|is_ok)\(\)$/.exec(plainText(node)) ?? [];
    return name === '' ? null : { name, isMissing: /none|err/.test(method) };
  }
  if (node?.kind !== 'binary_expression' || left === undefined || right === undefined) return null;
  const operator = operatorBetween(left, right, node);
  const [name, other] = NOTHING.test(left.text) ? [right, left] : [left, right];
  if (!NOTHING.test(other.text) || !/^[!=]==?$/.test(operator) || !/^[\w$.]+$/.test(plainText(name))) return null;
  return { name: plainText(name), isMissing: operator.startsWith('=') };
}

/** Where the value under a name is used as if it were there, in code; -1 where it is not. */
function useOf(name: string, code: string, kind: string): number {
  const spelled = name.replace(/[$.]/g, String.raw`\$&`).replaceAll(String.raw`\.`, String.raw`(?:\.|->)`);
  const members =
    kind === 'rust'
      ? String.raw`\.(?:unwrap|expect)\(`
      : kind === 'go'
        ? String.raw`\.Error\(\)`
        : String.raw`(?:\.|->)\w`;
  return code.search(new RegExp(String.raw`(?<![\w$.>])${spelled}${members}`));
}

const KINDS = /^(?:java|csharp|php|go|rust)$/;

/** `if (a == null) { a.b(); }`, `a == null && a.b()`, `a != null || a.b()`. */
export const usedWhenMissing: Look = (node, kind) => {
  if (!KINDS.test(kind)) return [];
  const [left, right] = node.children;
  if (left === undefined || right === undefined) return [];
  const told = (): PlainSlip[] => [{ rule: 'used-when-missing', node, name: short(node) }];
  if (node.kind === 'binary_expression') {
    const operator = operatorBetween(left, right, node);
    const asked = /^(?:&&|\|\|)$/.test(operator) ? askedOf(left) : null;
    const reaches = asked !== null && asked.isMissing === (operator === '&&');
    return reaches && right.kind !== 'function_expression' && useOf(asked.name, right.text, kind) !== -1 ? told() : [];
  }
  const asked = node.kind === 'if_statement' ? askedOf(left) : null;
  if (asked?.isMissing !== true || right.kind !== 'block') return [];
  const code = right.text.replace(/\/\/[^\n]{0,300}|"[^"\n]{0,300}"|\bnameof\([^()]{0,100}\)/g, (text) =>
    ' '.repeat(text.length),
  );
  const use = useOf(asked.name, code, kind);
  // Given anew before, or used by something that runs later.
  const before = code.slice(0, Math.max(0, use));
  const renewed = new RegExp(
    String.raw`${
      asked.name
        .split('.')
        .at(-1)
        ?.replace(/\$/g, String.raw`\$`) ?? ''
    }\s*(?:\?\?)?=(?!=)|=>|->\s*\{|\bfunc\b|\|\w*\|`,
  );
  return use === -1 || renewed.test(before) ? [] : told();
};

/** `a[a.len()]`: the last index is one less. */
export const indexAtLength: Look = (node, kind) => {
  const [of, at] = node.children;
  if (
    !/^(?:rust|go|java|csharp|kotlin)$/.test(kind) ||
    node.kind !== 'subscript_expression' ||
    of === undefined ||
    at === undefined
  )
    return [];
  const [list, index] = [plainText(of), plainText(at)];
  const isLength = [
    `${list}.len()`,
    `len(${list})`,
    `${list}.length`,
    `${list}.Length`,
    `${list}.size`,
    `${list}.Count`,
  ].includes(index);
  return isLength ? [{ rule: 'past-the-last', node, name: short(node) }] : [];
};

/** `a.cmp(&a)`, `a.equals(a)`. */
export const comparedWithItself: Look = (node) => {
  const [called, list] = node.children;
  const [of, method] = called?.kind === 'member_expression' ? called.children : [];
  const [only, ...others] = list?.children ?? [];
  if (node.kind !== 'call_expression' || of === undefined || only === undefined || others.length > 0) return [];
  if (!/^(?:cmp|partial_cmp|total_cmp|compareTo|equals|Equals|CompareTo|eq|ne)$/.test(method?.text ?? '')) return [];
  const [one, other] = [plainText(of), plainText(only).replace(/^&/, '')];
  return one === other && /^[\w$.]+$/.test(one) ? [{ rule: 'same-operands', node, name: short(node) }] : [];
};

const UNSET =
  /^(?:(?:std::)?mem::uninitialized(?:::<.{1,60}>)?\(\)|(?:(?:std::)?mem::)?MaybeUninit(?:::<.{1,60}>)?::uninit\(\)\.assume_init\(\))$/;

/** Rust: memory that nobody has written, taken for a value. */
export const unsetMemory: Look = (node, kind) => {
  if (kind !== 'rust') return [];
  if (node.kind === 'call_expression' && UNSET.test(node.text.replace(/\s+/g, '')))
    return [{ rule: 'unset-memory', node, name: short(node) }];
  if (node.kind !== 'block') return [];
  return node.children.flatMap((statement, index): PlainSlip[] => {
    const [name, value] = statement.kind === 'variable_declarator' ? statement.children : [];
    const next = node.children[index + 1];
    if (
      name === undefined ||
      next === undefined ||
      !/(?:^|::)(?:with_capacity\(|new\(\)$|default\(\)$)/.test(value?.text ?? '')
    )
      return [];
    const sets = new RegExp(String.raw`(?<![\w.])${name.text}\.set_len\((?!0\))`).test(next.text);
    return sets && /^\w+$/.test(name.text) ? [{ rule: 'unset-memory', node: next, name: short(next) }] : [];
  });
};
