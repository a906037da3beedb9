import { z } from 'zod';
import { inFolder } from '../paths.ts';
import type { Entry } from './entry.ts';
import { starPart } from './star-part.ts';

const PackageJson = z.object({
  private: z.boolean().optional(),
  exports: z.unknown().optional(),
  main: z.string().optional(),
  module: z.string().optional(),
  types: z.string().optional(),
  typings: z.string().optional(),
});

const BUILT = /^(dist|build|out|lib|esm|cjs|es|output|types|typings|dts|module|commonjs|umd|src)\//;
const SOURCE_FOLDERS = ['src/', 'lib/', 'source/', ''];
const SOURCE_EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
const MOST_FILES = 200;

/** The public entries of a package; null when it is private and nobody else can import it. Throws when the manifest is unreadable. */
export function javascriptEntries(manifest: string, folder: string, tree: readonly string[]): readonly Entry[] | null {
  const parsed = PackageJson.parse(JSON.parse(manifest));
  if (parsed.private === true) return null;
  const inside = tree.flatMap((path) =>
    path.startsWith(inFolder(folder, '')) ? [path.slice(inFolder(folder, '').length)] : [],
  );
  const files = new Set(inside);
  return declared(parsed).flatMap(({ key, targets }): Entry[] => {
    if (key.includes('*')) return [{ key, files: [] }, ...expand({ key, targets }, files, folder)];
    const found = targets.flatMap((target) => sources(target).find((source) => files.has(source)) ?? []);
    return [{ key, files: [...new Set(found)].map((file) => inFolder(folder, file)) }];
  });
}

interface Declared {
  readonly key: string;
  readonly targets: readonly string[];
}

function declared(manifest: z.infer<typeof PackageJson>): Declared[] {
  const { exports, main, module, types, typings } = manifest;
  if (exports === undefined || exports === null) {
    const named = [main, module, types ?? typings].filter((target) => target !== undefined);
    return [{ key: '.', targets: named.length === 0 ? ['index.js'] : named }];
  }
  const isMap =
    typeof exports === 'object' && !Array.isArray(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  if (!isMap) return [{ key: '.', targets: targetsOf(exports) }];
  return Object.entries(exports)
    .filter(([key, target]) => target !== null && key !== './package.json')
    .map(([key, target]) => ({ key, targets: targetsOf(target) }));
}

/** All file names under a target, whatever the condition. */
function targetsOf(target: unknown): string[] {
  if (typeof target === 'string') return /\.(json|css|wasm|node|svg)$/.test(target) ? [] : [target];
  return typeof target === 'object' && target !== null ? Object.values(target).flatMap(targetsOf) : [];
}

/** Where the source of a target may lie. What is built is not its own source, unless that is all there is. */
function sources(target: string): string[] {
  const literal = target.replace(/^\.\//, '');
  const withIndex = /\.[mc]?[jt]sx?$/.test(literal) ? literal : `${literal}/index.js`.replace('//', '/');
  let bare = withIndex.replace(/\.(d\.)?[mc]?[jt]sx?$/, '');
  while (BUILT.test(bare)) bare = bare.replace(BUILT, '');
  const mapped = SOURCE_FOLDERS.flatMap((prefix) =>
    SOURCE_EXTENSIONS.map((extension) => `${prefix}${bare}${extension}`),
  );
  const built = /^(dist|build|out)\//.test(literal);
  return built ? [...mapped, literal] : [literal, `${literal}.js`, ...mapped];
}

/** One entry for each file that a pattern of `exports` lets through. */
function expand({ key, targets }: Declared, files: ReadonlySet<string>, folder: string): Entry[] {
  if (targets.some((target) => /^\.\/\*(\.[a-z]+)?$/.test(target))) return [];
  const entries = new Map<string, Set<string>>();
  for (const target of targets) {
    for (const source of sources(target)) {
      for (const file of files) {
        const part = starPart(source, file);
        if (part === null || entries.size > MOST_FILES) continue;
        const name = key.replace('*', part);
        entries.set(name, (entries.get(name) ?? new Set()).add(inFolder(folder, file)));
      }
    }
  }
  return [...entries].map(([name, found]) => ({ key: name, files: [...found] }));
}
