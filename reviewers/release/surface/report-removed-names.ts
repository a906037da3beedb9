import { editDistance } from '../../../schemas/text/edit-distance.ts';
import type { CheckContext } from '../../reviewer.ts';
import { readAnnouncement } from '../announcement.ts';
import { listed } from '../listed.ts';
import { placesOf, type Removal } from '../places.ts';
import { quoteLine } from '../quote.ts';
import type { RemovedName } from './removed-names.ts';

export interface RemovedNamesReport {
  readonly context: CheckContext;
  /** The manifest of the package that lost the names. */
  readonly manifest: string;
  readonly removed: readonly RemovedName[];
  readonly language: 'JavaScript' | 'Python';
}

/** Reports removed names at the lines that the change removes, unless the change announces them. */
export async function reportRemovedNames({ context, manifest, removed, language }: RemovedNamesReport): Promise<void> {
  if (removed.length === 0) return;
  const announcement = await readAnnouncement(context, manifest);
  if (!announcement.released) return;
  for (const { path, line, removals } of placesOf(removalsOf(context, removed))) {
    const content = await context.read(path, 'old');
    const text = content.kind === 'text' ? content.text : '';
    const unannounced = removals.filter((one) => !announcement.covers([one.name]) && !isInternalName(one, text));
    const [first] = unannounced;
    if (first === undefined) continue;
    const all = [...new Set(unannounced.map(({ name }) => name))];
    const what = listed(all.map((name) => `\`${name}\``));
    const [now = ''] = first.added;
    const isRename = all.length === 1 && first.added.length === 1 && isAlike(first.name, now);
    const renamed = isRename ? ` (renamed to \`${now}\`?)` : '';
    context.report({
      rule: 'removed-export',
      ...quoteLine({ path, side: 'old', text }, line),
      title: `Public ${all.length === 1 ? 'export' : 'exports'} ${what} removed without a breaking release${renamed}`,
      explanation: `Users can import ${what} from ${entryName(first.entry)} today and cannot after this change${renamed}. Nothing tells them: ${announcement.silence}. Either keep the old name beside the new one until the next major version, or announce the removal.`,
      failureScenario: {
        description: `A dependent that runs \`${importOf(language, first)}\` takes the next compatible release.`,
        expected: 'it still works, as its version range promises',
        actual:
          language === 'Python' ? 'ImportError: cannot import name' : 'the import fails to resolve or is undefined',
      },
    });
  }
}

/** An entry of a package that says itself that nobody is promised anything. */
const UNSTABLE = /(?:^|[/._-])(?:unsafe|unstable|internals?|private|experimental|do-not-import)(?:[/._-]|$)/i;

/** Names that say themselves that they are nobody's but the package's: by their entry, their first letter, or the comment above them. */
function isInternalName({ name, line, entry }: Removal & RemovedName, text: string): boolean {
  if (/^_(?!_$)/.test(name) || UNSTABLE.test(entry)) return true;
  const above = text.split('\n').slice(Math.max(0, line - 13), line - 1);
  const comment = above.slice(above.findLastIndex((one) => !/^\s*(?:\/\/|\/?\*)/.test(one)) + 1);
  return comment.some((one) => /@internal\b/.test(one));
}

/** Whether one name could be the other's new form: most letters stay, or one holds the other. */
function isAlike(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  const longer = Math.max(a.length, b.length);
  return a.includes(b) || b.includes(a) || editDistance(a, b) * 2 <= longer;
}

/** Where each name went: the last line on the way to it that the change removes. */
function removalsOf(context: CheckContext, removed: readonly RemovedName[]): (Removal & RemovedName)[] {
  const files = new Map(context.changeSet.files.map((file) => [file.oldPath, file]));
  return removed.flatMap((one) => {
    const origin = one.origins.toReversed().find(({ path, line }) => {
      const file = files.get(path);
      return file !== undefined && context.changedLines(file, 'old').has(line);
    });
    return origin === undefined ? [] : [{ ...one, ...origin }];
  });
}

function entryName(entry: string): string {
  return entry === '.' ? 'the package' : `\`${entry}\``;
}

function importOf(language: 'JavaScript' | 'Python', { name, entry }: RemovedName): string {
  if (language === 'Python') return `from ${entry} import ${name}`;
  const from = entry === '.' ? '<package>' : `<package>${entry.slice(1)}`;
  return name === 'default' ? `import it from '${from}'` : `import { ${name} } from '${from}'`;
}
