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
    const unannounced = removals.filter((one) => !announcement.covers([one.name]));
    const [first] = unannounced;
    if (first === undefined) continue;
    const content = await context.read(path, 'old');
    const text = content.kind === 'text' ? content.text : '';
    const all = [...new Set(unannounced.map(({ name }) => name))];
    const what = listed(all.map((name) => `\`${name}\``));
    const renamed = all.length === 1 && first.added.length === 1 ? ` (renamed to \`${first.added[0]}\`?)` : '';
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
