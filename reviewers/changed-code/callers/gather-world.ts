import { dirname } from 'node:path/posix';
import type { NamedHit } from '../../../forge/forge.ts';
import type { CheckContext } from '../../reviewer.ts';
import type { Contract } from './changed-contracts.ts';
import type { FileFacts } from './facts.ts';
import { readTypes } from './gather-types.ts';
import { scriptPaths } from './leads-to.ts';
import { moduleAliases } from './module-aliases.ts';
import { readFileFacts } from './read-file-facts.ts';
import { callerLanguage, type World } from './world.ts';

/** Files in which the names stand, the nearest first; names in more files are resolved by imports and types only. */
const MOST_CALLERS = 60;
/** Files that may hand on what callers import. */
const MOST_BARRELS = 12;
const USES = 200;
const DEFINITIONS = 50;
const PATHSPECS = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs', 'py', 'go', 'java', 'cs', 'rs'].map(
  (one) => `*.${one}`,
);

/** What nobody here wrote, or what is built from what is here: names in it are no others'. */
const FOREIGN = /\.min\.[cm]?js$|(?:^|\/)(?:node_modules|vendor|third_party|dist|build|generated)\//;

/** Reads the files in which names of contracts stand. */
export async function worldOf(context: CheckContext, contracts: readonly Contract[]): Promise<World> {
  const names = [...new Set(contracts.map(({ old }) => old.name))];
  const found = await context.mentions({
    names,
    side: 'new',
    near: [...new Set(contracts.map(({ after }) => after.path))],
    pathspecs: PATHSPECS,
    definitions: DEFINITIONS,
    uses: USES,
  });
  const hits = found.kind === 'ok' ? found.value.filter(({ path }) => !FOREIGN.test(path)) : [];
  const paths = [...new Set(hits.map(({ path }) => path))];
  const read = paths.slice(0, MOST_CALLERS);
  const own = contracts.map(({ after }) => after);
  const known = new Map(own.map((one) => [one.path, one]));
  const missing = read.filter((path) => !known.has(path));
  const more = await readFileFacts(
    context,
    missing.map((path) => ({ path, side: 'new' as const })),
  );
  for (const one of more) if (one !== null) known.set(one.path, one);
  const aliased = await moduleAliases(context);
  await readBarrels(context, known, new Set(names), aliased);
  const whole = names.filter((name) => {
    const of = hits.filter((hit) => hit.name === name);
    const uses = of.filter(({ isDefinition }) => !isDefinition).length;
    const isSeen = (hit: NamedHit): boolean => known.has(hit.path) || (read.includes(hit.path) && isLookedUp(hit));
    return of.length > 0 && uses < USES && of.length - uses < DEFINITIONS && of.every(isSeen);
  });
  const added = new Map(context.changeSet.files.map((file) => [file.newPath, context.changedLines(file, 'new')]));
  const isAdded = (path: string, first: number, last: number): boolean =>
    [...(added.get(path) ?? [])].some((line) => line >= first && line <= last);
  const { own: goModule, isApart } = await goModules(context);
  const globals = await globalUsings(context);
  const world = { whole: new Set(whole), goModule, isApart, isAdded, globals, aliased };
  await readTypes(context, known, contracts, world);
  return { ...world, files: [...known.values()] };
}

/** Whether a line of a file that is too long to be read only looks the name up in something: it defines nothing. */
function isLookedUp({ text, name, path }: NamedHit): boolean {
  // What Go defines stands at the beginning of its line, or behind a keyword.
  if (path.endsWith('.go')) return !/^\s*(?:func|type|var|const)\b/.test(text) && !isAtStart(text, name);
  const parts = text.split(name);
  return parts.slice(1).every((behind, index) => parts[index]?.endsWith('.') === true && !/^\s*[:=](?!=)/.test(behind));
}

/** Whether a line begins with a name that no value and no call belongs to. */
function isAtStart(text: string, name: string): boolean {
  const [before, behind = ''] = text.split(name, 2);
  return before?.trim() === '' && !/^\s*(?::|\(|\.|=|:=)/.test(behind);
}

/** Reads the files that callers import names from and in which the names do not stand: they may hand on all of another. */
async function readBarrels(
  context: CheckContext,
  known: Map<string, FileFacts>,
  names: ReadonlySet<string>,
  aliased: World['aliased'],
): Promise<void> {
  let files = [...known.values()];
  let room = MOST_BARRELS;
  while (files.length > 0 && room > 0) {
    const asked = files.flatMap(({ path, imports, handsOn }) => {
      if (callerLanguage(path) !== 'script') return [];
      const taken = imports.filter(({ name }) => name !== null && names.has(name)).map(({ module }) => module);
      return [...taken, ...handsOn].flatMap((module) =>
        module.startsWith('.')
          ? scriptPaths(path, module)
          : (aliased(path, module) ?? []).flatMap((place) => scriptPaths('', `./${place}`)),
      );
    });
    const there = asked.length === 0 ? null : await context.list('new');
    const wanted = [...new Set(asked)].filter((path) => !known.has(path));
    const found = there === null || wanted.length === 0 ? [] : wanted.filter((path) => there.includes(path));
    const read = await readFileFacts(
      context,
      found.slice(0, room).map((path) => ({ path, side: 'new' as const })),
    );
    room -= read.length;
    files = read.filter((file) => file !== null);
    for (const file of files) known.set(file.path, file);
  }
}

interface GoModules {
  readonly own: string | null;
  readonly isApart: World['isApart'];
}

/** Manifests of modules below others. */
const MOST_MODULES = 20;

async function goModules(context: CheckContext): Promise<GoModules> {
  if (!context.changeSet.files.some(({ newPath }) => newPath.endsWith('.go')))
    return { own: null, isApart: () => false };
  const text = async (path: string): Promise<string> => {
    const content = await context.read(path, 'new');
    return content.kind === 'text' ? content.text : '';
  };
  const own = /^module\s+"?([^\s"]+)/m.exec(await text('go.mod'))?.[1] ?? null;
  const manifests = ((await context.list('new')) ?? [])
    .filter((path) => path.endsWith('/go.mod'))
    .slice(0, MOST_MODULES);
  const folders = manifests.map((path) => dirname(path)).toSorted((a, b) => b.length - a.length);
  const work = manifests.length === 0 ? '' : await text('go.work');
  const apart = new Set<string>();
  for (const folder of folders) {
    const lines = (await text(`${folder}/go.mod`)).split('\n');
    const isTaken = own !== null && lines.some((line) => line.includes(`${own} `) && line.includes('=> .'));
    if (!isTaken && !work.includes(folder)) apart.add(folder);
  }
  const moduleOf = (path: string): string => folders.find((folder) => path.startsWith(`${folder}/`)) ?? '.';
  return { own, isApart: (path, target) => apart.has(moduleOf(path)) && moduleOf(path) !== moduleOf(target) };
}

/** Files that may say what every file of a project uses. */
const OF_PROJECTS = /(?:^|\/)(?:(?:Global)?(?:Usings|Imports)\.cs|Directory\.Build\.props|[^/]+\.csproj)$/;

async function globalUsings(context: CheckContext): Promise<ReadonlySet<string>> {
  if (!context.changeSet.files.some(({ newPath }) => newPath.endsWith('.cs'))) return new Set();
  const paths = ((await context.list('new')) ?? []).filter((path) => OF_PROJECTS.test(path)).slice(0, MOST_MODULES);
  const texts = await Promise.all(paths.map((path) => context.read(path, 'new')));
  const found = texts.flatMap((content) =>
    content.kind === 'text'
      ? [...content.text.matchAll(/\bglobal using ([\w.]+);|<Using Include="([\w.]+)"/g)].map(
          ([, a, b]) => a ?? b ?? '',
        )
      : [],
  );
  return new Set(found);
}
