import { operatorBetween } from '../../changed-code/node-text.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { bareOf, type FunctionPair, type GuardedSide } from './pair-functions.ts';

/** What stood in front of code that stays, and is gone. */
export interface GoneGuard {
  readonly shape: 'exit' | 'operand' | 'around' | 'handler' | 'lock' | 'escape' | 'step' | 'narrowing';
  /** The guard as it stood at the base. */
  readonly node: Syntax;
  /** What it asked, without white space. */
  readonly asked: string;
}

/** So much of the code on both sides of a guard has to stand together at the head. */
const AROUND = 36;
const BLOCK = /^(?:block|statement_block|body_statement|switch_case|switch_default|program)$/;
const EXIT = /^(?:return|throw|raise|continue|break|next)(?:_statement|_expression)?$/;

interface Place {
  readonly side: GuardedSide;
  readonly pair: FunctionPair;
}

const code = ({ side }: Place, node: { readonly start: number; readonly end: number }): string => bareOf(side, node);
const left = ({ side, pair }: Place, offset: number): string =>
  bareOf(side, { start: pair.old.start, end: offset }).slice(-AROUND);
const right = ({ side, pair }: Place, offset: number): string =>
  bareOf(side, { start: offset, end: pair.old.end }).replace(/^[;,]/, '').slice(0, AROUND);

/** Whether two pieces of code stand together at the head and did not at the base. */
function joined({ pair }: Place, before: string, after: string): boolean {
  const text = before + after;
  return before.length >= 4 && after.length >= 2 && pair.after.includes(text) && !pair.before.includes(text);
}

/** The guards of a function that are gone while what they guarded stays. */
export function goneGuards(pair: FunctionPair, side: GuardedSide): GoneGuard[] {
  const place = { side, pair };
  const found: GoneGuard[] = [];
  for (const node of below(pair.old)) {
    for (const look of LOOKS) {
      const gone = look(node, place);
      if (gone !== null) found.push(gone);
    }
  }
  return found;
}

type Look = (node: Syntax, place: Place) => GoneGuard | null;

const leaves = (node: Syntax | undefined): boolean => {
  if (node === undefined) return false;
  if (EXIT.test(node.kind)) return true;
  if (node.kind === 'expression_statement') return leaves(node.children[0]);
  return BLOCK.test(node.kind) && leaves(node.children.at(-1));
};

const partsOf = (node: Syntax): readonly [condition: Syntax, then: Syntax] | null => {
  const [condition, then, ...others] = node.children;
  return node.kind === 'if_statement' && condition !== undefined && then !== undefined && others.length === 0
    ? [condition, then]
    : null;
};

/** Whether what stood around a statement stands together; what stood beside it and was only made for it goes with it. */
function closed(node: Syntax, place: Place): boolean {
  const siblings = node.parent?.children ?? [];
  const at = siblings.indexOf(node);
  const stays = (one: Syntax): boolean => place.pair.after.includes(code(place, one));
  const behind = siblings.slice(at + 1).findIndex(stays);
  const first = siblings[siblings.slice(0, at).findLastIndex(stays) + 1] ?? node;
  const last = siblings[behind === -1 ? siblings.length - 1 : at + behind] ?? node;
  return joined(place, left(place, first.start), right(place, last.end));
}

/** `if (a) return;` is gone, and what stood before and behind it stands together. */
const exits: Look = (node, place) => {
  const parts = partsOf(node);
  if (parts === null || !leaves(parts[1]) || !BLOCK.test(node.parent?.kind ?? '')) return null;
  if (place.pair.after.includes(code(place, node).replace(/;$/, ''))) return null;
  return !closed(node, place) ? null : { shape: 'exit', node, asked: code(place, parts[0]) };
};

/** `a && b` is `b`. */
const operands: Look = (node, place) => {
  const [one, other] = node.children;
  if (!/^(?:binary_expression|boolean_operator)$/.test(node.kind) || one === undefined || other === undefined)
    return null;
  const operator = operatorBetween(one, other, node);
  if (!/^(?:&&|and)$/.test(operator)) return null;
  for (const [kept, gone] of [
    [one, other],
    [other, one],
  ] as const) {
    const bare = code(place, kept);
    for (const text of [bare, bare.replace(/^\((.*)\)$/s, '$1')]) {
      const before = left(place, node.start);
      if (joined(place, before, text + right(place, node.end)))
        return { shape: 'operand', node, asked: code(place, gone) };
    }
  }
  return null;
};

/** `if (a) b();` is `b();`. */
const around: Look = (node, place) => {
  const parts = partsOf(node);
  if (parts === null) return null;
  const [condition, then] = parts;
  const [first, last] = BLOCK.test(then.kind) ? [then.children[0], then.children.at(-1)] : [then, then];
  if (first === undefined || last === undefined) return null;
  const body = code(place, { start: first.start, end: last.end });
  const header = code(place, { start: node.start, end: first.start });
  if (body.length < 6 || place.pair.after.includes(header) || !place.pair.after.includes(body)) return null;
  return !joined(place, left(place, node.start), body.slice(0, AROUND))
    ? null
    : { shape: 'around', node, asked: code(place, condition) };
};

/** `try { a(); } catch {}` is `a();`. */
const handlers: Look = (node, place) => {
  if (node.kind !== 'try_statement') return null;
  const [tried] = node.children;
  const [first, last] = [tried?.children[0], tried?.children.at(-1)];
  if (first === undefined || last === undefined) return null;
  const body = code(place, { start: first.start, end: last.end });
  if (!place.pair.after.includes(body)) return null;
  return !joined(place, left(place, node.start), body.slice(0, AROUND))
    ? null
    : { shape: 'handler', node, asked: code(place, node).slice(0, 20) };
};

const LOCKS =
  /^(?:synchronized\(|lock\(|with[\w.]{0,40}lock\w{0,20}:|[\w.]{1,40}\.(?:synchronizedo|withLock\{)|(?:defer)?[\w.>$-]{1,40}(?:\.|->)(?:R?Lock|R?Unlock|lock|unlock|acquire|release)\(\))/;

/** `synchronized (a) { b(); }` is `b();`. */
const locks: Look = (node, place) => {
  const text = code(place, node);
  if (
    !/^(?:synchronized_statement|lock_statement|with_statement|expression_statement|call_expression|defer_statement)$/.test(
      node.kind,
    ) ||
    !LOCKS.test(text)
  )
    return null;
  const block = [...below(node)].find(({ kind }) => BLOCK.test(kind));
  const [first, last] = [block?.children[0], block?.children.at(-1)];
  if (first === undefined || last === undefined) {
    if (place.pair.after.includes(text)) return null;
    return !closed(node, place) ? null : { shape: 'lock', node, asked: text.slice(0, 60) };
  }
  const body = code(place, { start: first.start, end: last.end });
  return !place.pair.after.includes(body) || !joined(place, left(place, node.start), body.slice(0, AROUND))
    ? null
    : { shape: 'lock', node, asked: code(place, { start: node.start, end: first.start }) };
};

const ESCAPES =
  /(?:escape(?!d)|encodeURI|sanitiz|sanitis|quote|htmlspecialchars|htmlentities|strip_tags|purif|redact|normali[sz]e_?path|realpath|shellarg)/i;
const NARROWS = /^(?:and|andWhere|and_where|filter_by|exclude|permit)$/;
/** Only what puts something before a sign is an escape: quotes, backslashes, angle brackets. */
const REPLACES = /^(?:replace|replaceAll|replace_all|Replace|ReplaceAll|gsub)$/;
const ESCAPED = /['"`/](?:\\?["'<>&`]|\\\\)/;

/** `escape(a)` is `a`; `a.where(b)` is `a`. */
const links: Look = (node, place) => {
  if (!/^(?:call_expression|call)$/.test(node.kind)) return null;
  const [called, list] = node.children;
  if (called === undefined) return null;
  const name = /[\w$!?]{1,60}$/.exec(called.text.trim())?.[0] ?? '';
  const [only, ...others] = list?.children ?? [];
  const receiver = /^(?:member_expression|attribute)$/.test(called.kind) ? called.children[0] : undefined;
  const kept =
    receiver !== undefined &&
    (NARROWS.test(name) ||
      (REPLACES.test(name) && ESCAPED.test(only?.text ?? '')) ||
      (ESCAPES.test(name) && only === undefined))
      ? receiver
      : ESCAPES.test(name) && others.length === 0
        ? only
        : undefined;
  if (kept === undefined) return null;
  return !joined(place, left(place, node.start), code(place, kept) + right(place, node.end))
    ? null
    : { shape: NARROWS.test(name) ? 'narrowing' : 'escape', node, asked: code(place, node).slice(0, 80) };
};

const STEPS =
  /^_{0,2}(?:validate|check|verify|assert|ensure|require|authori[sz]e|authenticate|sanitize|escape|close|release|unlock|dispose|clear(?:Timeout|Interval)|remove(?:Event)?Listener|unsubscribe|cancel|rollback|deny)/i;

/** A call that checks, closes or clears is gone, and what stood around it stands together. */
const steps: Look = (node, place) => {
  if (
    !/^(?:expression_statement|defer_statement|call_expression)$/.test(node.kind) ||
    !BLOCK.test(node.parent?.kind ?? '')
  )
    return null;
  const call = [...below(node)].find(({ kind }) => /^(?:call_expression|call)$/.test(kind));
  const called = call?.children[0];
  const name = /[\w$!?]{1,60}$/.exec(called?.text.trim() ?? '')?.[0] ?? '';
  const text = code(place, node).replace(/;$/, '');
  if (call === undefined || !STEPS.test(name) || place.pair.after.includes(text)) return null;
  return !closed(node, place) ? null : { shape: 'step', node, asked: text.slice(0, 80) };
};

/** `WHERE a = 1 AND b = 2` is `WHERE a = 1`. */
const queries: Look = (node, place) => {
  if (!/string/.test(node.kind) || !/\bwhere\b/i.test(node.text) || node.text.length > 4000) return null;
  const text = code(place, node);
  for (const [part] of text.matchAll(/\s{1,20}AND\s{1,20}[\w."`]{1,80}\s{0,4}=\s{0,4}[\w$:?@%]{1,40}/gi)) {
    const without = text.replace(part, '');
    if (place.pair.after.includes(without) && !place.pair.after.includes(text))
      return { shape: 'narrowing', node, asked: part.trim() };
  }
  return null;
};

const LOOKS: readonly Look[] = [exits, operands, around, handlers, locks, links, steps, queries];
