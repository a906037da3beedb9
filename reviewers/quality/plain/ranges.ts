import { operatorBetween, plainText } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Look } from './plain-slip.ts';

const short = (node: Syntax): string => node.text.replace(/\s+/g, ' ').trim().slice(0, 60);

/** `a = b; b = a;`: both have one value. */
export const failedSwaps: Look = (node) => {
  if (node.kind !== 'block') return [];
  return node.children.flatMap((statement, index) => {
    const [one, other] = [assigned(statement), assigned(node.children[index + 1])];
    const isSwap = one !== null && other !== null && one.left === other.right && one.right === other.left;
    return isSwap && one.left !== one.right
      ? [{ rule: 'failed-swap' as const, node: statement, name: short(statement) }]
      : [];
  });
};

function assigned(statement: Syntax | undefined): { readonly left: string; readonly right: string } | null {
  const node = statement?.kind === 'expression_statement' ? statement.children[0] : statement;
  const [left, right] = node?.children ?? [];
  // `a, b = b, a` is one statement, and its parts have no sign of their own.
  if (node?.kind !== 'assignment' || !node.text.includes('=') || left === undefined || right === undefined) return null;
  const names = [plainText(left), plainText(right)];
  return names.every((name) => /^[\w$@.]+(?:\[[\w$.]+\])?$/.test(name)) && !/^\d/.test(names[1] ?? '')
    ? { left: names[0] ?? '', right: names[1] ?? '' }
    : null;
}

const LENGTH = /(?:^(?:len|count|sizeof|strlen)\([^()]*\)|\.(?:len|length|size|count|Length|Count)(?:\(\))?)$/;

/** `a.len() >= 0`, `len(a) < 0`. */
export const lengthBelowZero: Look = (node) => {
  const [left, right] = node.children;
  if (node.kind !== 'binary_expression' || left === undefined || right?.text !== '0') return [];
  const operator = operatorBetween(left, right, node);
  return /^(?:>=|<)$/.test(operator) && LENGTH.test(plainText(left))
    ? [{ rule: 'always-so', node, name: short(node) }]
    : [];
};

/** `x.min(10).max(20)`: always 20. */
export const lostBounds: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression') return [];
  const found = /\.(min|max)\((-?\d[\d_]*)\)\.(min|max)\((-?\d[\d_]*)\)$/.exec(node.text.replace(/\s+/g, ''));
  const [, first, a = '', second, b = ''] = found ?? [];
  if (found === null || first === second) return [];
  const [inner, outer] = [Number(a.replaceAll('_', '')), Number(b.replaceAll('_', ''))];
  const isConstant = first === 'min' ? outer >= inner : outer <= inner;
  return isConstant ? [{ rule: 'lost-bounds', node, name: short(node) }] : [];
};

/** `for i in 10..0`: no turn at all. */
export const emptyRanges: Look = (node, kind) => {
  const range = node.kind === 'for_in_statement' ? node.children.at(-2) : undefined;
  const found = /^\(?(\d+)(\.\.=?|\.\.\.?<?)(\d+)\)?$/.exec(range?.text.replace(/\s+/g, '') ?? '');
  return range !== undefined &&
    found !== null &&
    /^(?:rust|kotlin|ruby)$/.test(kind) &&
    Number(found[1]) > Number(found[3])
    ? [{ rule: 'empty-range', node: range, name: short(range) }]
    : [];
};

const TAKEN = /\.(?:lock|read|write)\(\)(?:\.(?:unwrap\(\)|expect\("[^"]*"\))|\?)$/;

/** Rust: a lock of the standard library that is held while the task waits. */
export const heldWhileWaiting: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'block') return [];
  return node.children.flatMap((statement, index) => {
    const [name, value] = statement.kind === 'variable_declarator' ? statement.children : [];
    if (name?.kind !== 'identifier' || name.text === '_' || value === undefined) return [];
    // Locks that may be held so are awaited themselves.
    if (!TAKEN.test(value.text.replace(/\s+/g, ''))) return [];
    for (const later of node.children.slice(index + 1)) {
      if (new RegExp(String.raw`\bdrop\(\s*${name.text}\s*\)`).test(later.text)) return [];
      const waits = [...below(later, inTask)].find(
        (one) => one.kind === 'cast_expression' && /\.\s*await$/.test(one.text),
      );
      if (waits !== undefined)
        return [{ rule: 'held-while-waiting' as const, node: statement, name: short(statement) }];
    }
    return [];
  });
};

const inTask = ({ kind }: Syntax): boolean => !kind.startsWith('function_');
