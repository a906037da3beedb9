import type { Syntax } from '../../syntax-node.ts';
import type { Given, Taken } from '../facts.ts';
import { between, kid, typeText } from '../gather-facts.ts';

/** What stands in the parentheses of a call. */
export function scriptGiven(list: Syntax): Given {
  const values = list.children.filter(({ kind }) => !kind.endsWith('comment'));
  const objects = values.map((value, index) => [index, literalKeys(value)] as const);
  return {
    positions: list.kind === 'template_string' ? 0 : values.length,
    names: [],
    spread: list.kind === 'template_string' || values.some(({ kind }) => kind === 'spread_element'),
    objects: new Map(objects.flatMap(([index, keys]) => (keys === null ? [] : [[index, keys]]))),
  };
}

/** The keys of an object literal; null where not all of them are written down. */
export function literalKeys(value: Syntax): readonly string[] | null {
  if (value.kind !== 'object') return null;
  const keys = value.children.map((part) => {
    if (part.kind === 'shorthand_property_identifier') return part.text;
    const name = kid(part, 'property_identifier', 'string');
    return /^(?:pair|method_definition)$/.test(part.kind) && name !== undefined ? name.text.replace(/['"]/g, '') : null;
  });
  return keys.every((key) => key !== null) ? keys : null;
}

const BRACKET = /^(?:parenthesized_expression|non_null_expression)$/;
/** Operators that ask whether a value is there. */
const ASKS = /^(?:instanceof|in|===?|!==?)$/;

/** What becomes of a value. */
export function scriptTaken(value: Syntax): Taken {
  let node = value;
  while (
    node.parent !== null &&
    BRACKET.test(node.parent.kind) &&
    !/^(?:if|while|do|switch)_statement$/.test(node.parent.parent?.kind ?? '')
  )
    node = node.parent;
  const above = node.parent;
  if (above === null) return { as: 'other' };
  const isFirst = above.children[0] === node;
  switch (above.kind) {
    case 'await_expression':
      return { as: 'awaited' };
    case 'expression_statement':
      return { as: 'nothing' };
    case 'return_statement':
    case 'arrow_function':
      return { as: 'returned' };
    case 'member_expression':
      return isFirst ? { as: 'member', member: above.children[1]?.text ?? '' } : { as: 'other' };
    case 'subscript_expression':
      return isFirst ? { as: 'member', member: '[]' } : { as: 'operand' };
    case 'parenthesized_expression':
      return above.parent?.kind === 'if_statement' || above.parent?.kind === 'while_statement'
        ? { as: 'condition' }
        : { as: 'other' };
    case 'ternary_expression':
      if (isFirst) return { as: 'condition' };
      // Beside a promise there may be another.
      return /\bPromise\b/.test(above.text) ? { as: 'other' } : scriptTaken(above);
    case 'unary_expression':
      return above.text.startsWith('!') ? { as: 'condition' } : { as: 'other' };
    case 'template_substitution':
    case 'spread_element':
      return { as: 'operand' };
    case 'for_in_statement':
      return !isFirst && !/^for\s+await\b/.test(above.text) && above.children[1] === node
        ? { as: 'operand' }
        : { as: 'other' };
    case 'binary_expression': {
      const [left, right] = above.children;
      const operator = left === undefined || right === undefined ? '' : between(above, left.end, right.start).trim();
      if (/^(?:&&|\|\||\?\?)$/.test(operator)) return isFirst ? { as: 'condition' } : scriptTaken(above);
      // No promise is a text.
      const isText = [left, right].some((side) => side?.kind === 'string' || side?.kind === 'number');
      return ASKS.test(operator) && !isText ? { as: 'other' } : { as: 'operand' };
    }
    case 'variable_declarator':
    case 'assignment_expression':
      return isFirst ? { as: 'other' } : intoNames(above);
    default:
      return { as: 'other' };
  }
}

function intoNames(above: Syntax): Taken {
  const [target] = above.children;
  if (target?.kind === 'object_pattern')
    return { as: 'member', member: target.children[0]?.children[0]?.text ?? target.children[0]?.text ?? '' };
  if (target?.kind === 'array_pattern') return { as: 'member', member: '[]' };
  if (target?.kind !== 'identifier') return { as: 'other' };
  return { as: 'names', count: 1, name: target.text, type: typeText(kid(above, 'type_annotation')) };
}
