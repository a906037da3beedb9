import type { Syntax } from '../../syntax-node.ts';
import { type Given, NOTHING_GIVEN, type Taken } from '../facts.ts';
import { between, kid } from '../gather-facts.ts';

/** What stands in the parentheses of a call. */
export function csharpGiven(list: Syntax | undefined): Given {
  const values = (list?.children ?? []).filter(({ kind }) => kind === 'argument');
  const named = values.filter((value) => value.children.length > 1 && nameOf(value) !== null);
  // A name before a value without one stands at its own place.
  const last = values.findLastIndex((value) => !named.includes(value));
  return {
    ...NOTHING_GIVEN,
    positions: last + 1,
    names: named.filter((value) => values.indexOf(value) > last).flatMap((value) => nameOf(value) ?? []),
  };
}

/** `name: value` */
function nameOf(argument: Syntax): string | null {
  const [name, value] = argument.children;
  return name?.kind === 'identifier' && value !== undefined && between(argument, name.end, value.start).includes(':')
    ? name.text
    : null;
}

/** The name of a type, without what it is generic over, what it is in and whether it may be missing. */
export function csharpType(node: Syntax | undefined): string | null {
  switch (node?.kind ?? '') {
    case 'identifier':
      return node?.text ?? null;
    case 'generic_name':
    case 'nullable_type':
      return csharpType(node?.children[0]);
    case 'qualified_name':
      return csharpType(node?.children.at(-1));
    default:
      return null;
  }
}

/** What becomes of a value. */
export function csharpTaken(value: Syntax): Taken {
  let node = value;
  while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
  const above = node.parent;
  if (above === null) return { as: 'other' };
  const isFirst = above.children[0] === node;
  switch (above.kind) {
    case 'await_expression':
      return { as: 'awaited' };
    case 'expression_statement':
      return { as: 'nothing' };
    case 'return_statement':
    case 'arrow_expression_clause':
      return { as: 'returned' };
    case 'member_access_expression':
    case 'conditional_access_expression':
      return isFirst && above.children.length > 1
        ? { as: 'member', member: memberName(above.children.at(-1)) }
        : { as: 'other' };
    case 'element_access_expression':
      return isFirst ? { as: 'member', member: '[]' } : { as: 'other' };
    case 'interpolation':
      return { as: 'operand' };
    case 'prefix_unary_expression':
      return above.text.startsWith('!') ? { as: 'condition' } : { as: 'operand' };
    case 'if_statement':
    case 'while_statement':
      return isFirst ? { as: 'condition' } : { as: 'other' };
    case 'conditional_expression':
      return isFirst ? { as: 'condition' } : csharpTaken(above);
    case 'foreach_statement':
      return above.children.at(-2) === node && !/^await\b/.test(above.text) ? { as: 'iterated' } : { as: 'other' };
    case 'binary_expression':
      return operand(above);
    case 'variable_declarator': {
      const type = above.parent?.children[0];
      return isFirst
        ? { as: 'other' }
        : {
            as: 'names',
            count: 1,
            name: kid(above, 'identifier')?.text ?? null,
            type: type === undefined || type.kind === 'implicit_type' ? null : type.text.replace(/\s+/g, ''),
          };
    }
    default:
      return { as: 'other' };
  }
}

/** The name behind a dot, without what it is generic over. */
export function memberName(node: Syntax | undefined): string {
  if (node === undefined) return '';
  return node.kind === 'generic_name' || node.kind === 'member_binding_expression'
    ? memberName(node.children[0])
    : node.text;
}

function operand(above: Syntax): Taken {
  const [left, right] = above.children;
  const operator = left === undefined || right === undefined ? '' : between(above, left.end, right.start).trim();
  if (operator === '&&' || operator === '||') return { as: 'condition' };
  return /^(?:\?\?|is|as|[=!]=)$/.test(operator) ? { as: 'other' } : { as: 'operand' };
}
