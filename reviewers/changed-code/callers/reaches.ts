import { dirname } from 'node:path/posix';
import type { Contract } from './changed-contracts.ts';
import { EVERYTHING, type FileFacts, type ModuleImport, type NameUse } from './facts.ts';
import { csharpTie } from './csharp-tie.ts';
import { goLeads, javaLeads, type Leads, pythonLeads } from './leads-to.ts';
import { findType } from './find-type.ts';
import { isBelow } from './is-below.ts';
import { namedLeads } from './named-leads.ts';
import { rustTie } from './rust-tie.ts';
import { inherits, receiverType, type Typed } from './typed-receiver.ts';
import {
  callerLanguage,
  isDistinctive,
  isOnlyHere,
  isUnique,
  type CallerLanguage,
  type Tie,
  type World,
} from './world.ts';

/** Whether a use in a file means what a contract is about. */
export function reaches(use: NameUse, file: FileFacts, contract: Contract, world: World): Tie {
  if (world.isApart(file.path, contract.after.path)) return null;
  // What a file of Go gives away, another of its package may have taken: callers see no difference.
  if (contract.now === null && contract.after.path.endsWith('.go') && !isOnlyHere(contract, world)) return null;
  const tie = tieOf(use, file, contract, world);
  if (tie === null || tie === 'likely' || !contract.perhapsInherited) return tie;
  return isDistinctive(contract.old.name) && isUnique(contract, world) ? 'unique' : null;
}

function tieOf(use: NameUse, file: FileFacts, contract: Contract, world: World): Tie {
  const { old, after } = contract;
  const language = callerLanguage(file.path);
  if (language === null || language !== callerLanguage(after.path)) return null;
  if (language === 'csharp') return csharpTie(use, file, contract, world);
  if (language === 'rust') return rustTie(use, file, contract, world);
  const tied = (leads: Leads): Tie =>
    leads === 'yes' ? 'resolved' : leads === 'maybe' && isUnique(contract, world) ? 'unique' : null;
  if (old.owner === null)
    return use.kind === 'call' ? toFunction(use, file, contract, { language, tied, world }) : null;
  const owner = (type: string): Tie => tied(typeLeads(type, file, contract, language, world));
  if (old.kind === 'constructor') {
    const isMade = language === 'python' ? use.on === null : use.on === 'new';
    return use.kind === 'call' && isMade && !isShadowed(use, use.name, language) ? owner(use.name) : null;
  }
  if (use.name !== old.name || (old.kind === 'field') !== (use.kind === 'member')) return null;
  if (use.on === 'this' || (use.on === null && language === 'java')) {
    const isOwn = use.scope.self === old.owner && file.path === after.path;
    const byName =
      use.on === null ? file.imports.find(({ local, name }) => local === use.name && name !== null) : undefined;
    if (byName !== undefined && (!isOwn || contract.now === null)) {
      if (!old.isStatic) return null;
      if (byName.module === `${after.package}.${old.owner}.${old.name}`) return 'resolved';
      // By way of a class that is built on it, which stands in a package beside it.
      const mayBuildOn = isNear(byName.module, after.package);
      return mayBuildOn && isDistinctive(old.name) && isUnique(contract, world) ? 'unique' : null;
    }
    if (use.on === null && contract.now === null && old.isStatic && takesAllFromElsewhere(file, after)) return null;
    if (use.on === null && !isOwn && old.isStatic && takesAllOf(file, contract) && isUnique(contract, world))
      return 'resolved';
    if (use.on === null && !isOwn && old.isStatic && use.kind === 'call' && takesAllByHeir(file, contract))
      return isDistinctive(old.name) && isUnique(contract, world) ? 'unique' : null;
    const binder = use.on === null && use.kind === 'member' ? use.scope.binder(use.name) : null;
    if (use.on === null && file.path === after.path && isInner(use, file, old))
      return inheritsNothing(use, file) || (isDistinctive(old.name) && isUnique(contract, world)) ? 'resolved' : null;
    // Called as its own by a class that is built on it.
    if (use.on === null && use.kind === 'call' && isBuiltOn(file, contract) && isUnique(contract, world))
      return isDistinctive(old.name) ? 'unique' : null;
    const isVariable = binder !== null && (binder.self !== old.owner || binder.parent?.self === old.owner);
    if (isOwn && !isVariable) return 'resolved';
    // A class elsewhere that is built on it, perhaps over others.
    const isHeir = use.on === 'this' && isBelow(use.scope.self, old.owner, file, world);
    return isHeir && isDistinctive(old.name) && isUnique(contract, world) ? 'unique' : null;
  }
  if (use.on === null) return null;
  const binder = use.scope.binder(use.on);
  const type = binder?.names.get(use.on) ?? null;
  const typed = receiverType(use, file, world);
  const known = typed === null ? undefined : byType(typed, contract, world);
  if (known !== undefined) return known;
  if (type !== null) {
    const isHeir = isBelow(type, old.owner, file, world);
    return owner(type) ?? (isHeir && isDistinctive(old.name) && isUnique(contract, world) ? 'unique' : null);
  }
  if (binder === null && use.on !== '?') {
    const own = file.imports.find(({ local, name }) => local === use.on && name !== null);
    const held = own === undefined ? null : (after.top.get(own.name ?? '') ?? null);
    if (own !== undefined && held === old.owner && moduleLeads(own, file, contract, language, world) === 'yes')
      return 'resolved';
  }
  if (binder === null && old.isStatic && use.on !== '?') {
    const known = owner(use.on);
    if (known !== null) return known;
  }
  const isModule = binder === null && file.imports.some(({ local }) => local === use.on);
  return !isModule && use.on !== 'super' && isDistinctive(old.name) && isUnique(contract, world) ? 'likely' : null;
}

/** What the type of a value says; undefined: the type is not among what was read. */
function byType(typed: Typed, { old, after }: Contract, world: World): Tie | undefined {
  const found = findType(typed.name, typed.file, world);
  if (old.owner === null || found === null) return undefined;
  if (inherits(typed, { name: old.owner, path: after.path }, old.name, world)) return 'resolved';
  // It has only what it defines itself.
  return found.fact !== undefined && !found.fact.open && found.fact.bases.length === 0 ? null : undefined;
}

interface Asked {
  readonly language: CallerLanguage;
  readonly tied: (leads: Leads) => Tie;
  readonly world: World;
}

function toFunction(use: NameUse, file: FileFacts, contract: Contract, { language, tied, world }: Asked): Tie {
  const { old, after, before } = contract;
  const exported = (name: string): boolean =>
    ((contract.now === null ? before : after).exports?.get(name) ?? name) === old.name;
  if (use.on === null) {
    if (isShadowed(use, use.name, language)) return null;
    const own = file.imports.find(({ local, name }) => local === use.name && name !== null);
    if (own !== undefined)
      return exported(own.name ?? '') ? tied(moduleLeads(own, file, contract, language, world)) : null;
    if (use.name !== old.name) return null;
    if (file.path === after.path) return 'resolved';
    const isBeside = language === 'go' && dirname(file.path) === dirname(after.path) && file.package === after.package;
    // `import . "…"`: a test beside its package.
    const isTaken =
      language === 'go' &&
      file.imports.some((one) => one.local === '.' && goLeads(one.module, after.path, world.goModule) === 'yes');
    return (isBeside || isTaken) && isOnlyHere(contract, world) ? 'resolved' : null;
  }
  if (use.name !== old.name || use.scope.binder(use.on) !== null) return null;
  const module = file.imports.find(({ local }) => local === use.on);
  if (module === undefined || !exported(use.name)) return null;
  if (language === 'python' && module.name !== null)
    return tied(
      pythonLeads(file.path, `${module.module}${module.module.endsWith('.') ? '' : '.'}${module.name}`, after.path),
    );
  return module.name === null ? tied(moduleLeads(module, file, contract, language, world)) : null;
}

function isShadowed({ scope }: NameUse, name: string, language: CallerLanguage): boolean {
  return language !== 'java' && scope.binder(name) !== null;
}

function moduleLeads(
  one: ModuleImport,
  file: FileFacts,
  { after }: Contract,
  language: CallerLanguage,
  world: World,
): Leads {
  if (language === 'script' || language === 'python') return namedLeads(one.module, file, after, world);
  return language === 'go' ? goLeads(one.module, after.path, world.goModule) : 'no';
}

/** Whether a type's name, as a file writes it, is the contract's owner. */
function typeLeads(type: string, file: FileFacts, contract: Contract, language: CallerLanguage, world: World): Leads {
  const owner = contract.old.owner ?? '';
  const { after } = contract;
  if (language === 'go') {
    if (owner.includes('/')) return type === owner && file.path === after.path ? 'yes' : 'no';
    const [pkg, name] = type.includes('.') ? type.split('.') : [null, type];
    if (name !== owner) return 'no';
    if (pkg === null)
      return dirname(file.path) === dirname(after.path) && file.package === after.package ? 'yes' : 'no';
    const module = file.imports.find(({ local }) => local === pkg);
    return module === undefined ? 'no' : goLeads(module.module, after.path, world.goModule);
  }
  if (language === 'java') {
    if (type !== owner) return 'no';
    if (file.path === after.path) return 'yes';
    const own = file.imports.find(({ local }) => local === type);
    if (own !== undefined) return javaLeads(own, owner, after.package);
    if (file.declared.some((one) => one.kind === 'type' && one.name === type)) return 'no';
    if (file.package === after.package) return 'yes';
    const isTaken = file.imports.some(({ local, module }) => local === EVERYTHING && module === after.package);
    // A type of its own package comes before what it takes with all others.
    return isTaken && findType(type, file, world)?.file.path === after.path ? 'yes' : 'no';
  }
  const own = file.imports.find(({ local }) => local === type);
  if (own === undefined) return type === owner && file.path === after.path ? 'yes' : 'no';
  const named = own.name === 'default' ? (after.exports?.get('default') ?? '') : own.name;
  return named === owner ? moduleLeads(own, file, contract, language, world) : 'no';
}

/** Java: whether a name is of the same house as a package, as told by its first two parts: `com.example`. */
function isNear(name: string, own: string): boolean {
  return name.startsWith(`${own.split('.').slice(0, 2).join('.')}.`);
}

/** Java: whether a file takes all names of a class of somebody else, which may have what is gone. */
function takesAllFromElsewhere({ imports }: FileFacts, after: FileFacts): boolean {
  return imports.some(({ local, module }) => local === '*' && module !== '' && !isNear(module, after.package));
}

/** Java: whether a file takes all that the owner has by name. */
function takesAllOf({ imports }: FileFacts, { old, after }: Contract): boolean {
  return imports.some(({ local, module }) => local === '*' && module === `${after.package}.${old.owner}`);
}

/** Java: whether a file takes all that a class near the owner has by name, which may be built on it. */
function takesAllByHeir({ imports }: FileFacts, { after }: Contract): boolean {
  const root = after.package.split('.').slice(0, OWN_PARTS).join('.');
  return root.includes('.') && imports.some(({ local, module }) => local === '*' && module.startsWith(`${root}.`));
}

/** Parts of a package's name that tell whose it is: `org.apache`, `com.example`. */
const OWN_PARTS = 2;

/** Java: a call in a class inside of the owner, which has no method of that name itself. */
function isInner(use: NameUse, file: FileFacts, { name, owner, kind }: Contract['old']): boolean {
  const { self } = use.scope;
  // A class without a name has none here.
  if (kind !== 'method' || owner === null || self === owner) return false;
  let around = use.scope.parent;
  while (around !== null && around.self !== owner) around = around.parent;
  return around !== null && !file.declared.some((one) => one.owner === self && one.name === name);
}

/** Whether a file has a class that names the owner as what it is built on. */
function isBuiltOn({ path, types }: FileFacts, { old, after }: Contract): boolean {
  return path !== after.path && types.some(({ bases }) => bases.includes(old.owner ?? ''));
}

/** Whether all methods of the class around a use are written down in it, or are Java's own. */
function inheritsNothing({ scope: { self } }: NameUse, file: FileFacts): boolean {
  const inner = file.types.find((one) => one.name === self);
  return inner !== undefined && !inner.open && inner.bases.every((base) => OF_JAVA.test(base));
}

/** Types of Java itself, whose methods are no secret. */
const OF_JAVA =
  /^(?:Thread|Runnable|Callable|Comparable|Comparator|Iterator|Iterable|Serializable|AutoCloseable|Closeable)\b/;
