import type { ChangedFile } from '../../../schemas/change-set.ts';
import { withoutNoise } from '../../changed-code/without-noise.ts';
import type { Declared, FileFacts } from '../../changed-code/callers/facts.ts';
import { readFileFacts } from '../../changed-code/callers/read-file-facts.ts';
import type { Check, CheckContext } from '../../reviewer.ts';
import { readAnnouncement } from '../announcement.ts';
import { fileNameOf, folderOf, inFolder, isInternal } from '../paths.ts';
import { quoteLine } from '../quote.ts';
import { misfits } from '../signatures/misfits.ts';
import { SurfaceReader } from '../surface/package-surface.ts';
import { python } from '../surface/python.ts';
import { pythonEntries } from '../surface/python-entries.ts';

/** So many files of one change are compared. */
const MOST_FILES = 50;

/** Finds public functions and classes of Python packages that take less, or ask for more, where nothing announces it. */
export const changedSignatures: Check = {
  id: 'changed-signatures',
  comparesSides: true,
  async run(context) {
    const files = withoutNoise(context.changeSet.files)
      .filter(
        ({ status, newPath }) => status !== 'A' && status !== 'D' && newPath.endsWith('.py') && !isInternal(newPath),
      )
      .slice(0, MOST_FILES);
    if (files.length === 0) return;
    const tree = await context.list('new');
    if (tree === null) return context.unavailable({ reason: 'what is public can only be told with the whole tree' });
    if (!tree.some((path) => /^(.*\/)?(pyproject\.toml|setup\.(py|cfg))$/.test(path) && !isInternal(path))) return;
    const offered = await offeredNames(context, tree, files);
    if (offered.size === 0) return;
    const facts = await readFileFacts(
      context,
      files.flatMap(({ oldPath, newPath }) => [
        { path: oldPath, side: 'old' as const },
        { path: newPath, side: 'new' as const },
      ]),
    );
    for (const [at, file] of files.entries()) {
      const [before, after] = [facts[at * 2], facts[at * 2 + 1]];
      if (before && after && !after.open) await reportFile(context, file, { before, after, offered });
    }
  },
};

/** The names that packages around the changed files offer. */
async function offeredNames(
  context: CheckContext,
  tree: readonly string[],
  files: readonly ChangedFile[],
): Promise<ReadonlySet<string>> {
  const reader = new SurfaceReader(context, python);
  const paths = new Set(tree);
  const names = new Set<string>();
  for (const { files: inits } of pythonEntries(tree)) {
    const [init = ''] = inits;
    if (!files.some(({ newPath }) => newPath.startsWith(inFolder(folderOf(init), '')))) continue;
    const surface = await reader.read(init, 'new', paths);
    for (const name of surface.names.keys()) names.add(name);
  }
  return names;
}

interface Sides {
  readonly before: FileFacts;
  readonly after: FileFacts;
  readonly offered: ReadonlySet<string>;
}

async function reportFile(context: CheckContext, file: ChangedFile, { before, after, offered }: Sides): Promise<void> {
  const changed = context.changedLines(file, 'old');
  const news = Map.groupBy(after.declared, keyOf);
  for (const [key, [old, ...others]] of Map.groupBy(before.declared, keyOf)) {
    const [now, ...more] = news.get(key) ?? [];
    if (old === undefined || now === undefined || others.length + more.length > 0 || !isOffered(old, offered)) continue;
    const what = changeOf(old, now, { before, after });
    const line = before.text.slice(0, old.node.start).split('\n').length;
    const last = line + old.node.text.split('\n').length;
    const at = [...changed].toSorted((a, b) => a - b).find((one) => one >= line && one <= last);
    if (what.length === 0 || at === undefined) continue;
    const announcement = await readAnnouncement(context, file.oldPath);
    const name = old.owner === null ? old.name : `${old.owner}.${old.name}`;
    if (!announcement.released || announcement.covers([old.name, old.owner ?? old.name])) continue;
    context.report({
      rule: 'changed-signature',
      ...quoteLine({ path: file.oldPath, side: 'old', text: before.text }, at),
      title: `Public \`${name}\` ${what.join(' and ')} without a breaking release`,
      explanation: `\`${name}\` of ${packageOf(file.newPath)} ${what.join(' and ')}. Calls that were right fail after an upgrade that promised none, and nothing tells those who make them: ${announcement.silence}. Go on taking the old form until the next major version, or announce the change.`,
      failureScenario: {
        description: `A dependent calls \`${name}\` as it could until now and takes the next compatible release.`,
        expected: 'it still works, as its version range promises',
        actual: 'a TypeError, or a value that means something else',
      },
    });
  }
}

const keyOf = ({ owner, name }: Declared): string => `${owner ?? ''}.${name}`;

/** Its type or it itself can be imported, and no name on the way begins with an underscore. */
function isOffered({ name, owner }: Declared, offered: ReadonlySet<string>): boolean {
  return offered.has(owner ?? name) && !/^_(?!_)/.test(name) && !(owner ?? '').startsWith('_');
}

function changeOf(old: Declared, now: Declared, { before, after }: Pick<Sides, 'before' | 'after'>): string[] {
  const isCalled = (one: Declared): boolean => /^(?:function|type|method|constructor)$/.test(one.kind);
  if (old.kind === 'type' && now.kind === 'type') {
    const [was, is] = [before, after].map(({ types }) => types.find((one) => one.name === old.name)?.bases ?? []);
    const lost = (was ?? []).filter((base) => base !== 'object' && is?.includes(base) === false);
    // A base that only moved behind another is still there.
    return lost.length > 0 && (is ?? []).length < (was ?? []).length ? [`is no longer a \`${lost.join('`, `')}\``] : [];
  }
  if (old.kind !== now.kind)
    return old.owner === null && isCalled(old) !== isCalled(now) ? [`is a ${now.kind} now, not a ${old.kind}`] : [];
  return old.signature === null || now.signature === null ? [] : misfits(old.signature, now.signature);
}

function packageOf(path: string): string {
  return `\`${fileNameOf(path)}\``;
}
