import { dirname } from 'node:path/posix';
import type { Declared, FileFacts, TypeFact } from './facts.ts';
import { goLeads, javaLeads } from './leads-to.ts';
import { namedLeads } from './named-leads.ts';
import { callerLanguage, type World } from './world.ts';

/** Something at the top of a file that another file names. */
export interface ResolvedName {
  readonly one: Declared;
  readonly name: string;
  readonly file: FileFacts;
}

/** A type and where it is defined. */
export interface ResolvedType extends ResolvedName {
  readonly fact: TypeFact | undefined;
}

/** The type that a file means by a name. */
export function findType(written: string, file: FileFacts, world: World): ResolvedType | null {
  const found = findDeclared(written, file, world);
  if (found?.one.kind !== 'type') return null;
  return { ...found, fact: found.file.types.find(({ name }) => name === found.name) };
}

/** What a file means by a name, or by the name of a module and one in it: `pkg.name`; null where that is not among the files that were read. */
export function findDeclared(written: string, file: FileFacts, world: World, hands = MOST_HANDS): ResolvedName | null {
  const [module, name] = written.includes('.') ? (written.split('.') as [string, string]) : [null, written];
  const language = callerLanguage(file.path);
  const inFile = (one: FileFacts, wanted: string): ResolvedName | null => {
    const own = one.declared.filter((each) => each.owner === null && each.name === wanted);
    const [first] = own;
    return first === undefined || own.length > 1 ? null : { one: first, name: wanted, file: one };
  };
  const among = (files: readonly FileFacts[], wanted: string): ResolvedName | null => {
    const found = files.flatMap((one) => inFile(one, wanted) ?? []);
    return found.length === 1 ? (found[0] ?? null) : null;
  };
  const miss = (): null => {
    world.missed?.(file, written);
    return null;
  };
  if (language === 'go') {
    const own = module === null ? undefined : file.imports.find(({ local }) => local === module);
    if (module !== null && own === undefined) return null;
    const beside = world.files.filter(({ path, package: name_ }) =>
      own === undefined
        ? dirname(path) === dirname(file.path) && name_ === file.package
        : path.endsWith('.go') && !path.endsWith('_test.go') && goLeads(own.module, path, world.goModule) === 'yes',
    );
    return among(beside, name) ?? miss();
  }
  const here = module === null ? inFile(file, name) : null;
  if (here !== null) return here;
  if (language === 'java') {
    if (module !== null) return null;
    const own = file.imports.find(({ local }) => local === name);
    const beside = world.files.filter((one) =>
      own === undefined
        ? one.path.endsWith('.java') && one.package === file.package
        : own.name === null && one.path.endsWith('.java') && javaLeads(own, name, one.package) === 'yes',
    );
    return among(beside, name) ?? miss();
  }
  const own = file.imports.find(({ local }) => local === (module ?? name));
  if (own === undefined || (language !== 'script' && language !== 'python')) return null;
  // `from . import util`, `util.make()`
  const isPart = language === 'python' && own.name !== null && module !== null;
  if ((own.name === null) !== (module !== null) && !isPart) return null;
  const from = isPart ? `${own.module}${own.module.endsWith('.') ? '' : '.'}${own.name}` : own.module;
  const home = world.files.filter((one) => one !== file && namedLeads(from, file, one, world) === 'yes');
  const meant = module !== null ? name : own.name;
  const found = home.flatMap((one) => {
    const wanted = one.exports?.get(meant ?? '') ?? (meant === 'default' ? '' : (meant ?? ''));
    return inFile(one, wanted) ?? handedOn(wanted, one, world, hands) ?? [];
  });
  return found.length === 1 ? (found[0] ?? null) : miss();
}

/** Files that hand on what another hands on. */
const MOST_HANDS = 3;

/** What a file takes from another to hand it on: it imports it, or names its module in an `export … from`. */
function handedOn(name: string, file: FileFacts, world: World, hands: number): ResolvedName | null {
  if (hands === 0) return null;
  if (file.imports.some(({ local, name: own }) => local === name && own !== null))
    return findDeclared(name, file, world, hands - 1);
  const named = file.uses.flatMap((use) => (use.kind === 'import' && use.name === name ? [use.on ?? ''] : []));
  for (const module of [...named, ...file.handsOn]) {
    const homes = world.files.filter((one) => one !== file && namedLeads(module, file, one, world) === 'yes');
    if (homes.length === 0) world.missed?.(file, name, module);
    for (const home of homes) {
      const one = home.declared.find((each) => each.owner === null && each.name === name);
      const found = one === undefined ? handedOn(name, home, world, hands - 1) : { one, name, file: home };
      if (found !== null) return found;
    }
  }
  return null;
}
