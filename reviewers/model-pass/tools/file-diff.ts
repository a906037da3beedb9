import { z } from 'zod';
import { fileLine, patchText } from '../prompt/patch-text.ts';
import { untrusted } from '../prompt/untrusted.ts';
import { visibleName } from '../prompt/visible.ts';
import { LineInput, PathInput } from './inputs.ts';
import { knownPath } from './known-path.ts';
import { pageOfLines } from './page.ts';
import { defineTool, refusal } from './tool.ts';

/** Shows the patch of one changed file, also of one that the first message left out. */
export const fileDiff = defineTool({
  name: 'file_diff',
  description:
    'Shows the patch of one changed file, in the form of the patches in the first message. Long patches come in pieces; the answer says how to go on.',
  input: z.strictObject({
    path: PathInput,
    firstLine: LineInput.optional().describe('Line of the patch to begin with, to go on with a long one. Default: 1.'),
  }),
  execute: async ({ path: said, firstLine = 1 }, world) => {
    const known = await knownPath(said, 'new', world);
    if (known.kind === 'refused') return known.outcome;
    const { files, filtered } = world.changeSet;
    const named = (file: { readonly newPath: string; readonly oldPath: string }): boolean =>
      [file.newPath, file.oldPath].some((path) => path === known.path || visibleName(path) === known.path);
    const file = files.find((one) => one.newPath === known.path) ?? files.find(named);
    if (file === undefined) {
      const left = filtered.find(named);
      return left === undefined
        ? refusal('This file is not changed. Read it with read_file.')
        : refusal(
            `This file is changed but left out of this review (${left.reason}). Read it with read_file if you must.`,
          );
    }
    if (file.hunks.length === 0) {
      const why = file.binary ? 'It is a binary file: there are no lines to show.' : 'No line of it is changed.';
      return { text: `${why}\n${untrusted('patch', fileLine(file))}`, isError: false };
    }
    const lines = patchText(file).text.split('\n');
    if (firstLine > lines.length) return refusal(`The patch has ${lines.length} lines only.`);
    const { lines: shown, next } = pageOfLines(lines, firstLine);
    const last = firstLine + shown.length - 1;
    const text = [
      `Lines ${firstLine} to ${last} of ${lines.length} of the patch:`,
      untrusted('patch', shown.join('\n')),
      ...(next === null ? [] : [`There is more: go on with firstLine ${next}.`]),
    ].join('\n');
    return {
      text,
      isError: false,
      seen: { path: file.newPath, what: 'patch', first: firstLine, last, of: lines.length },
    };
  },
});
