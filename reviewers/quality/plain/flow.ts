import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Look, PlainSlip } from './plain-slip.ts';

const LEAVES = /^(?:return|throw|break|continue)_statement$/;
/** Calls of Rust that never come back. */
const DIVERGES = /^(?:panic|todo|unimplemented|bail)!\([^;]{0,300};$|^(?:std::)?process::exit\([^;]{0,100};$/;
const HOISTED =
  /^(?:function_declaration|class_declaration|labeled_statement|empty_statement|comment)$|_definition$|_item$/;
const short = (node: Syntax): string => node.text.replace(/\s+/g, ' ').trim().slice(0, 60);
const inFunction = (node: Syntax): boolean =>
  !/^(?:function_declaration|function_expression|class_declaration)$/.test(node.kind);

/** A statement behind one that leaves the block. */
export const unreachable: Look = (node, kind) => {
  if (!/^(?:block|switch_case|switch_default|select_case)$/.test(node.kind)) return [];
  const at = node.children.findIndex((one) => LEAVES.test(one.kind) || (kind === 'rust' && DIVERGES.test(one.text)));
  const [leaving, next] = at === -1 ? [] : [node.children[at], node.children[at + 1]];
  // `return x; break;`, and what only tells the compiler that nobody gets here.
  if (leaving === undefined || next === undefined || HOISTED.test(next.kind) || LEAVES.test(next.kind)) return [];
  // What only the compiler reads (`#pragma`), or what it may leave out (`#if`), case and all.
  if (kind === 'csharp' && next.text.startsWith('#')) return [];
  if (/^(?:panic|unreachable|todo|unimplemented)\b/.test(next.text)) return [];
  // On one line without a sign between they are one statement, which the grammar has torn (Kotlin's `return entry`).
  if (!/[;\n]/.test(node.text.slice(leaving.start - node.start, next.start - node.start))) return [];
  // Only one of the two may be compiled: `#[cfg(…)]`, `#if`.
  const before = node.children[at - 1]?.end ?? node.start;
  if (/#\s?(?:\[|if\b|el|endif)/.test(gapsAround(node, { before, leaving, next }))) return [];
  return [{ rule: 'unreachable-statement', node: next, name: short(next) }];
};

interface Neighbours {
  /** Where what stands before the leaving statement ends. */
  readonly before: number;
  readonly leaving: Syntax;
  readonly next: Syntax;
}

const gapsAround = ({ text, start }: Syntax, { before, leaving, next }: Neighbours): string =>
  text.slice(before - start, leaving.start - start) + text.slice(leaving.end - start, next.start - start);

/** `Error` of a module is an error of its own: `Timeout::Error`. */
const BROAD =
  /(?:^|[\s(|\\:.])(?:Exception|Throwable|RuntimeException|StandardError|System\.Exception)\b|(?:^|[\s(|\\])Error\b/;

/** A handler of everything that does nothing and says nothing. */
export const swallowed: Look = (node) => {
  if (node.kind !== 'catch_clause') return [];
  const body = node.children.at(-1);
  if (body?.kind !== 'block' || body.children.length > 0 || /\w|\/\/|#|\/\*/.test(body.text)) return [];
  const head = node.text.slice(0, body.start - node.start);
  if (/ignor|expected|unused|_\b|nothing/i.test(head)) return [];
  const untyped = /^(?:catch|rescue)\s*$/.test(head.trim());
  return untyped || BROAD.test(head) ? [{ rule: 'swallowed-exception', node, name: short(node) }] : [];
};

/** `finally { return … }`. */
export const finallyReturns: Look = (node) => {
  if (node.kind !== 'finally_clause') return [];
  const found = [...below(node, inFunction)].find(({ kind }) => kind === 'return_statement');
  return found === undefined ? [] : [{ rule: 'finally-returns', node: found, name: short(found) }];
};

const LOCKS: Readonly<Record<string, string>> = {
  lock: 'unlock',
  Lock: 'Unlock',
  RLock: 'RUnlock',
  lockInterruptibly: 'unlock',
};

/** Locking, and a way out before the unlocking. */
export const keptLocks: Look = (node) => {
  if (node.kind !== 'block') return [];
  return node.children.flatMap((statement, index): PlainSlip[] => {
    const [, of = '', method = ''] = /^([\w.@$]+)\.(\w+)\(\)\s*;?$/.exec(statement.text) ?? [];
    const release = LOCKS[method];
    if (release === undefined) return [];
    const released = `${of}.${release}(`;
    const rest = node.children.slice(index + 1);
    const end = rest.findIndex(
      (one) => one.text.startsWith(released) || (one.kind === 'defer_statement' && one.text.includes(released)),
    );
    if (end === -1) return [];
    const way = rest
      .slice(0, end)
      .filter((one) => !one.text.includes(released))
      .flatMap(
        (one) => [...below(one, inFunction)].find(({ kind }) => /^(?:return|throw)_statement$/.test(kind)) ?? [],
      );
    return way.slice(0, 1).map((one) => ({ rule: 'lock-kept', node: one, name: `${of}.${method}()` }));
  });
};

/** `defer` between the braces of a loop. */
export const deferInLoop: Look = (node) => {
  // What is closed in its turn is deferred for the ways out alone.
  if (node.kind !== 'defer_statement' || /^defer\s+func\(\)\s*\{\s*if\s+!/.test(node.text)) return [];
  for (let one = node.parent; one !== null && inFunction(one); one = one.parent) {
    if (/^(?:for|for_in|while|endless)_statement$/.test(one.kind)) {
      // A loop that leaves behind the deferred call runs it once.
      const last = one.children.at(-1)?.children.at(-1);
      return last !== undefined && LEAVES.test(last.kind) && last.kind !== 'continue_statement'
        ? []
        : [{ rule: 'defer-in-loop', node, name: short(node) }];
    }
  }
  return [];
};

const LENGTH =
  String.raw`(?:len\(\s*(NAME)\s*\)|count\(\s*(NAME)\s*\)|sizeof\(\s*(NAME)\s*\)|(NAME)(?:\.|->)(?:length|size|Length|Count|len|count|lastIndex)(?:\(\))?)`.replaceAll(
    'NAME',
    String.raw`[\w.$@>-]+?`,
  );
const UP_TO = new RegExp(String.raw`^[$]?(\w+)\s*<=\s*${LENGTH}\s*;?$`);
const RANGE = new RegExp(String.raw`^\(?\s*[01]\s*\.\.=?\s*${LENGTH}\s*\)?$`);

/** `for i := 0; i <= len(a); i++ { a[i] }`, `for (i in 0..a.size)`. */
export const pastTheLast: Look = (node, kind) => {
  if (node.kind !== 'for_statement' && node.kind !== 'for_in_statement') return [];
  const body = node.children.at(-1);
  if (body === undefined) return [];
  const head = node.children.slice(0, -1);
  if (node.kind === 'for_in_statement') {
    const [pattern, range] = head;
    const match = RANGE.exec(range?.text ?? '');
    // Rust leaves the end out of `..`.
    if (pattern === undefined || range === undefined || match === null || /lastIndex/.test(range.text)) return [];
    if (kind === 'rust' && !range.text.includes('..=')) return [];
    return indexed(body, match.slice(1), pattern.text)
      ? [{ rule: 'past-the-last', node: range, name: short(range) }]
      : [];
  }
  for (const condition of head) {
    const match = UP_TO.exec(condition.text.trim());
    if (match !== null && indexed(body, match.slice(2), match[1] ?? ''))
      return [{ rule: 'past-the-last', node: condition, name: short(condition) }];
  }
  return [];
};

function indexed(body: Syntax, lists: readonly (string | undefined)[], index: string): boolean {
  const list = lists.find((one) => one !== undefined) ?? '';
  const text = body.text.replace(/\s+/g, '');
  const name = index.replace(/^\$/, '');
  const reads = [
    `${list}[${name}]`,
    `${list}[$${name}]`,
    `${list}.get(${name})`,
    `${list}.charAt(${name})`,
    `${list}.ElementAt(${name})`,
  ];
  const asked = new RegExp(
    String.raw`\b${name}(?:<|==|!=|>=|===)(?:len\(|count\()?\$?${list.replace(/[^\w]/g, String.raw`\W`)}`,
  );
  return reads.some((one) => text.includes(one)) && !asked.test(text);
}
