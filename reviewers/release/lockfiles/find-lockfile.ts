import type { CheckContext } from '../../reviewer.ts';
import { foldersUpward, inFolder } from '../paths.ts';
import { parseOrGap, readText } from '../read-text.ts';
import type { Ecosystem, Lockfile, LockQuestion } from './lockfile.ts';
import { declaredPackageManager, packageJson } from './package-json.ts';

/** A lockfile that answers for a manifest. */
export interface FoundLockfile {
  readonly lockfile: Lockfile;
  readonly path: string;
  readonly text: string;
  readonly question: LockQuestion;
}

interface Search {
  readonly context: CheckContext;
  readonly ecosystem: Ecosystem;
  readonly paths: ReadonlySet<string>;
  readonly folder: string;
  readonly about: Omit<LockQuestion, 'rootManifest' | 'directory' | 'touched'>;
}

/** Looks for the nearest lockfile, upward from the manifest; null when there is none, or the nearest belongs to others. */
export async function findLockfile(search: Search): Promise<FoundLockfile | null> {
  const { context, ecosystem, paths, folder, about } = search;
  const { files, filtered } = context.changeSet;
  const touched = new Set([...files, ...filtered].map((file) => file.newPath));
  const exists = (root: string, lockfile: Lockfile): boolean => paths.has(inFolder(root, lockfile.file));
  const root = foldersUpward(folder).find((candidate) => ecosystem.lockfiles.some((one) => exists(candidate, one)));
  if (root === undefined) return null;

  const manifestPath = inFolder(root, ecosystem.manifest);
  const rootManifest = root === folder ? about.manifest : await readText(context, manifestPath, 'new');
  if (rootManifest === null) return null;
  // Of several lockfiles: that of the declared package manager, else one that the change keeps up, else the first.
  const present = ecosystem.lockfiles.filter((lockfile) => exists(root, lockfile));
  const kept = present.filter((lockfile) => touched.has(inFolder(root, lockfile.file)));
  const lockfile = parseOrGap(context, manifestPath, () => {
    const manager = ecosystem === packageJson ? declaredPackageManager(rootManifest) : null;
    return present.find((one) => manager !== null && one.command.startsWith(`${manager} `)) ?? kept[0] ?? present[0];
  });
  if (lockfile === null || lockfile === undefined) return null;

  const path = inFolder(root, lockfile.file);
  const text = await readText(context, path, 'new');
  if (text === null) return null;
  const directory = root === '' ? folder : folder.slice(root.length + 1);
  const question = { ...about, rootManifest, directory, touched: touched.has(path) };
  const besides = async (file: string): Promise<string | null> =>
    paths.has(inFolder(root, file)) ? readText(context, inFolder(root, file), 'new') : null;
  const workspace = await ecosystem.workspace(rootManifest, besides);
  const covers = parseOrGap(context, path, () => lockfile.covers(text, question, workspace));
  return covers === true ? { lockfile, path, text, question } : null;
}
