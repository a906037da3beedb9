import type { GuardContext } from './guard-context.ts';
import { below, type Syntax } from '../../changed-code/syntax-node.ts';
import type { Binding } from './grammar.ts';

/** How a member of the own object is written before its name. */
const OWN = /^(?:this|self|\$this)$/;
const bound = new WeakMap<Syntax, ReadonlyMap<string, readonly Binding[]>>();

/** Whether `this.name` is a field that the file gives one text or number, and nothing else. */
export function isFixedField(path: readonly string[], { root, knowledge }: GuardContext): boolean {
  const [of = '', name = '', ...more] = path;
  if (!OWN.test(of) || name === '' || more.length > 0) return false;
  const [only, ...others] = bindingsOf(root, (node) => knowledge.grammar.bindings(node)).get(name) ?? [];
  if (only?.how !== 'whole' || only.value === null || others.length > 0) return false;
  return knowledge.grammar.expression(only.value).form === 'literal';
}

/** Everything that the file binds, by its last name without a sign. */
function bindingsOf(root: Syntax, of: (node: Syntax) => readonly Binding[]): ReadonlyMap<string, readonly Binding[]> {
  const known = bound.get(root);
  if (known !== undefined) return known;
  const found = new Map<string, Binding[]>();
  for (const binding of [...below(root)].flatMap(of)) {
    const name = binding.name.split(/\W/).at(-1) ?? '';
    found.set(name, [...(found.get(name) ?? []), binding]);
  }
  bound.set(root, found);
  return found;
}
