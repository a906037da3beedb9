import type { Syntax } from '../../syntax-node.ts';
import type { Given, Taken } from '../facts.ts';
import { kid } from '../gather-facts.ts';

/** What stands in the parentheses of a call. */
export function pythonGiven(list: Syntax): Given {
  const values = list.kind === 'generator_expression' ? [list] : list.children.filter(({ kind }) => kind !== 'comment');
  const named = values.filter(({ kind }) => kind === 'keyword_argument');
  return {
    positions: values.length - named.length,
    names: named.map(({ children }) => children[0]?.text ?? ''),
    spread: values.some(({ kind }) => kind === 'list_splat' || kind === 'dictionary_splat'),
    objects: new Map(),
  };
}

/** What becomes of a value. */
export function pythonTaken(value: Syntax): Taken {
  let node = value;
  while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
  const above = node.parent;
  if (above === null) return { as: 'other' };
  const isFirst = above.children[0] === node;
  switch (above.kind) {
    case 'await':
      return { as: 'awaited' };
    case 'expression_statement':
      return { as: 'nothing' };
    case 'return_statement':
      return { as: 'returned' };
    case 'attribute':
      return isFirst ? { as: 'member', member: above.children[1]?.text ?? '' } : { as: 'other' };
    case 'subscript':
      return isFirst ? { as: 'member', member: '[]' } : { as: 'other' };
    case 'not_operator':
      return { as: 'condition' };
    case 'if_statement':
    case 'elif_clause':
    case 'while_statement':
      return isFirst ? { as: 'condition' } : { as: 'other' };
    case 'conditional_expression':
      return above.children[1] === node ? { as: 'condition' } : pythonTaken(above);
    case 'boolean_operator':
      return isFirst ? { as: 'condition' } : pythonTaken(above);
    case 'binary_operator':
      return { as: 'operand' };
    case 'comparison_operator':
      return /\bis\b(?!\s+(?:not\s+)?(?:True|False)\b)/.test(above.text) ? { as: 'other' } : { as: 'operand' };
    case 'for_statement':
      return above.children[1] === node && !/^async\b/.test(above.text) ? { as: 'iterated' } : { as: 'other' };
    case 'for_in_clause':
      return isFirst || /^\s*async\b/.test(above.text) ? { as: 'other' } : { as: 'iterated' };
    case 'assignment':
    case 'named_expression':
      return isFirst ? { as: 'other' } : intoNames(above);
    default:
      return { as: 'other' };
  }
}

function intoNames(above: Syntax): Taken {
  const [target] = above.children;
  if (target?.kind === 'identifier')
    return { as: 'names', count: 1, name: target.text, type: kid(above, 'type')?.text ?? null };
  const isList = target !== undefined && /^(?:pattern_list|tuple_pattern)$/.test(target.kind);
  if (!isList || target.children.some(({ kind }) => kind === 'list_splat_pattern')) return { as: 'other' };
  return { as: 'names', count: target.children.length, name: null, type: null };
}
