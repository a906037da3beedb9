import { compileGlobs } from '../../../schemas/path-globs.ts';
import { LOADED_BY_NAME } from '../../../schemas/file-kinds/loaded-by-name.ts';
import { isSampleCode } from '../../../schemas/file-kinds/sample-code.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { Side } from '../../../schemas/location.ts';
import type { CheckContext, Report } from '../../reviewer.ts';
import { isIndex, type Mention, mentionOf, type RemovedModule, removedModule, signsOf } from './removed-module.ts';

/** Each is a search through the tree, and a check has a minute of work. */
const MOST_FILES = 60;
const MOST_LINES = 2000;
/** Nobody loads a program from these. */
const NOT_PROGRAMS =
  /\.(?:md|mdx|rst|adoc|txt|pot?|csv|svg|map|snap|lock|log)$|(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml)$/i;
const isLoadedByName = compileGlobs([...LOADED_BY_NAME]);

/**
 * Says what still needs a file that is gone. It counts as looked at where nothing at the head names it any more; one that a framework loads by
 * its name only where something at the base imported it, for otherwise it ran without being named.
 */
export async function lookAtRemovedCode(context: CheckContext, extension: RegExp): Promise<void> {
  const removed = context.changeSet.files.filter(
    ({ status, oldMode, oldPath }) => status === 'D' && oldMode.startsWith('100') && extension.test(oldPath),
  );
  const paths = removed.length === 0 ? null : await context.list('new');
  if (paths === null) return;
  const there = new Set(paths);
  for (const file of removed.slice(0, MOST_FILES)) {
    const module = removedModule(file.oldPath);
    if (module !== null) await look(context, { file, module, there });
  }
}

interface Removed {
  readonly file: ChangedFile;
  readonly module: RemovedModule;
  readonly there: ReadonlySet<string>;
}

async function look(context: CheckContext, { file, module, there }: Removed): Promise<void> {
  const isThere = (path: string): boolean => there.has(path);
  const now = await mentions(context, { module, side: 'new', isThere });
  if (now === null) return;
  const [first, ...others] = now.filter(({ mention }) => mention === 'import').map(({ path }) => path);
  if (first !== undefined) context.report(reportOf(file, [first, ...others]));
  else if (now.length > 0) return;
  // The other files of its folder can load it without naming it.
  const folder = isIndex(module) ? `${module.module}/` : null;
  if (folder !== null && [...there].some((path) => path.startsWith(folder) && removedModule(path) !== null)) return;
  if (isLoadedByName(file.oldPath) && !isSampleCode(file.oldPath)) {
    const before = await mentions(context, { module, side: 'old', isThere: () => false });
    if (before?.some(({ mention }) => mention === 'import') !== true) return;
  }
  context.looked(file.newPath);
}

interface Asked {
  readonly module: RemovedModule;
  readonly side: Side;
  readonly isThere: (path: string) => boolean;
}

/** Who names the file, once each; null where not every file could be looked into. */
async function mentions(
  context: CheckContext,
  { module, side, isThere }: Asked,
): Promise<readonly { readonly path: string; readonly mention: Mention }[] | null> {
  const beside = signsOf(module);
  const found = await context.search({ text: module.word, side, wholeWord: true, beside, limit: MOST_LINES });
  if (found.kind === 'unavailable' || found.truncated) return null;
  const byPath = new Map<string, Mention>();
  for (const hit of found.value) {
    if (NOT_PROGRAMS.test(hit.path) || hit.path === module.path) continue;
    const mention = mentionOf(hit, module, isThere);
    if (mention !== null && byPath.get(hit.path) !== 'import') byPath.set(hit.path, mention);
  }
  return [...byPath].map(([path, mention]) => ({ path, mention }));
}

function reportOf(file: ChangedFile, importers: readonly string[]): Report {
  const shown = importers.slice(0, 3).map((path) => `\`${path}\``);
  const more = importers.length > 3 ? ` and ${importers.length - 3} more` : '';
  return {
    rule: 'dangling-import',
    location: { path: file.oldPath, side: 'old', startLine: null, endLine: null },
    evidence: null,
    title: `A removed file is still imported by ${importers.length === 1 ? 'another' : `${importers.length} others`}`,
    explanation: `${shown.join(', ')}${more} still load${importers.length === 1 ? 's' : ''} \`${file.oldPath}\`, and nothing stands in its place. Remove the import too, or keep the file.`,
    failureScenario: {
      description: `Something loads ${shown[0] ?? ''}.`,
      expected: 'it starts as before',
      actual: `it fails, for \`${file.oldPath}\` is not there`,
    },
  };
}
