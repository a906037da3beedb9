import { calleeOf, isGuard } from './callee.ts';
import type { Call } from './grammar.ts';
import type { GuardContext } from './guard-context.ts';
import { isNarrow, regexBody } from './pattern.ts';
import { relationOf } from './relations.ts';
import { lastValue } from './scope.ts';
import type { Syntax } from '../../changed-code/syntax-node.ts';
import type { Fact } from './value.ts';

/** `/^[a-z]+$/.test(x)`, `x.match(RE)`, `re.fullmatch("[a-z]+", x)`, `RE.fullmatch(x)`; null where the call is none of these. */
export function matchFacts(call: Call, holds: boolean, key: string, context: GuardContext): ReadonlySet<Fact> | null {
  const { knowledge } = context;
  const full = knowledge.fullMatch.test(call.callee);
  if (!full && !knowledge.partMatch.test(call.callee)) return null;
  const { own, from } = calleeOf(call, context.root, knowledge);
  if (own !== null || from === 'renewed') return null;
  const [first, second] = call.arguments;
  // A class or object of this file may have the module's name.
  if (second !== undefined && call.callee.startsWith('re.') && !isGuard(call, /^re\./, context.root, knowledge))
    return new Set(holds ? ['named'] : []);
  const candidates: readonly (readonly [pattern: Syntax | null, subject: Syntax | undefined])[] =
    second === undefined
      ? [
          [call.receiver, first],
          [first ?? null, call.receiver ?? undefined],
        ]
      : [[first ?? null, second]];
  for (const [pattern, subject] of candidates) {
    if (!pattern || !subject || relationOf(subject, key, context) !== 'same') continue;
    const text = patternText(pattern, context);
    if (text === null) return new Set(holds ? ['named'] : []);
    const open = knowledge.dollarLeavesLineFeed && !full && text.endsWith('$');
    if (holds && isNarrow(text, full)) return new Set([open ? 'named' : 'shaped']);
    if (holds && /^\^\\?\/(?:\(\?!|\[\^)/.test(text)) return new Set(['slash', 'one-slash']);
    return new Set();
  }
  return null;
}

/** The text of a pattern: written in place, or bound to a name, also compiled. */
function patternText(node: Syntax, context: GuardContext, depth = 0): string | null {
  const expression = context.knowledge.grammar.expression(node);
  if (depth > 3) return null;
  if (expression.form === 'literal') return expression.quoted ? expression.text : regexBody(expression.text);
  if (expression.form === 'same') return patternText(expression.of, context, depth + 1);
  if (expression.form === 'call' && /(?:^|\.)compile$|RegExp$/.test(expression.callee) && expression.arguments[0])
    return patternText(expression.arguments[0], context, depth + 1);
  if (expression.form !== 'name') return null;
  const value = lastValue(expression.name, node, context.knowledge);
  return value === null ? null : patternText(value, context, depth + 1);
}
