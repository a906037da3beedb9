import type { Contract } from './changed-contracts.ts';
import type { FileFacts, NameUse } from './facts.ts';
import { isBelow } from './is-below.ts';
import { isDistinctive, isUnique, type Tie, type World } from './world.ts';

/** Whether a use in C# means a contract. Overloads may stand in any part of a class, so that a method has to be the only one of its name. */
export function csharpTie(use: NameUse, file: FileFacts, contract: Contract, world: World): Tie {
  const { old } = contract;
  if (old.owner === null) return null;
  if (old.kind === 'constructor') return madeTie(use, file, contract, world);
  if (use.name !== old.name || (old.kind === 'field') !== (use.kind === 'member')) return null;
  const isOnly = isUnique(contract, world);
  if (old.kind === 'method' && !isOnly) return null;
  const byName = isOnly && isDistinctive(old.name) && sees(file, contract.after, world.globals) ? 'unique' : null;
  const { scope, on } = use;
  const extended = extendedType(contract);
  if (extended !== null) {
    const of = on === null ? null : (scope.binder(on)?.names.get(on) ?? null);
    return of === extended ? byName : null;
  }
  if (on === null && contract.now === null && takesFromAnother(file, contract)) return null;
  if (on === null || on === 'this') {
    const binder = on === null && use.kind === 'member' ? scope.binder(use.name) : null;
    const isVariable = binder !== null && (binder.self !== old.owner || binder.parent?.self === old.owner);
    if (scope.self === old.owner && file.path === contract.after.path) return isVariable ? null : 'resolved';
    const isOwn = scope.self === old.owner || isBelow(scope.self, old.owner, file, world);
    return use.kind === 'call' && isOwn ? byName : null;
  }
  if (on === 'base') return null;
  const binder = scope.binder(on);
  const type = binder?.names.get(on) ?? null;
  // `Color Color { get; }` is both.
  if (on === old.owner || type === old.owner) return isTheType(file, contract, world) ? 'resolved' : null;
  // A value whose type is not written down may be of a library that has the name as well: what wraps it often has.
  return isBelow(type, old.owner, file, world) ? byName : null;
}

function madeTie(use: NameUse, file: FileFacts, contract: Contract, world: World): Tie {
  const { name, owner } = contract.old;
  if (owner === null || use.kind !== 'call' || use.on !== 'new' || use.name !== owner || !world.whole.has(name))
    return null;
  const all = world.files.flatMap(({ declared }) => declared.filter((one) => one.name === owner));
  const [types, constructors] = ['type', 'constructor'].map((kind) => all.filter((one) => one.kind === kind).length);
  if (types !== 1 || (constructors ?? 0) > 1) return null;
  return sees(file, contract.after, world.globals) ? 'resolved' : isDistinctive(owner) ? 'unique' : null;
}

/** Whether the owner's name means the owner in a file: nothing else that is read has it. */
function isTheType(file: FileFacts, { old, after }: Contract, { files, globals }: World): boolean {
  const all = files.filter(({ declared }) => declared.some((one) => one.kind === 'type' && one.name === old.owner));
  return all.length === 1 && (isDistinctive(old.owner ?? '') || isDistinctive(old.name) || sees(file, after, globals));
}

/** Whether a file takes the names of another's namespace. */
function sees(file: FileFacts, after: FileFacts, globals: ReadonlySet<string>): boolean {
  return (
    after.package === '' ||
    globals.has(after.package) ||
    `${file.package}.`.startsWith(`${after.package}.`) ||
    file.imports.some(({ module }) => module === after.package || module.startsWith(`${after.package}.`))
  );
}

/** Whether a file takes all names of another class, which may have what is gone: `using static`. */
function takesFromAnother({ imports }: FileFacts, { old, after }: Contract): boolean {
  return imports.some(({ name, module }) => name === '*' && module !== `${after.package}.${old.owner}`);
}

/** The type whose values an extension extends. */
function extendedType({ old: { node } }: Contract): string | null {
  const list = node.children.find(({ kind }) => kind === 'parameter_list')?.text ?? '';
  return /^\(\s*(?:\[[^\]]*\]\s*)?this\s+(?:\w+\s+(?=\w+[\s<]))?(\w+)/.exec(list)?.[1] ?? null;
}
