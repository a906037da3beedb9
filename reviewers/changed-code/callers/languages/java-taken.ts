import type { Syntax } from '../../syntax-node.ts';
import type { Taken } from '../facts.ts';
import { kid } from '../gather-facts.ts';

/** What becomes of a value. */
export function javaTaken(value: Syntax): Taken {
  const above = value.parent;
  if (above === null) return { as: 'other' };
  const isFirst = above.children[0] === value;
  switch (above.kind) {
    case 'expression_statement':
      return { as: 'nothing' };
    case 'return_statement':
      return { as: 'returned' };
    case 'method_invocation':
      return isFirst && above.children.length > 2
        ? { as: 'member', member: above.children.findLast(({ kind }) => kind === 'identifier')?.text ?? '' }
        : { as: 'other' };
    case 'field_access':
      return isFirst ? { as: 'member', member: above.children.at(-1)?.text ?? '' } : { as: 'other' };
    case 'binary_expression':
    case 'throw_statement':
      return { as: 'operand' };
    case 'cast_expression':
      // No class becomes a number.
      return /^(?:integral|floating_point|boolean)_type$/.test(above.children[0]?.kind ?? '')
        ? { as: 'operand' }
        : { as: 'other' };
    case 'enhanced_for_statement':
      return above.children.at(-2) === value ? { as: 'iterated' } : { as: 'other' };
    case 'unary_expression':
      return { as: 'condition' };
    case 'ternary_expression':
      return isFirst ? { as: 'condition' } : javaTaken(above);
    case 'parenthesized_expression':
      return /^(?:if|while)_statement$/.test(above.parent?.kind ?? '') ? { as: 'condition' } : { as: 'other' };
    case 'variable_declarator': {
      const type = above.parent?.children.find(({ kind }) => /type/.test(kind))?.text.replace(/\s+/g, '') ?? null;
      return isFirst
        ? { as: 'other' }
        : { as: 'names', count: 1, name: kid(above, 'identifier')?.text ?? null, type: type === 'var' ? null : type };
    }
    default:
      return { as: 'other' };
  }
}
