import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { foldersUpward, folderOf, inFolder, isInternal, fileNameOf } from '../paths.ts';
import { readText, parseOrGap } from '../read-text.ts';
import type { Entry } from '../surface/entry.ts';
import { javascript } from '../surface/javascript.ts';
import { javascriptEntries } from '../surface/javascript-entries.ts';
import type { SurfaceLanguage } from '../surface/module-surface.ts';
import { SurfaceReader } from '../surface/package-surface.ts';
import { python } from '../surface/python.ts';
import { pythonEntries } from '../surface/python-entries.ts';
import { type RemovedName, removedNames, type Sides } from '../surface/removed-names.ts';
import { reportRemovedEntries } from '../surface/report-removed-entries.ts';
import { reportRemovedNames } from '../surface/report-removed-names.ts';

const JAVASCRIPT_FILE = /\.[mc]?[jt]sx?$/;
const PYTHON_FILE = /\.pyi?$/;

/** Finds public names that the change takes away without announcing a breaking release. */
export const removedExports: Check = {
  id: 'removed-exports',
  comparesSides: true,
  async run(context) {
    const changed = withoutNoise(context.changeSet.files)
      .filter((file) => file.status !== 'A')
      .map((file) => file.oldPath)
      .filter((path) => !isInternal(path));
    const code = changed.filter((path) => JAVASCRIPT_FILE.test(path) || fileNameOf(path) === 'package.json');
    const packages = changed.filter((path) => PYTHON_FILE.test(path));
    if (code.length + packages.length === 0) return;
    const [old, now] = [await context.list('old'), await context.list('new')];
    if (old === null || now === null) {
      context.unavailable({ reason: 'which files are public can only be told with the whole tree' });
      return;
    }
    const trees = { old, new: now };
    for (const folder of manifestFolders(code, old)) await checkNpmPackage(context, trees, folder);
    if (packages.length > 0) await checkPython(context, trees, packages);
  },
};

function manifestFolders(paths: readonly string[], tree: readonly string[]): ReadonlySet<string> {
  const manifests = new Set(tree.filter((path) => fileNameOf(path) === 'package.json'));
  const nearest = paths.map((path) =>
    foldersUpward(folderOf(path)).find((folder) => manifests.has(inFolder(folder, 'package.json'))),
  );
  return new Set(nearest.filter((folder) => folder !== undefined));
}

async function checkNpmPackage(context: CheckContext, trees: Sides<readonly string[]>, folder: string): Promise<void> {
  const manifest = inFolder(folder, 'package.json');
  const renamed = context.changeSet.files.find((file) => file.oldPath === manifest);
  const before = await readText(context, manifest, 'old');
  const after = await readText(context, renamed?.newPath ?? manifest, 'new');
  if (before === null || after === null) return;
  const old = parseOrGap(context, manifest, () => javascriptEntries(before, folder, trees.old));
  const now = parseOrGap(context, manifest, () =>
    javascriptEntries(after, folderOf(renamed?.newPath ?? manifest), trees.new),
  );
  if (old === null || now === null) return;
  const entries = { old: old.filter(isPublic), new: now };
  await reportRemovedEntries({ context, manifest: { path: manifest, text: before }, entries });
  const removed = await compare(context, javascript, { entries, trees, worthReading: () => true });
  await reportRemovedNames({ context, manifest, removed, language: 'JavaScript' });
}

async function checkPython(
  context: CheckContext,
  trees: Sides<readonly string[]>,
  changed: readonly string[],
): Promise<void> {
  const manifest = trees.old.find(
    (path) => /^(.*\/)?(pyproject\.toml|setup\.(py|cfg))$/.test(path) && !isInternal(path),
  );
  if (manifest === undefined) return;
  const entries = { old: pythonEntries(trees.old), new: pythonEntries(trees.new) };
  const worthReading = (entry: Entry): boolean =>
    entry.files.some((file) => changed.some((path) => path.startsWith(inFolder(folderOf(file), ''))));
  const removed = await compare(context, python, { entries, trees, worthReading });
  await reportRemovedNames({ context, manifest, removed, language: 'Python' });
}

interface Comparison {
  readonly entries: Sides<readonly Entry[]>;
  readonly trees: Sides<readonly string[]>;
  readonly worthReading: (entry: Entry) => boolean;
}

async function compare(
  context: CheckContext,
  language: SurfaceLanguage,
  comparison: Comparison,
): Promise<RemovedName[]> {
  const trees = { old: new Set(comparison.trees.old), new: new Set(comparison.trees.new) };
  return removedNames({ ...comparison, reader: new SurfaceReader(context, language), trees });
}

function isPublic(entry: Entry): boolean {
  return entry.files.every((file) => !isInternal(file));
}
