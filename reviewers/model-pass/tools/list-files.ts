import { z } from 'zod';
import { untrusted } from '../prompt/untrusted.ts';
import { visibleName } from '../prompt/visible.ts';
import { LineInput, SideInput } from './inputs.ts';
import { knownPath } from './known-path.ts';
import { matchGlob } from './match-glob.ts';
import { pageOfLines } from './page.ts';
import { defineTool, refusal } from './tool.ts';

/** Lists a folder, or the paths that fit a glob. */
export const listFiles = defineTool({
  name: 'list_files',
  description:
    'Lists the files and folders in one folder, or all files below it whose path fits a glob. Folders end with "/" and say how many files they hold. Long lists come in pieces; the answer says how to go on.',
  input: z.strictObject({
    folder: z.string().max(10_000).optional().describe('Default: the root of the repository.'),
    glob: z
      .string()
      .max(300)
      .optional()
      .describe(
        '"*" and "?" stay within one part of a path, "**" spans parts; without "/" it is compared with file names. For example **/*.test.ts.',
      ),
    side: SideInput,
    firstEntry: LineInput.optional().describe(
      'Number of the entry to begin with, to go on with a long list. Default: 1.',
    ),
  }),
  execute: async ({ folder: said = '.', glob, side, firstEntry = 1 }, world) => {
    const known = /^(?:\.?\/?)$/.test(said) ? { kind: 'path' as const, path: '' } : await knownPath(said, side, world);
    if (known.kind === 'refused') return known.outcome;
    if (glob !== undefined && /[{}[\]!\\]/.test(glob)) {
      return refusal('A glob has "*", "**" and "?" only. Ask once for each alternative.');
    }
    const all = await world.contents.list(side);
    if (all === null)
      return refusal('The files are not available: a plain diff carries only the files that it changes.');
    const prefix = known.path === '' ? '' : `${known.path}/`;
    const inside = all.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));
    if (inside.length === 0) {
      return refusal(all.includes(known.path) ? 'This is a file.' : `There is no such folder on side ${side}.`);
    }
    const entries =
      glob === undefined ? children(inside) : inside.filter((path) => matchGlob(path, glob)).map(visibleName);
    if (entries.length === 0) return { text: 'No file there fits the glob.', isError: false };
    if (firstEntry > entries.length) return refusal(`There are ${entries.length} entries only.`);
    const { lines, next } = pageOfLines(entries, firstEntry);
    const text = [
      `Entries ${firstEntry} to ${firstEntry + lines.length - 1} of ${entries.length}, relative to the folder:`,
      untrusted('list', lines.join('\n')),
      ...(next === null ? [] : [`There is more: go on with firstEntry ${next}.`]),
    ].join('\n');
    return { text, isError: false };
  },
});

/** Files by name, folders with the number of files in them, in the order of the paths. */
function children(paths: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const slash = path.indexOf('/');
    const child = slash === -1 ? path : path.slice(0, slash + 1);
    counts.set(child, (counts.get(child) ?? 0) + 1);
  }
  return [...counts].map(([child, count]) => {
    const files = count === 1 ? '1 file' : `${count} files`;
    return child.endsWith('/') ? `${visibleName(child)} (${files})` : visibleName(child);
  });
}
