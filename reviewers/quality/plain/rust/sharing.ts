import { operatorBetween } from '../../../changed-code/node-text.ts';
import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from '../plain-slip.ts';
import { bareValue, calleeText, fileAround, givenTo, shortText, squeezedText } from './rust-nodes.ts';

const inFunction = ({ kind }: Syntax): boolean => !kind.startsWith('function_');

/** `let n = count.load(o); count.store(n + 1, o);`, `count.store(count.load(o) + 1, o)`. */
export const tornUpdates: Look = (node, kind) => {
  if (kind !== 'rust') return [];
  if (node.kind === 'call_expression') {
    const of = /^([\w.]+)\.store$/.exec(calleeText(node))?.[1];
    const [value] = givenTo(node);
    const isTorn =
      of !== undefined && value?.kind === 'binary_expression' && squeezedText(value).includes(`${of}.load(`);
    return isTorn ? [{ rule: 'torn-update', node, name: shortText(node) }] : [];
  }
  if (node.kind !== 'block') return [];
  return node.children.flatMap((statement, index): readonly PlainSlip[] => {
    const [name, value] = statement.kind === 'variable_declarator' ? statement.children : [];
    const of = value === undefined ? undefined : /^([\w.]+)\.load\([^()]*\)$/.exec(squeezedText(value))?.[1];
    if (name?.kind !== 'identifier' || of === undefined) return [];
    const names = new RegExp(String.raw`\b${name.text}\b`);
    for (const later of node.children.slice(index + 1).flatMap((one) => [...below(one, inFunction)])) {
      if (later.kind !== 'call_expression' || calleeText(later) !== `${of}.store`) continue;
      const [stored] = givenTo(later);
      return stored?.kind === 'binary_expression' && names.test(stored.text)
        ? [{ rule: 'torn-update', node: later, name: shortText(later) }]
        : [];
    }
    return [];
  });
};

/** `count.fetch_sub(1, o) == 0`: the answer is the number before. */
export const numbersBefore: Look = (node, kind) => {
  const [left, right] = node.children;
  if (kind !== 'rust' || node.kind !== 'binary_expression' || left === undefined || right?.text !== '0') return [];
  return operatorBetween(left, right, node) === '==' && /\.fetch_sub\(1,[^()]*\)$/.test(squeezedText(left))
    ? [{ rule: 'number-before', node, name: shortText(node) }]
    : [];
};

/** `ready.wait(guard)` outside of a loop, where `ready` is a `Condvar`. */
export const waitsOnce: Look = (node, kind) => {
  if (kind !== 'rust' || node.kind !== 'call_expression') return [];
  const name = /(?:^|[.])(\w+)\.wait$/.exec(calleeText(node))?.[1];
  const [guard, ...others] = givenTo(node);
  if (name === undefined || guard?.kind !== 'identifier' || others.length > 0) return [];
  const isCondition = new RegExp(
    String.raw`\b${name}\s*:\s*[&\w:<(]{0,40}Condvar\b|\b${name}\s*=\s*[\w:(]{0,40}Condvar::new\b`,
  );
  if (!isCondition.test(fileAround(node).text) && !/^(?:cv|cvar|cond\w{0,8}|\w{1,20}_cv)$/.test(name)) return [];
  if (!/\bCondvar\b/.test(fileAround(node).text)) return [];
  for (let outer = node.parent; outer !== null && inFunction(outer); outer = outer.parent)
    if (/^(?:while|endless|for_in)_statement$/.test(outer.kind)) return [];
  return [{ rule: 'waits-once', node, name: shortText(node) }];
};

/** `static mut COUNT: u32 = 0;`. */
export const sharedStatics: Look = (node, kind) => {
  if (
    kind !== 'rust' ||
    node.kind !== 'variable_declarator' ||
    !/^(?:pub(?:\([^()]*\))?\s+)?static\s+mut\s/.test(node.text)
  )
    return [];
  // Without a standard library, and where C reads it, there is often no other way.
  return /#!\[no_std\]|#\[(?:unsafe\()?no_mangle|\bextern\s+"C"/.test(fileAround(node).text)
    ? []
    : [{ rule: 'shared-static', node, name: shortText(node) }];
};

const ASKS = /(?<![\w.])([\w.]{1,40})\.(?:read|lock)\(\)(?:\.await|\.unwrap\(\)|\?)?\.contains(?:_key)?\(/;

/** `if !m.read().unwrap().contains_key(k) { m.write().unwrap().insert(k, v); }`: two locks, and room between them. */
export const checkedThenTaken: Look = (node, kind) => {
  if (kind !== 'rust') return [];
  if (node.kind === 'if_statement') {
    const [condition, body] = node.children;
    const asked = condition === undefined ? null : ASKS.exec(squeezedText(condition));
    return asked !== null && condition !== undefined && body !== undefined && takesAgain(body, asked[1] ?? '')
      ? [{ rule: 'check-then-act', node: condition, name: shortText(condition) }]
      : [];
  }
  if (node.kind !== 'block') return [];
  return node.children.flatMap((statement, index): readonly PlainSlip[] => {
    const [name, value] = statement.kind === 'variable_declarator' ? statement.children : [];
    const of = value === undefined ? undefined : ASKS.exec(squeezedText(bareValue(value)))?.[1];
    const next = node.children[index + 1];
    if (name?.kind !== 'identifier' || of === undefined || next?.kind !== 'if_statement') return [];
    const [condition, body] = next.children;
    const asks = condition !== undefined && new RegExp(String.raw`^!?${name.text}$`).test(squeezedText(condition));
    return asks && body !== undefined && takesAgain(body, of)
      ? [{ rule: 'check-then-act', node: statement, name: shortText(statement) }]
      : [];
  });
};

function takesAgain(body: Syntax, of: string): boolean {
  const code = squeezedText(body);
  const at = [`${of}.write()`, `${of}.lock()`].map((one) => code.indexOf(one)).find((one) => one !== -1);
  // Who asks again behind the second lock, or takes `entry`, has thought of it.
  return at !== undefined && /\.insert\(/.test(code.slice(at)) && !/\.(?:contains\w*|entry|get)\(/.test(code.slice(at));
}
