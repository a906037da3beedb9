import type { CheckContext } from '../../reviewer.ts';
import { readAnnouncement } from '../announcement.ts';
import { quoteLine, type QuotedLine } from '../quote.ts';
import { starPart } from './star-part.ts';
import type { Entry } from './entry.ts';
import type { Sides } from './removed-names.ts';

export interface RemovedEntriesReport {
  readonly context: CheckContext;
  readonly manifest: { readonly path: string; readonly text: string };
  readonly entries: Sides<readonly Entry[]>;
}

/** Reports whole doors that are shut: a subpath taken out of `exports`, or a file that a pattern let through. */
export async function reportRemovedEntries({ context, manifest, entries }: RemovedEntriesReport): Promise<void> {
  const keys = new Set(entries.new.map(({ key }) => key));
  const gone = entries.old.filter(({ key }) => !keys.has(key));
  if (gone.length === 0) return;
  const announcement = await readAnnouncement(context, manifest.path);
  if (!announcement.released) return;
  for (const entry of gone) {
    const shut = opensNothing(entry, keys) ? quoteOfKey(context, manifest, entry.key) : null;
    const quote = shut ?? (await quoteOfFile(context, entry));
    if (quote === null || announcement.covers([entry.key, entry.key.replace(/^\.\//, '')])) continue;
    const name = `<package>${entry.key.slice(1)}`;
    context.report({
      rule: 'removed-export',
      ...quote,
      title: `Public entry \`${entry.key}\` removed without a breaking release`,
      explanation: `Users can import \`${name}\` today and cannot after this change. Nothing tells them: ${announcement.silence}. Either keep the entry until the next major version, or announce the removal.`,
      failureScenario: {
        description: `A dependent that imports from '${name}' takes the next compatible release.`,
        expected: 'it still works, as its version range promises',
        actual: 'ERR_PACKAGE_PATH_NOT_EXPORTED or ERR_MODULE_NOT_FOUND',
      },
    });
  }
}

/** Whether no pattern of the new side opens the door again. */
function opensNothing(entry: Entry, keys: ReadonlySet<string>): boolean {
  return ![...keys].some((key) => key === entry.key || starPart(key, entry.key) !== null);
}

/** The line of the manifest that opened the door, if the change removes it. */
function quoteOfKey(context: CheckContext, manifest: RemovedEntriesReport['manifest'], key: string): QuotedLine | null {
  const file = context.changeSet.files.find((changed) => changed.oldPath === manifest.path);
  if (file === undefined) return null;
  const lines = manifest.text.split('\n');
  const line = [...context.changedLines(file, 'old')].find((number) => lines[number - 1]?.includes(`"${key}"`));
  return line === undefined ? null : quoteLine({ ...manifest, side: 'old' }, line);
}

/** The beginning of the file behind the door, if the change deletes it. */
async function quoteOfFile(context: CheckContext, entry: Entry): Promise<QuotedLine | null> {
  const deleted = new Set(context.changeSet.files.filter((file) => file.status === 'D').map((file) => file.oldPath));
  const [path] = entry.files;
  if (path === undefined || !entry.files.every((file) => deleted.has(file))) return null;
  const content = await context.read(path, 'old');
  return quoteLine({ path, side: 'old', text: content.kind === 'text' ? content.text : '' }, 1);
}
