import { dirname, join, normalize } from 'node:path/posix';
import type { CheckContext } from '../../reviewer.ts';
import type { Contract } from './changed-contracts.ts';
import { EVERYTHING, type FileFacts } from './facts.ts';
import { goLeads } from './leads-to.ts';
import { overloadAbove } from './overload-above.ts';
import { readFileFacts } from './read-file-facts.ts';
import { receiverType, inherits } from './typed-receiver.ts';
import { callerLanguage, type World } from './world.ts';

/** Files that are read to learn the types of values, and how often further ones are asked for. */
const MOST_FILES = 40;
const MOST_ROUNDS = 4;
/** Definitions of a type's name that are looked at. */
const DEFINITIONS = 20;
const ENDINGS = ['ts', 'tsx', 'js', 'jsx', 'mts', 'mjs'];

interface Missed {
  readonly file: FileFacts;
  readonly name: string;
  readonly module: string | undefined;
}

/** Reads the files in which the types of those values are defined whose members bear a contract's name. */
export async function readTypes(
  context: CheckContext,
  known: Map<string, FileFacts>,
  contracts: readonly Contract[],
  world: Omit<World, 'files'>,
): Promise<void> {
  const owned = Map.groupBy(
    contracts.filter(({ old }) => old.owner !== null && old.kind !== 'constructor'),
    ({ old }) => old.name,
  );
  if (owned.size === 0) return;
  const paths = (await context.list('new')) ?? [];
  const there = { all: new Set(paths), byName: Map.groupBy(paths, (path) => path.slice(path.lastIndexOf('/') + 1)) };
  const asked = new Set<string>();
  let room = MOST_FILES;
  for (let round = 0; round < MOST_ROUNDS && room > 0; round += 1) {
    const missed = missedIn([...known.values()], owned, world);
    const wanted = new Set(missed.flatMap((one) => pathsOf(one, there, world)));
    for (const path of await goPaths(context, missed, asked, world)) wanted.add(path);
    const further = [...wanted].filter((path) => !known.has(path) && !asked.has(path)).slice(0, room);
    for (const path of further) asked.add(path);
    if (further.length === 0) return;
    room -= further.length;
    const read = await readFileFacts(
      context,
      further.map((path) => ({ path, side: 'new' as const })),
    );
    for (const file of read) if (file !== null) known.set(file.path, file);
  }
}

/** Names that would tell the types, and are defined in no file that is known. */
function missedIn(
  files: readonly FileFacts[],
  owned: ReadonlyMap<string, readonly Contract[]>,
  world: Omit<World, 'files'>,
): Missed[] {
  const missed = new Map<string, Missed>();
  const asking: World = {
    ...world,
    files,
    missed: (file, name, module) => missed.set(`${file.path} ${name} ${module ?? ''}`, { file, name, module }),
  };
  for (const file of files) {
    for (const use of file.uses) {
      const contracts = use.on === null || use.kind === 'import' ? undefined : owned.get(use.name);
      const own = contracts?.filter(({ after }) => callerLanguage(after.path) === callerLanguage(file.path)) ?? [];
      const typed = own.length === 0 ? null : receiverType(use, file, asking);
      if (typed === null) continue;
      for (const { old, after } of own) inherits(typed, { name: old.owner ?? '', path: after.path }, old.name, asking);
    }
  }
  // What stands above an owner may take what the owner no longer takes.
  for (const contract of [...owned.values()].flat()) if (contract.now !== null) overloadAbove(null, contract, asking);
  return [...missed.values()];
}

interface There {
  readonly all: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, readonly string[]>;
}

/** Where a name may be defined, by what its file imports. */
function pathsOf({ file, name, module }: Missed, there: There, world: Omit<World, 'files'>): string[] {
  const language = callerLanguage(file.path);
  const [first = '', second] = name.split('.');
  const own = file.imports.find(({ local }) => local === first);
  if (language === 'java') {
    const path =
      own === undefined ? join(dirname(file.path), `${name}.java`) : `${own.module.replaceAll('.', '/')}.java`;
    const taken = own === undefined ? file.imports.filter(({ local }) => local === EVERYTHING) : [];
    const further = taken.flatMap((one) => ending(`${one.module.replaceAll('.', '/')}/${name}.java`, there));
    return own === undefined ? [path, ...further].filter((one) => there.all.has(one)) : ending(path, there);
  }
  if (language === 'csharp') return ending(`${name}.cs`, there);
  const named = module ?? own?.module;
  if (named === undefined) return [];
  if (language === 'script') {
    const places = world.aliased(file.path, named) ?? (named.startsWith('.') ? [join(dirname(file.path), named)] : []);
    return places
      .map((one) => normalize(one).replace(/\.[cm]?[jt]sx?$/, ''))
      .flatMap((one) => ENDINGS.flatMap((each) => [`${one}.${each}`, `${one}/index.${each}`]))
      .filter((one) => there.all.has(one));
  }
  if (language !== 'python') return [];
  const whole =
    second !== undefined && own?.name != null ? `${named}${named.endsWith('.') ? '' : '.'}${own.name}` : named;
  const dots = /^\.*/.exec(whole)?.[0].length ?? 0;
  const bare = whole.slice(dots).replaceAll('.', '/');
  const forms = [`${bare}.py`, `${bare}/__init__.py`];
  if (dots === 0) return forms.flatMap((form) => ending(form, there));
  const base = join(dirname(file.path), ...Array.from({ length: dots - 1 }, () => '..'));
  return [...forms, '__init__.py'].map((form) => normalize(join(base, form))).filter((form) => there.all.has(form));
}

/** Further such paths are of several projects in one tree. */
const MOST_ALIKE = 3;

function ending(path: string, { byName }: There): string[] {
  const all = byName.get(path.slice(path.lastIndexOf('/') + 1)) ?? [];
  const found = all.filter((one) => `/${one}`.endsWith(`/${path}`));
  return found.length > MOST_ALIKE ? [] : found;
}

/** Go: the files of a package that define a name, by git's search. */
async function goPaths(
  context: CheckContext,
  missed: readonly Missed[],
  asked: Set<string>,
  { goModule }: Omit<World, 'files'>,
): Promise<string[]> {
  const own = missed.filter(({ file, name }) => file.path.endsWith('.go') && !asked.has(`${file.path} ${name}`));
  if (own.length === 0) return [];
  for (const { file, name } of own) asked.add(`${file.path} ${name}`);
  const wanted = own.map(({ file, name }) => {
    const [module, bare] = name.includes('.') ? name.split('.') : [null, name];
    const path = module === null ? null : (file.imports.find(({ local }) => local === module)?.module ?? '');
    return { name: bare ?? '', folder: dirname(file.path), path };
  });
  const names = [...new Set(wanted.map(({ name }) => name))];
  const near = [...new Set(own.map(({ file }) => file.path))];
  const found = await context.mentions({
    names,
    side: 'new',
    near,
    pathspecs: ['*.go'],
    definitions: DEFINITIONS,
    uses: 1,
  });
  const hits = found.kind === 'ok' ? found.value.filter(({ isDefinition }) => isDefinition) : [];
  return hits
    .filter((hit) =>
      wanted.some(
        ({ name, folder, path }) =>
          name === hit.name &&
          (path === null ? dirname(hit.path) === folder : goLeads(path, hit.path, goModule) === 'yes'),
      ),
    )
    .map(({ path }) => path);
}
