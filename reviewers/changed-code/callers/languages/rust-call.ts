import type { Syntax } from '../../syntax-node.ts';
import { type Given, NOTHING_GIVEN, type Taken, TAKEN_OTHERWISE } from '../facts.ts';

/** What stands in the parentheses of a call, or of a pattern that looks like one. */
export function rustGiven(list: readonly Syntax[]): Given {
  const values = list.filter(({ kind }) => !/comment|attribute_item/.test(kind));
  return { ...NOTHING_GIVEN, positions: values.length };
}

/** How many values a pattern takes apart; `_` is one of them, and no node. */
export function rustParts({ text, start, children }: Syntax): Given {
  const [type, ...parts] = children;
  let bare = '';
  let from = type?.end ?? start;
  for (const { kind, start: first, end } of parts) {
    bare += `${text.slice(from - start, first - start)}${/comment|attribute_item/.test(kind) ? '' : 'x'}`;
    from = end;
  }
  const list = (bare + text.slice(from - start)).replace(/^[^(]*\(|\)\s*$/g, '');
  return { ...NOTHING_GIVEN, positions: list.split(',').filter((part) => part.trim() !== '').length };
}

/** What becomes of a value. */
export function rustTaken(value: Syntax): Taken {
  let node = value;
  while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
  const above = node.parent;
  if (above === null) return { as: 'other' };
  const isFirst = above.children[0] === node;
  switch (above.kind) {
    case 'await_expression':
    case 'try_expression':
      return { as: 'awaited' };
    case 'expression_statement':
      return { as: 'nothing' };
    case 'return_expression':
      return { as: 'returned' };
    case 'block':
      // The last value of a function is what it gives back.
      return above.children.at(-1) === node && above.parent?.kind === 'function_item'
        ? { as: 'returned' }
        : { as: 'other' };
    case 'field_expression':
      return { as: 'member', member: above.children.at(-1)?.text ?? '' };
    case 'index_expression':
      return isFirst ? { as: 'member', member: '[]' } : { as: 'operand' };
    case 'unary_expression':
      return { as: 'operand' };
    case 'binary_expression':
    case 'compound_assignment_expr':
      return { as: 'operand' };
    case 'if_expression':
    case 'while_expression':
      return isFirst ? { as: 'condition' } : { as: 'other' };
    case 'for_expression':
      return { as: 'iterated' };
    case 'let_declaration': {
      const [pattern, ...others] = above.children.filter(({ kind }) => kind !== 'mutable_specifier');
      const type = others.length > 1 ? (others[0]?.text.replace(/\s+/g, '') ?? null) : null;
      if (pattern?.kind !== 'identifier' && type === null) return { as: 'other' };
      return { as: 'names', count: 1, name: pattern?.kind === 'identifier' ? pattern.text : null, type };
    }
    default:
      return { as: 'other' };
  }
}

/** A call or a member in what a macro is given, which is no syntax yet. */
export interface InMacro {
  readonly name: string;
  readonly on: string;
  /** Null: it is not called. */
  readonly given: Given | null;
  readonly taken: Taken;
  readonly node: Syntax;
}

/** `.name`, `path::name(…)`, `name(…)` among the signs that a macro is given. */
export function rustMacro(tree: Syntax): InMacro[] {
  return tree.children.flatMap((node, index): InMacro[] => {
    if (node.kind !== 'identifier') return [];
    const behind = tree.children[index + 1];
    const list =
      behind?.kind === 'token_tree' && behind.start === node.end && behind.text.startsWith('(') ? behind : null;
    const before = tree.text.slice(Math.max(0, node.start - tree.start - 60), node.start - tree.start);
    const isMember = /[^.]\.\s*$/.test(before);
    const path = /((?:\w{1,40}::){1,6})$/.exec(before)?.[1]?.slice(0, -2) ?? null;
    if (list === null && !isMember) return [];
    const on = isMember ? (/(?:^|[^\w.])(\w+)\.\s*$/.exec(before)?.[1] ?? '?') : (path ?? '');
    const taken = takenInMacro(tree, node, list);
    return [{ name: node.text, on, given: list === null ? null : inTokens(list), taken, node }];
  });
}

/** Whether a call is one side of `assert_eq!(a, b)`, of which the other says nothing of what may be missing, or all that `assert!(…)` asks. */
function takenInMacro(tree: Syntax, name: Syntax, list: Syntax | null): Taken {
  const macro = /^(?:debug_)?assert(_eq|_ne)?$/.exec(tree.parent?.children[0]?.text ?? '');
  if (list === null || macro === null) return TAKEN_OTHERWISE;
  const before = tree.text.slice(0, name.start - tree.start).replace(/(?:\w{1,40}(?:::|\.)){1,6}$/, '');
  const behind = tree.text.slice(list.end - tree.start);
  if (!/^\s*[,)]/.test(behind)) return TAKEN_OTHERWISE;
  if (macro[1] === undefined)
    return /^\(!?$/.test(before.replaceAll(/\s/g, '')) ? { as: 'condition' } : TAKEN_OTHERWISE;
  return /[(,]\s*$/.test(before) && !/\b(?:Some|None|Ok|Err)\b/.test(tree.text) ? { as: 'operand' } : TAKEN_OTHERWISE;
}

function inTokens({ text, children }: Syntax): Given {
  const inner = text.slice(1, -1);
  let bare = inner;
  // What stands in brackets and texts has commas of its own.
  for (const { kind, text: part } of children)
    if (kind !== 'identifier' && part.includes(',')) bare = bare.replace(part, '_');
  const isUnclear = /[|<]/.test(bare);
  const parts = bare.split(',').filter((part) => part.trim() !== '');
  return { ...NOTHING_GIVEN, positions: parts.length, spread: isUnclear };
}
