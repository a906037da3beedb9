import type { Syntax } from '../../syntax-node.ts';
import type { Given, Taken } from '../facts.ts';

/** What stands in the parentheses of a call; a call that is handed over alone may stand for several values. */
export function goGiven(list: Syntax): Given {
  const values = list.children.filter(({ kind }) => kind !== 'comment');
  return {
    positions: values.length,
    names: [],
    spread: values.some(({ kind }) => kind === 'variadic_argument'),
    perhapsMore: values.length === 1 && values[0]?.kind === 'call_expression',
    objects: new Map(),
  };
}

/** What becomes of a value; `operand`: one value has to stand there. */
export function goTaken(value: Syntax): Taken {
  let node = value;
  while (node.parent?.kind === 'parenthesized_expression') node = node.parent;
  const above = node.parent;
  if (above === null) return { as: 'other' };
  switch (above.kind) {
    case 'expression_statement':
    case 'go_statement':
    case 'defer_statement':
      return { as: 'nothing' };
    case 'selector_expression':
      return { as: 'member', member: above.children[1]?.text ?? '' };
    case 'argument_list':
      return above.children.length === 1 ? { as: 'other' } : { as: 'operand' };
    case 'binary_expression':
    case 'unary_expression':
    case 'index_expression':
    case 'type_conversion_expression':
    case 'literal_element':
    case 'if_statement':
      return { as: 'operand' };
    case 'expression_list':
      return inList(above);
    default:
      return { as: 'other' };
  }
}

function inList(list: Syntax): Taken {
  const above = list.parent;
  if (above === null) return { as: 'other' };
  const isReturn = above.kind === 'return_statement';
  if (list.children.length > 1) return isReturn || above.children.at(-1) === list ? { as: 'operand' } : { as: 'other' };
  if (isReturn) return { as: 'returned' };
  if (!/^(?:short_var_declaration|assignment_statement|var_spec)$/.test(above.kind) || above.children.at(-1) !== list)
    return { as: 'other' };
  const [left] = above.children;
  const names =
    above.kind === 'var_spec' ? above.children.filter(({ kind }) => kind === 'identifier') : (left?.children ?? []);
  return { as: 'names', count: names.length, name: names.length === 1 ? (names[0]?.text ?? null) : null, type: null };
}
