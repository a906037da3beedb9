import { z } from 'zod';
import { untrusted } from '../prompt/untrusted.ts';
import { visibleName } from '../prompt/visible.ts';
import { LineInput, PathInput, SideInput } from './inputs.ts';
import { absence, knownPath } from './known-path.ts';
import { pageOfLines } from './page.ts';
import { defineTool, refusal, type ToolOutcome } from './tool.ts';

/** Shows lines of one file at the base or the head, with their numbers. */
export const readFile = defineTool({
  name: 'read_file',
  description:
    'Reads a file, or a range of its lines. Each line is shown as its number, a tab and its text. At most 400 lines at a time; the answer says how to go on.',
  input: z.strictObject({
    path: PathInput,
    side: SideInput,
    firstLine: LineInput.optional().describe('Default: 1.'),
    lastLine: LineInput.optional().describe('Default: the end of the file.'),
  }),
  execute: async ({ path: said, side, firstLine = 1, lastLine = Number.MAX_SAFE_INTEGER }, world) => {
    const known = await knownPath(said, side, world);
    if (known.kind === 'refused') return known.outcome;
    const { path } = known;
    const content = await world.contents.read(path, side);
    if (content.kind === 'absent') return absence(content, { path, side, world });
    const { lines, crlf } = linesOf(content.text);
    if (lines.length === 0) return { text: 'The file is empty.', isError: false };
    if (lastLine < firstLine) return refusal('lastLine is before firstLine.');
    if (firstLine > lines.length) return refusal(`The file has ${lines.length} lines only.`);
    return show({ path, side, lines, crlf, firstLine, lastLine });
  },
});

function show(request: {
  readonly path: string;
  readonly side: 'old' | 'new';
  readonly lines: readonly string[];
  readonly crlf: boolean;
  readonly firstLine: number;
  readonly lastLine: number;
}): ToolOutcome {
  const { path, side, lines, crlf, firstLine, lastLine } = request;
  const { lines: shown, next } = pageOfLines(lines, firstLine, lastLine);
  const last = firstLine + shown.length - 1;
  const numbered = shown.map((line, index) => `${firstLine + index}\t${line}`).join('\n');
  const text = [
    `Lines ${firstLine} to ${last} of ${lines.length}, side ${side}:`,
    ...(crlf ? ['(every line ends with CR LF; the CR is not shown)'] : []),
    untrusted('file', `${visibleName(path)}\n${numbered}`),
    ...(next === null ? [] : [`There is more: go on with firstLine ${next}.`]),
  ].join('\n');
  const seen = { path, what: 'head', first: firstLine, last, of: lines.length } as const;
  return side === 'new' ? { text, isError: false, seen } : { text, isError: false };
}

/** A line feed ends a line; a file that ends with one has no empty line behind it. */
function linesOf(text: string): { readonly lines: readonly string[]; readonly crlf: boolean } {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const crlf = lines.length > 0 && lines.every((line) => line.endsWith('\r'));
  return { lines: crlf ? lines.map((line) => line.slice(0, -1)) : lines, crlf };
}
