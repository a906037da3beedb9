import { calleeOf, isGuard } from './callee.ts';
import type { Call } from './grammar.ts';
import type { GuardContext } from './guard-context.ts';
import { matchFacts } from './match-facts.ts';
import { plainText } from '../../changed-code/node-text.ts';
import { relationOf } from './relations.ts';
import { directoryOf, lastValue } from './scope.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import { isFixed, leavesOf, type Fact } from './value.ts';

type Facts = ReadonlySet<Fact>;
const NONE: Facts = new Set();
const facts = (...given: readonly Fact[]): Facts => new Set(given);

/** A name that says it checks, and one that says it finds what is bad. */
export const CHECKS =
  /valid|allow|safe|trust|permit|sanit|legal|known|white_?list|verif|check|assert|ensure|inside|within|is_?local|is_?internal|match/i;
const FINDS_BAD =
  /invalid|unsafe|illegal|unknown|untrusted|disallow|not_?allowed|forbidden|denied|deny|block|black_?list|danger|malicious|suspicious|reject|is_?private|is_?external|traversal/i;
const LISTS =
  /allow|valid|permit|known|white_?list|supported|trusted|safe|accepted|approved|legal|^[A-Z][A-Z0-9_]*$|\.[A-Z][A-Z0-9_]+$/i;
const MOST_DEPTH = 6;

/** What a condition, when it holds or fails, says of the value under a name. Other values, and wrong signs, say nothing. */
export function factsOf(node: Syntax, holds: boolean, key: string, context: GuardContext, depth = 0): Facts {
  if (depth > MOST_DEPTH || !context.spend()) return NONE;
  const { grammar } = context.knowledge;
  const again = (inner: Syntax, sign: boolean): Facts => factsOf(inner, sign, key, context, depth + 1);
  const condition = grammar.condition(node);
  switch (condition.form) {
    case 'not':
      return again(condition.of, !holds);
    case 'and':
    case 'or': {
      const all = condition.of.map((inner) => again(inner, holds));
      // Only one side of `a or b` need hold: what it says counts where both say it.
      if ((condition.form === 'and') === holds) return new Set(all.flatMap((one) => [...one]));
      return all.reduce((one, other) => new Set([...one].filter((fact) => other.has(fact))));
    }
    case 'equal':
    case 'unequal': {
      const same = (condition.form === 'equal') === holds;
      return compared(condition, same, { key, context, again });
    }
    case 'in':
    case 'not-in':
      return member(condition.left, condition.right, (condition.form === 'in') === holds, { key, context });
    case 'value':
      return asked(node, holds, { key, context, again, depth });
  }
}

interface About {
  readonly key: string;
  readonly context: GuardContext;
}
interface Again extends About {
  readonly again: (node: Syntax, holds: boolean) => Facts;
}

function compared({ left, right }: { left: Syntax; right: Syntax }, same: boolean, about: Again): Facts {
  const { key, context, again } = about;
  for (const [subject, other] of [[left, right] as const, [right, left] as const]) {
    const text = plainText(other);
    if (/^(?:null|undefined|None|false|False)$/.test(text)) return again(subject, !same);
    if (/^(?:true|True)$/.test(text)) return again(subject, same);
    if (subject.text.startsWith('typeof')) {
      if (!same || plainText(subject).replace(/^typeof\(?|\)$/g, '') !== key) continue;
      if (/number|boolean|bigint/.test(text)) return facts('shaped');
      return /string/.test(text) ? facts('text') : NONE;
    }
    // A value that is not in a list has the index -1.
    const call = context.knowledge.grammar.expression(subject);
    if (text === '-1' && call.form === 'call' && call.method === 'indexOf' && call.receiver && call.arguments[0])
      return member(call.arguments[0], call.receiver, !same, about);
    // `strpos($x, 'a') === 0`: it begins so.
    if (
      text === '0' &&
      call.form === 'call' &&
      /^(?:mb_)?stri?pos$/.test(call.callee) &&
      call.arguments[0] &&
      call.arguments[1]
    )
      return begins(call.arguments[0], call.arguments[1], same, about);
    const relation = relationOf(subject, key, context);
    if (relation === null || !same) continue;
    if (relation === 'host') return facts('host');
    if (relation === 'common') return facts('inside');
    if (relation === 'same') {
      const value = context.evaluate(other);
      if (isFixed(value)) return facts('listed');
      return leavesOf(value).some(({ origin }) => origin === 'request') ? NONE : facts('named');
    }
  }
  return NONE;
}

/** `subject in container`. */
function member(subject: Syntax, container: Syntax, inside: boolean, { key, context }: About): Facts {
  // `ROOT in path.parents`.
  const parents = plainText(container);
  if (inside && parents === `${key}.parents`) return facts('inside');
  const relation = relationOf(subject, key, context);
  if (relation === null) {
    return !inside && parents === key ? partsRefused(subject, context) : NONE;
  }
  if (relation !== 'same' && relation !== 'host') return NONE;
  const kept: Fact = relation === 'host' ? 'host' : 'listed';
  const value = context.evaluate(container);
  if (leavesOf(value).some(({ origin }) => origin === 'request')) return NONE;
  if (FINDS_BAD.test(parents)) return inside ? NONE : facts('named');
  if (!inside) return NONE;
  // In one text the value may be any part of it.
  const parts = value.flat();
  if (context.knowledge.grammar.expression(container).form === 'literal') return NONE;
  if (parts.length > 0 && isFixed(value) && parts.every((part) => part.kind === 'fixed')) return facts(kept);
  return facts(LISTS.test(parents) ? kept : 'named');
}

/** What a value lacks that does not hold this text: `..`, a slash, any of several signs. */
function partsRefused(subject: Syntax, context: GuardContext): Facts {
  const { text } = subject;
  if (/^['"]\/['"]$|^&?\[[^\]]{0,60}'\/'/.test(text)) return facts('no-slash');
  if (/^['"]\.\.\/?['"]$/.test(text)) return facts('no-dots');
  // A constant stands for one of them, or for another sign that is refused.
  return context.knowledge.constant.test(plainText(subject)) ? facts('named') : NONE;
}

/** A call that answers true or false, or a name that holds such an answer. */
function asked(node: Syntax, holds: boolean, about: Again & { readonly depth: number }): Facts {
  const { key, context, again } = about;
  const { knowledge } = context;
  const expression = knowledge.grammar.expression(node);
  if (expression.form === 'same') return again(expression.of, holds);
  if (expression.form === 'name') {
    const value = lastValue(expression.name, node, knowledge);
    return value === null || expression.name === key ? NONE : again(value, holds);
  }
  return expression.form === 'call' ? answered(expression, holds, about) : NONE;
}

function answered(call: Call, holds: boolean, about: Again & { readonly depth: number }): Facts {
  const { key, context } = about;
  const { knowledge } = context;
  const [first, second] = call.arguments;
  const { receiver, method } = call;
  if (receiver !== null && first !== undefined && /^(?:includes|has|contains|__contains__)$/.test(method)) {
    if (calleeOf(call, context.root, knowledge).own !== null) return NONE;
    if (relationOf(first, key, context) !== null) return member(first, receiver, holds, about);
    return !holds && relationOf(receiver, key, context) === 'same' ? partsRefused(first, context) : NONE;
  }
  if (first !== undefined && second !== undefined && /(?:^|\.)hasOwn$|hasOwnProperty\.call$/.test(call.callee))
    return member(second, first, holds, about);
  if (receiver !== null && first !== undefined && method === 'hasOwnProperty')
    return member(first, receiver, holds, about);
  if (receiver !== null && first !== undefined && /^(?:startsWith|startswith)$/.test(method))
    return begins(receiver, first, holds, about);
  // What holds for any element of another list holds.
  if (method === 'any' && holds && first?.kind === 'function_expression') {
    const [answer, ...more] = knowledge.grammar.returned(first);
    return answer !== undefined && more.length === 0 ? about.again(answer, true) : NONE;
  }
  const hidden = directoryOf(context.root, knowledge).bound.has(call.callee);
  if (call.callee === 'isinstance' && !hidden && first !== undefined && relationOf(first, key, context) === 'same')
    return holds ? facts(/^\(?(?:int|float|bool)\b/.test(second?.text ?? '') ? 'shaped' : 'text') : NONE;
  const matched = matchFacts(call, holds, key, context);
  if (matched !== null) return matched;
  for (const { callee, of, fact, written, when = true } of knowledge.checks) {
    if (
      when !== holds ||
      written?.test(call.node.text.replace(/\s+/g, '')) === false ||
      !callee.test(call.callee) ||
      !isGuard(call, callee, context.root, knowledge)
    )
      continue;
    const subject = of === 'receiver' ? receiver : call.arguments[of];
    const relation = subject ? relationOf(subject, key, context) : null;
    if (relation === 'same' || (relation === 'host' && fact === 'host')) return facts(fact);
  }
  const given = [...call.arguments, ...call.named.values(), ...(receiver ? [receiver] : [])];
  if (!given.some((one) => plainText(one) === key || relationOf(one, key, context) !== null)) return NONE;
  const { own: fn, from } = calleeOf(call, context.root, knowledge);
  const own = ownFunction(call, fn, holds, about);
  if (own !== null) return own;
  if (from === 'renewed') return NONE;
  const bad = FINDS_BAD.test(call.callee);
  return (bad || CHECKS.test(call.callee)) && bad !== holds ? facts('named') : NONE;
}

/** A function of the same file whose whole answer is one condition is read like that condition. */
function ownFunction(
  call: Call,
  own: Syntax | null,
  holds: boolean,
  { key, context, depth }: About & { readonly depth: number },
): Facts | null {
  const { knowledge, root } = context;
  const [only, ...others] = directoryOf(root, knowledge).functions.get(call.callee) ?? [];
  const fn = own ?? (others.length > 0 ? null : (only ?? null));
  if (fn === null) return null;
  const answers = knowledge.grammar.returned(fn);
  // Whatever it is asked, it says the same.
  if (answers.length > 0 && answers.every((one) => ALWAYS_TRUE.test(one.text)) && !hasThrow(fn)) return NONE;
  const [answer, ...more] = answers;
  const position = call.arguments.findIndex((one) => relationOf(one, key, context) === 'same');
  const parameter = knowledge.grammar
    .parameters(fn)
    .find((one) => one.position === position && one.within.length === 0);
  if (answer === undefined || more.length > 0 || parameter === undefined) return null;
  const found = factsOf(answer, holds, parameter.name, context, depth + 1);
  return found.size > 0 ? found : null;
}

const ALWAYS_TRUE = /^(?:true|True|!0|1|!!1)$/;
const hasThrow = (fn: Syntax): boolean => [...below(fn)].some(({ kind }) => /^(?:throw|raise)_/.test(kind));

function begins(receiver: Syntax, prefix: Syntax, holds: boolean, { key, context }: About): Facts {
  const relation = relationOf(receiver, key, context);
  const text = plainText(prefix);
  const literal = /^(['"`])(.*)\1$/.exec(text)?.[2];
  if (relation === 'relative') return !holds && literal?.startsWith('..') === true ? facts('inside') : NONE;
  if (relation !== 'same') return NONE;
  if (!holds) return literal === '//' || literal === '/\\' ? facts('one-slash') : NONE;
  if (literal === '/') return facts('slash');
  if (literal !== undefined && /^https?:\/\/[^/]+\//.test(literal)) return facts('host', 'inside');
  if (literal !== undefined && /^\/[^/\\]/.test(literal)) return facts('slash', 'one-slash', ...slashEnd(literal));
  if (literal === '') return NONE;
  const value = context.evaluate(prefix);
  if (leavesOf(value).some(({ origin }) => origin === 'request')) return NONE;
  const written = value
    .flat()
    .map((part) => (part.kind === 'fixed' ? part.text : '{}'))
    .join('');
  // Without a separator at its end `/srv/files` also begins `/srv/files-of-others`.
  if (context.knowledge.comparesSegments?.test(segmentsOf(receiver, context)) === true) return facts('inside');
  const separated = /[/\\]$/.test(written) || /\bsep\b|separator/i.test(text) || /\/[`'"]$/.test(text);
  return separated ? facts('inside', 'host') : facts('named');
}

/** How a path is made that knows where its parts end. */
function segmentsOf(receiver: Syntax, { knowledge }: GuardContext): string {
  const written = knowledge.grammar.expression(receiver);
  const value = written.form === 'name' ? lastValue(written.name, receiver, knowledge) : null;
  return plainText(value ?? receiver);
}

const slashEnd = (literal: string): Fact[] => (literal.endsWith('/') ? ['inside'] : []);
