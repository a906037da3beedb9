import { basename, dirname } from 'node:path/posix';
import type { Contract } from './changed-contracts.ts';
import type { Declared, FileFacts, Given, NameUse } from './facts.ts';
import { rustType } from './languages/rust-names.ts';
import { isDistinctive, isUnique, type Tie, type World } from './world.ts';

/** Whether a use in Rust means a contract. */
export function rustTie(use: NameUse, file: FileFacts, contract: Contract, world: World): Tie {
  const { old, after } = contract;
  const isHere = file.path === after.path;
  if (old.kind === 'constructor') {
    const isMade = use.kind === 'call' && use.on === 'new' && use.name === old.name && world.whole.has(old.name);
    const types = world.files.flatMap(({ declared }) =>
      declared.filter((one) => one.kind === 'type' && one.name === old.name),
    );
    return isMade && types.length === 1 && isNotForeign(old.name, file, after) ? 'resolved' : null;
  }
  if (use.name !== old.name) return null;
  // A function of a module inside of the file.
  if (old.kind === 'function' && old.owner !== null)
    return isHere && use.kind === 'call' && use.on === null && isInside(use, old.owner) ? 'resolved' : null;
  if (old.owner === null) return use.kind === 'call' ? toFunction(use, file, contract, world) : null;
  if ((old.kind === 'field') !== (use.kind === 'member')) return null;
  const isOnly = isUnique(contract, world);
  // A value of a type that is not written down may be of a library that has the name as well: what wraps it often has.
  const type = use.on === 'this' ? use.scope.self : typeOf(use, file);
  if (type !== old.owner) return null;
  return isHere || (isOnly && isNotForeign(old.owner, file, after)) ? 'resolved' : null;
}

function isInside({ scope, name }: NameUse, owner: string): boolean {
  return scope.self === owner && scope.binder(name) === null;
}

/** The type before `::`, or of the value before the dot. */
function typeOf({ scope, on }: NameUse, { declared }: FileFacts): string | null {
  if (on === null || on === '?') return null;
  const held = /^this\.(\w+)$/.exec(on)?.[1];
  if (held !== undefined) {
    const field = declared.find((one) => one.kind === 'field' && one.owner === scope.self && one.name === held);
    return rustType(field?.node.children.at(-1));
  }
  const last = on.split('::').at(-1) ?? on;
  const bound = scope.binder(on);
  if (bound !== null) return bound.names.get(on) ?? null;
  return /^[A-Z]/.test(last) ? last : null;
}

function toFunction(use: NameUse, file: FileFacts, contract: Contract, world: World): Tie {
  const { old, after } = contract;
  const isOnly = isUnique(contract, world);
  if (use.on === 'this' || use.on === '?' || use.on === 'new') return null;
  if (use.on !== null) {
    const last = use.on.split('::').at(-1) ?? '';
    const isPath = /^(?:\w+::)*[a-z_]\w*$/.test(use.on) && use.scope.binder(use.on) === null;
    const named = file.imports.find(({ local }) => local === last)?.name ?? last;
    return isPath && isOnly && isModuleOf(named, after) ? 'resolved' : null;
  }
  if (use.scope.binder(use.name) !== null) return null;
  const own = file.imports.find(({ local }) => local === use.name);
  if (own !== undefined)
    return own.name === old.name && isOnly && isNotForeign(use.name, file, after) ? 'resolved' : null;
  if (file.path === after.path) {
    const isInside = use.scope.self?.startsWith('mod ') === true;
    return isOnly || (!isInside && contract.now !== null) ? 'resolved' : null;
  }
  const isGlob = file.handsOn.some((module) => isModuleOf(module.split('::').at(-1) ?? '', after));
  return isGlob && isOnly && isDistinctive(old.name) ? 'unique' : null;
}

/** Whether the last part of a path is the module that a file is, or one above it. */
function isModuleOf(part: string, { path }: FileFacts): boolean {
  const folders = dirname(path).replaceAll('-', '_').split('/');
  return part === basename(path, '.rs') || /^(?:crate|self|super)$/.test(part) || folders.includes(part);
}

/** Whether what a file imports under a name may be the tree's: its path begins in this crate, or names a folder or module of the file. */
function isNotForeign(name: string, { imports }: FileFacts, after: FileFacts): boolean {
  const own = imports.find(({ local }) => local === name);
  if (own === undefined) return true;
  const parts = own.module.split('::');
  if (/^(?:crate|self|super)$/.test(parts[0] ?? '')) return true;
  const folders = dirname(after.path)
    .split('/')
    .map((folder) => folder.replaceAll('-', '_'));
  return parts.some((part) => part !== '' && (folders.includes(part) || part === basename(after.path, '.rs')));
}

/** What a call hands over beside the value that a method is of: `Cart::add(&cart, 1)` hands it over as well. */
export function withoutSelf({ given, on }: NameUse, { node }: Declared): Given {
  const list = node.children.find(({ kind }) => kind === 'parameters');
  const isBound = list?.children.some(({ kind }) => kind === 'self_parameter') === true;
  return isBound && /^[A-Z]|::/.test(on ?? '') ? { ...given, positions: given.positions - 1 } : given;
}
