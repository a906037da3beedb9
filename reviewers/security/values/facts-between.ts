import type { Evaluation, Vantage } from './evaluation.ts';
import type { Binding } from './grammar.ts';
import { factsOf } from './guards.ts';
import { factsBehind } from './statement-facts.ts';
import type { Fact } from './value.ts';
import { backwards, bindingsIn } from './walk.ts';

/** Whether a binding gives a value to the path, or to what the path begins with. */
export function isOf({ name }: Binding, path: readonly string[]): boolean {
  return path[0] !== undefined && (name === path[0] || (name.startsWith(path[0]) && startsWithPath(path, name)));
}
const startsWithPath = (path: readonly string[], name: string): boolean => `${path.join('.')}.`.startsWith(`${name}.`);

/** What was checked of a value after it went into another one and before that was used, unless it was given anew in between. */
export function factsBetween(key: string, { place, limit }: Vantage['later'][number], run: Evaluation): Set<Fact> {
  const facts = new Set<Fact>();
  const path = key.split('.');
  for (const step of backwards(place, run.context.knowledge.grammar)) {
    if (!run.context.spend() || step.kind === 'function') break;
    if (step.kind === 'condition') for (const fact of factsOf(step.node, step.holds, key, run.context)) facts.add(fact);
    if (step.kind !== 'before') continue;
    if (step.node.start <= limit) break;
    for (const fact of factsBehind(step.node, key, run.context)) facts.add(fact);
    if (bindingsIn(step.node, run.context.knowledge.grammar).some((binding) => isOf(binding, path))) facts.clear();
  }
  return facts;
}
