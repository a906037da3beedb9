import type { Binding, Parameter } from '../grammar.ts';
import { plainText, withoutQuotes } from '../../../changed-code/node-text.ts';
import type { Syntax } from '../../../changed-code/syntax-node.ts';

const at = (node: Syntax, index: number): Syntax | null => node.children.at(index) ?? null;

/** Functions that write behind what their first argument holds. */
const WRITERS = /^(?:fmt\.Fprint(?:f|ln)?|io\.WriteString)$/;
const ADDERS = /^(?:append|Append|AppendLine|AppendFormat|WriteString|push|push_str|concat|<<|add|insert)$/;

/** What a node binds, in whatever language. */
export function bindings(node: Syntax): readonly Binding[] {
  const [left, right] = [at(node, 0), at(node, -1)];
  if (left === null || right === null) return [];
  switch (node.kind) {
    case 'assignment':
    case 'variable_declarator':
      return bound(left, right === left ? null : right, node);
    case 'augmented_assignment':
      return [{ name: plainText(left), value: right, how: 'add', node }];
    case 'for_in_statement':
      return names(left).map((name) => ({ name, value: at(node, 1), how: 'element', node }));
    case 'catch_clause':
      return left.kind === 'identifier' ? [{ name: left.text, value: null, how: 'whole', node }] : [];
    case 'expression_statement':
      return added(left, node);
    default:
      return [];
  }
}

const names = (pattern: Syntax): string[] =>
  pattern.kind === 'pattern_list' ? pattern.children.map(plainText) : [plainText(pattern)];

function bound(left: Syntax, value: Syntax | null, node: Syntax): Binding[] {
  if (left.kind !== 'pattern_list') return [{ name: plainText(left), value, how: 'whole', node }];
  return left.children.map((one, index) => {
    const [key, name] = one.children;
    return one.kind === 'pair' && key !== undefined && name !== undefined
      ? { name: plainText(name), value, how: [withoutQuotes(key.text)], node }
      : { name: plainText(one), value, how: [String(index)], node };
  });
}

/** `sql.append(a).append(b)`: each behind what was there. */
function added(node: Syntax, statement: Syntax): Binding[] {
  const [called, list] = node.children;
  if (node.kind !== 'call_expression' || called?.kind !== 'member_expression') return [];
  if (WRITERS.test(plainText(called))) {
    const target = plainText(list?.children[0] ?? node).replace(/^&/, '');
    if (!/^\w+$/.test(target)) return [];
    return (list?.children.slice(1) ?? []).map((value) => ({ name: target, value, how: 'add', node: statement }));
  }
  const [of, method] = called.children;
  if (of === undefined || !ADDERS.test(method?.text ?? '')) return [];
  const before = added(of, statement);
  const name = before[0]?.name ?? (/^[\w$@.]+$/.test(plainText(of)) ? plainText(of) : null);
  if (name === null) return [];
  return [...before, ...(list?.children ?? []).map((value) => ({ name, value, how: 'add', node: statement }) as const)];
}

/** A function's parameters, in whatever language. */
export function parameters(fn: Syntax): readonly Parameter[] {
  const list = fn.children.find(({ kind }) => kind === 'parameters');
  return (list?.children ?? []).map((node, position) => ({
    name: node.children[0]?.text ?? node.text,
    within: [],
    position,
    node,
  }));
}
