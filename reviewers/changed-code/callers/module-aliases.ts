import { dirname, join, normalize } from 'node:path/posix';
import { z } from 'zod';
import type { CheckContext } from '../../reviewer.ts';
import { strictJson } from '../texts/plain-json.ts';
import type { World } from './world.ts';

/** Configurations and manifests that are read. */
const MOST_FILES = 80;
const OF_PATHS = /(?:^|\/)(?:tsconfig(?:\.(?:base|app|web))?|jsconfig)\.json$/;
const OF_PACKAGES = /(?:^|\/)package\.json$/;
const FOREIGN = /(?:^|\/)(?:node_modules|vendor|fixtures?|examples?|templates?)\//;

const Configuration = z.object({
  compilerOptions: z.object({
    baseUrl: z.string().optional(),
    paths: z.record(z.string(), z.array(z.string())).optional(),
  }),
});
const Manifest = z.object({ name: z.string() });

interface Alias {
  /** Files below it have the alias. */
  readonly root: string;
  readonly before: string;
  readonly behind: string | null;
  readonly places: readonly string[];
}

/** What `paths` of `tsconfig.json` and the names of a workspace's packages make of a module's name. */
export async function moduleAliases(context: CheckContext): Promise<World['aliased']> {
  if (!context.changeSet.files.some(({ newPath }) => /\.[cm]?[jt]sx?$/.test(newPath))) return () => null;
  const all = ((await context.list('new')) ?? []).filter((path) => !FOREIGN.test(path));
  const paths = all.filter((path) => OF_PATHS.test(path) || OF_PACKAGES.test(path)).toSorted(byDepth);
  const read = await Promise.all(
    paths.slice(0, MOST_FILES).map(async (path) => ({ path, content: await context.read(path, 'new') })),
  );
  const aliases = read.flatMap(({ path, content }) => {
    if (content.kind !== 'text') return [];
    const settings = parseLoose(content.text);
    return OF_PACKAGES.test(path) ? packageAlias(path, settings) : pathAliases(path, settings);
  });
  // The nearest configuration decides, and the longest name.
  const ordered = aliases.toSorted((a, b) => b.root.length - a.root.length || b.before.length - a.before.length);
  const places = new Map<string, readonly string[] | null>();
  return (from, module) => {
    if (module.startsWith('.')) return null;
    const key = `${from}\n${module}`;
    const known = places.get(key);
    if (known !== undefined) return known;
    const found = placesOf(from, module, ordered);
    places.set(key, found);
    return found;
  };
}

function placesOf(from: string, module: string, ordered: readonly Alias[]): readonly string[] | null {
  for (const { root, before, behind, places } of ordered) {
    if (root !== '' && !from.startsWith(`${root}/`)) continue;
    if (behind === null ? module !== before : !module.startsWith(before) || !module.endsWith(behind)) continue;
    const star = module.slice(before.length, behind === null ? undefined : module.length - behind.length);
    return places.map((place) => normalize(place.replace('*', star)).replace(SCRIPT, ''));
  }
  return null;
}

const SCRIPT = /(?:\.d)?\.[cm]?[jt]sx?$/;
const byDepth = (one: string, other: string): number => one.split('/').length - other.split('/').length;

/** JSON with comments and trailing commas; null where it is none. */
function parseLoose(text: string): unknown {
  try {
    return JSON.parse(strictJson(text).plain);
  } catch {
    return null;
  }
}

function pathAliases(path: string, settings: unknown): Alias[] {
  const parsed = Configuration.safeParse(settings);
  if (!parsed.success) return [];
  const { baseUrl = '.', paths = {} } = parsed.data.compilerOptions;
  const root = dirname(path) === '.' ? '' : dirname(path);
  return Object.entries(paths).flatMap(([pattern, places]) => {
    const [before = '', behind = null, ...more] = pattern.split('*');
    return more.length > 0 || pattern === '*'
      ? []
      : [{ root, before, behind, places: places.map((place) => join(root, baseUrl, place)) }];
  });
}

/** Where a package of the same tree may have its modules. */
function packageAlias(path: string, settings: unknown): Alias[] {
  const parsed = Manifest.safeParse(settings);
  const folder = dirname(path);
  if (!parsed.success || folder === '.') return [];
  const { name } = parsed.data;
  const entries = ['src/index', 'index', 'lib/index', 'src/main'].map((one) => join(folder, one));
  const inner = ['*', 'src/*', 'lib/*'].map((one) => join(folder, one));
  return [
    { root: '', before: name, behind: null, places: entries },
    { root: '', before: `${name}/`, behind: '', places: inner },
  ];
}
