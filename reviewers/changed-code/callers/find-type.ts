import { dirname } from 'node:path/posix';
import { type Declared, EVERYTHING, type FileFacts, type TypeFact } from './facts.ts';
import { goLeads, javaLeads } from './leads-to.ts';
import { homesOf } from './named-leads.ts';
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

const DECLARED = new WeakMap<World, Map<string, ResolvedName | null>>();

/** What a file means by a name, or by the name of a module and one in it: `pkg.name`; null where that is not among the files that were read. */
export function findDeclared(written: string, file: FileFacts, world: World, hands = MOST_HANDS): ResolvedName | null {
  const known = DECLARED.get(world) ?? new Map<string, ResolvedName | null>();
  DECLARED.set(world, known);
  const key = `${hands} ${file.path}\n${written}`;
  const had = known.get(key);
  if (had !== undefined) return had;
  const found = lookUp(written, file, world, hands);
  known.set(key, found);
  return found;
}

function lookUp(written: string, file: FileFacts, world: World, hands: number): ResolvedName | null {
  const [module, name] = written.includes('.') ? (written.split('.') as [string, string]) : [null, written];
  const language = callerLanguage(file.path);
  const asked = { module, name, file, world };
  const here = module === null && language !== 'go' ? inFile(file, name) : null;
  if (here !== null) return here;
  if (language === 'go') return ofGo(asked);
  if (language === 'java') return ofJava(asked);
  return language === 'script' || language === 'python' ? ofModule(asked, hands) : null;
}

interface Asked {
  readonly module: string | null;
  readonly name: string;
  readonly file: FileFacts;
  readonly world: World;
}

function ofGo({ module, name, file, world }: Asked): ResolvedName | null {
  const own = module === null ? undefined : file.imports.find(({ local }) => local === module);
  if (module !== null && own === undefined) return null;
  const isMeant = (one: FileFacts): boolean =>
    own === undefined
      ? dirname(one.path) === dirname(file.path) && one.package === file.package
      : /(?<!_test)\.go$/.test(one.path) && goLeads(own.module, one.path, world.goModule) === 'yes';
  return onlyOne(world.files.filter(isMeant), name) ?? miss(file, module === null ? name : `${module}.${name}`, world);
}

function ofJava({ module, name, file, world }: Asked): ResolvedName | null {
  if (module !== null) return null;
  const own = file.imports.find(({ local }) => local === name);
  const isMeant = (one: FileFacts): boolean =>
    own === undefined ? one.package === file.package : own.name === null && javaLeads(own, name, one.package) === 'yes';
  const all = world.files.filter(({ path }) => path.endsWith('.java'));
  const taken = own === undefined ? file.imports.filter(({ local }) => local === EVERYTHING) : [];
  const beside = all.filter((one) => taken.some(({ module }) => module === one.package));
  return onlyOne(all.filter(isMeant), name) ?? onlyOne(beside, name) ?? miss(file, name, world);
}

function ofModule({ module, name, file, world }: Asked, hands: number): ResolvedName | null {
  const own = file.imports.find(({ local }) => local === (module ?? name));
  if (own === undefined) return null;
  // `from . import util`, `util.make()`
  const isPart = file.path.endsWith('.py') && own.name !== null && module !== null;
  if ((own.name === null) !== (module !== null) && !isPart) return null;
  const from = isPart ? `${own.module}${own.module.endsWith('.') ? '' : '.'}${own.name}` : own.module;
  const meant = module === null ? (own.name ?? '') : name;
  const found = homesOf(from, file, world).flatMap((one) => {
    const wanted = one.exports?.get(meant) ?? (meant === 'default' ? '' : meant);
    return inFile(one, wanted) ?? handedOn(wanted, one, world, hands) ?? [];
  });
  const [only, ...others] = found;
  return only !== undefined && others.length === 0
    ? only
    : miss(file, module === null ? name : `${module}.${name}`, world);
}

function inFile(file: FileFacts, name: string): ResolvedName | null {
  const [one, ...others] = file.declared.filter((each) => each.owner === null && each.name === name);
  return one === undefined || others.length > 0 ? null : { one, name, file };
}

function onlyOne(files: readonly FileFacts[], name: string): ResolvedName | null {
  const [only, ...others] = files.flatMap((one) => inFile(one, name) ?? []);
  return only === undefined || others.length > 0 ? null : only;
}

function miss(file: FileFacts, name: string, world: World): null {
  world.missed?.(file, name);
  return null;
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
    const homes = homesOf(module, file, world);
    if (homes.length === 0) world.missed?.(file, name, module);
    for (const home of homes) {
      const found = inFile(home, name) ?? handedOn(name, home, world, hands - 1);
      if (found !== null) return found;
    }
  }
  return null;
}
