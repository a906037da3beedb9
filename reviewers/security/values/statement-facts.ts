import { calleeOf, isGuard } from './callee.ts';
import type { Call } from './grammar.ts';
import type { GuardContext } from './guard-context.ts';
import { CHECKS, factsOf } from './guards.ts';
import { relationOf } from './relations.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Fact } from './value.ts';

const MOST_DEPTH = 8;

/** What is known of the value under a name once control has passed a statement. */
export function factsBehind(statement: Syntax, key: string, context: GuardContext, depth = 0): readonly Fact[] {
  const { grammar, strict } = context.knowledge;
  if (depth > MOST_DEPTH || !context.spend()) return [];
  const asserted = grammar.asserted(statement);
  if (asserted !== null) {
    const found = isOwnAssert(statement, context) ? [] : [...factsOf(asserted, true, key, context)];
    // `python -O` leaves assertions out.
    return statement.kind === 'assert_statement' && found.length > 0 ? ['named'] : found;
  }
  const tried = grammar.triedBody(statement);
  if (tried !== null) return tried.children.flatMap((one) => factsBehind(one, key, context, depth + 1));
  const branch = /^(?:if_statement|elif_clause)$/.test(statement.kind) ? grammar.branch(statement) : null;
  if (branch !== null) return behindBranch(branch, key, context, depth);
  // A call that throws where the value is bad: what it does is not known here, unless it is one of those that are.
  return callsOf(statement, context).flatMap((call): Fact[] => {
    // `path.relative_to(ROOT)` throws for a path that lies elsewhere.
    if (call.method === 'relative_to' && call.receiver && relationOf(call.receiver, key, context) === 'same')
      return ['inside'];
    const given = [...call.arguments, ...call.named.values()];
    if (!given.some((one) => relationOf(one, key, context) === 'same')) return [];
    if (strict.test(call.callee) && isGuard(call, strict, context.root, context.knowledge)) return ['shaped'];
    return statement.kind === 'expression_statement' && CHECKS.test(call.callee) ? ['named'] : [];
  });
}

function behindBranch(
  { condition, whenTrue, otherwise }: NonNullable<ReturnType<GuardContext['knowledge']['grammar']['branch']>>,
  key: string,
  context: GuardContext,
  depth: number,
): Fact[] {
  const { grammar } = context.knowledge;
  const found: Fact[] = [];
  if (whenTrue !== null && grammar.exits(whenTrue)) {
    found.push(...factsOf(condition, false, key, context));
    if (otherwise !== null) found.push(...factsBehind(otherwise, key, context, depth + 1));
  } else if (otherwise !== null && grammar.exits(otherwise)) {
    found.push(...factsOf(condition, true, key, context));
  }
  return found;
}

/** The call that a statement is, or whose answer it binds. */
function callsOf(statement: Syntax, { knowledge: { grammar } }: GuardContext): Call[] {
  let values: readonly (Syntax | null | undefined)[] = grammar.bindings(statement).map(({ value }) => value);
  if (values.length === 0)
    values = statement.children.flatMap((child) => [child, ...grammar.bindings(child).map(({ value }) => value)]);
  return values.flatMap((value) => {
    let expression = value ? grammar.expression(value) : null;
    while (expression?.form === 'same') expression = grammar.expression(expression.of);
    return expression?.form === 'call' ? [expression] : [];
  });
}

/** Whether what looks like an assertion calls a function of this file that never throws. */
function isOwnAssert(statement: Syntax, context: GuardContext): boolean {
  return callsOf(statement, context).some((call) => {
    const { own, from } = calleeOf(call, context.root, context.knowledge);
    return from === 'renewed' || (own !== null && ![...below(own)].some(({ kind }) => /^(?:throw|raise)_/.test(kind)));
  });
}
