import { operatorBetween, plainText } from '../../../changed-code/node-text.ts';
import { below, type Syntax } from '../../../changed-code/syntax-node.ts';
import type { Look } from '../plain-slip.ts';
import { functionAround, shortText, squeezedText } from './rust-nodes.ts';

const LOOPS = /^(?:for_in|while|endless)_statement$/;
const DIVERGES = /^(?:panic|unreachable|todo|unimplemented|bail)!|^(?:std::)?process::exit\(/;

/** Whether every way through a node leaves the loop around it. */
function leaves(node: Syntax): boolean {
  switch (node.kind) {
    case 'return_statement':
      return true;
    case 'break_statement':
      // Where a label leads is not followed.
      return !/^break\s+'/.test(node.text);
    case 'expression_statement':
      return DIVERGES.test(node.text);
    case 'if_statement':
      return node.children.length === 3 && node.children.slice(1).every((way) => leaves(way));
    case 'block': {
      const last = node.children.at(-1);
      return last !== undefined && leaves(last);
    }
    default:
      return false;
  }
}

/** A loop whose body always leaves it. */
export const singleTurns: Look = (node, kind) => {
  if (kind !== 'rust' || !LOOPS.test(node.kind)) return [];
  const body = node.children.at(-1);
  if (body?.kind !== 'block' || !leaves(body) || /\bcontinue\b|#\[cfg|\b(?:todo|unimplemented)!/.test(body.text))
    return [];
  // A way out by the last statement may belong to a loop in it.
  const head = node.text.slice(0, Math.min(200, body.start - node.start));
  // `for x in xs { return Some(x); }` takes the first on purpose where nothing else stands in the body.
  if (body.children.length === 1 && node.kind !== 'endless_statement' && body.children[0]?.kind !== 'if_statement')
    return [];
  return head.trim().startsWith("'")
    ? []
    : [{ rule: 'single-turn', node, name: head.replace(/\s+/g, ' ').trim() || 'loop' }];
};

const KNOWN_MACROS =
  /\b(?!(?:print|println|eprint|eprintln|write|writeln|assert|assert_eq|assert_ne|debug_assert|debug|trace|info|warn|error|format|vec|dbg)!)\w+!\s*[([{]/;

/** `while i < n { … }` where neither `i` nor `n` changes. */
export const endlessLoops: Look = (node, kind) => {
  const [condition, body] = node.children;
  if (kind !== 'rust' || node.kind !== 'while_statement' || condition === undefined || body?.kind !== 'block')
    return [];
  const parts = [...below(condition)];
  if (
    parts.some(
      ({ kind: part }) =>
        !/^(?:binary_expression|not_expression|parenthesized_expression|identifier|number|true|false)$/.test(part),
    )
  )
    return [];
  const names = [...new Set(parts.flatMap(({ kind: part, text }) => (part === 'identifier' ? [text] : [])))];
  if (names.length === 0 || names.some((name) => !/^[a-z_]\w*$/.test(name))) return [];
  if (
    /\b(?:return|break|panic|exit|bail|await|yield|asm|unsafe)\b|\?|'\w+/.test(body.text) ||
    KNOWN_MACROS.test(body.text)
  )
    return [];
  const around = functionAround(node).text;
  const changes = names.some((name) => changedIn(name, body.text, around));
  return changes ? [] : [{ rule: 'endless-loop', node: condition, name: shortText(condition) }];
};

/** Whether the body may give a name another value, by itself or by what was handed a way to do it. */
function changedIn(name: string, body: string, around: string): boolean {
  const assigned = String.raw`(?<![\w.])${name}\s*(?:[-+*/%&|^]|<<|>>)?=(?![=>])`;
  const inBody = [
    assigned,
    String.raw`\([^()=;]{0,200}\b${name}\b[^()=;]{0,200}\)\s*=(?!=)`,
    String.raw`(?:^|[;{}])\s*${name}\.\w`,
  ];
  const anywhere = [
    String.raw`&(?:raw\s+)?mut\s+${name}\b`,
    String.raw`\bref\s+mut\s+${name}\b`,
    String.raw`\|\s*\{?[^|;]{0,100}${assigned}`,
  ];
  const isIn = (text: string) => (pattern: string) => new RegExp(pattern, 'm').test(text);
  return inBody.some(isIn(body)) || anywhere.some(isIn(around));
}

/** `for i in 0..v.len() { v[i + 1] }`; `while i <= v.len() { v[i] }`. */
export const pastTheEnd: Look = (node, kind) => {
  const body = node.children.at(-1);
  if (kind !== 'rust' || body?.kind !== 'block') return [];
  const text = squeezedText(body);
  if (node.kind === 'for_in_statement') {
    const [pattern, range] = node.children;
    const list = /^\(?\d+\.\.([\w.]+)\.len\(\)\)?$/.exec(range?.text.replace(/\s+/g, '') ?? '')?.[1];
    if (pattern?.kind !== 'identifier' || range === undefined || list === undefined) return [];
    const reads = text.includes(`${list}[${pattern.text}+1]`);
    const asked = new RegExp(String.raw`\b${pattern.text}(?:\+1)?(?:[<>]|[!=]=)|\.len\(\)|%`).test(text);
    return reads && !asked ? [{ rule: 'past-the-last', node: range, name: shortText(range) }] : [];
  }
  const [condition] = node.children;
  const [left, right] = condition?.kind === 'binary_expression' ? condition.children : [];
  if (node.kind !== 'while_statement' || condition === undefined || left === undefined || right === undefined)
    return [];
  const list = /^([\w.]+)\.len\(\)$/.exec(plainText(right))?.[1];
  const isUpTo = operatorBetween(left, right, condition) === '<=' && /^\w+$/.test(left.text) && list !== undefined;
  return isUpTo && text.includes(`${list}[${left.text}]`)
    ? [{ rule: 'past-the-last', node: condition, name: shortText(condition) }]
    : [];
};

/** `while i >= 0` where `i` has no sign. */
export const neverNegative: Look = (node, kind) => {
  const [left, right] = node.children;
  if (kind !== 'rust' || node.kind !== 'binary_expression' || left?.kind !== 'identifier' || right?.text !== '0')
    return [];
  if (!/^(?:>=|<)$/.test(operatorBetween(left, right, node))) return [];
  const around = functionAround(node).text.slice(0, 20_000);
  const before = around.slice(0, node.start - functionAround(node).start);
  const unsigned = new RegExp(
    String.raw`\b${left.text}\s*:\s*(?:u(?:8|16|32|64|128|size))\b|\blet\s+(?:mut\s+)?${left.text}\s*=\s*[\w.]+\.len\(\)(?:\s*-\s*1)?\s*;`,
  );
  const others = new RegExp(String.raw`\b${left.text}\s*(?::|=(?!=))`, 'g');
  return unsigned.test(before) && (before.match(others)?.length ?? 0) === 1
    ? [{ rule: 'always-so', node, name: shortText(node) }]
    : [];
};

/** `loop { match rx.recv() { Ok(x) => …, Err(_) => continue } }`. */
export const deafLoops: Look = (node, kind) => {
  const body = node.children.at(-1);
  if (kind !== 'rust' || node.kind !== 'endless_statement' || body?.kind !== 'block') return [];
  const [only, ...others] = body.children;
  const asked =
    only?.kind === 'switch_statement' ? only : only?.kind === 'expression_statement' ? only.children[0] : only;
  if (asked?.kind !== 'switch_statement' || others.length > 0) return [];
  const [of] = asked.children;
  if (of === undefined || !/(?:^|[._])(?:rx|receiver|recv|chan|channel)\.recv\(\)(?:\.await)?$/.test(squeezedText(of)))
    return [];
  const arm = asked.children.find((one) =>
    /^Err\(_\)\s*=>\s*(?:continue|\{\s*(?:continue;?)?\s*\}|\(\))/.test(one.text.slice(0, 200)),
  );
  return arm === undefined ? [] : [{ rule: 'spins-when-closed', node: arm, name: shortText(arm) }];
};
