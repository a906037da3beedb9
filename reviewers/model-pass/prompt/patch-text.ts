import type { ChangedFile, DiffLine } from '../../../schemas/change-set.ts';
import { estimateTokens } from './token-estimate.ts';
import { visibleName } from './visible.ts';

/** A file's patch as text, and whether all of it is there. */
export interface PatchText {
  readonly text: string;
  readonly complete: boolean;
}

/** Longest line that is shown whole: what is longer was not written by hand. */
const LONGEST_LINE = 2_000;

/** One line about a file: status, path, where it came from, size. */
export function fileLine(file: ChangedFile): string {
  const from = file.oldPath === file.newPath ? '' : ` (from ${visibleName(file.oldPath)})`;
  const size = file.binary ? 'binary' : `+${file.added ?? 0} -${file.deleted ?? 0}`;
  const mode = file.oldMode === file.newMode || file.status === 'A' || file.status === 'D' ? '' : modeChange(file);
  return `${file.status} ${visibleName(file.newPath)}${from} ${size}${mode}`;
}

/** The patch with line numbers: removed lines count at the base, all others at head. */
export function patchText(file: ChangedFile): PatchText {
  return patchWithin(file, Number.POSITIVE_INFINITY);
}

/** As much of the patch as fits, cut between lines, with a note of what is missing. */
export function patchWithin(file: ChangedFile, tokens: number): PatchText {
  const crlf = everyLineEndsWithCarriageReturn(file);
  const out = [fileLine(file)];
  if (crlf) out.push('(every line ends with CR LF; the CR is not shown)');
  let left = tokens - estimateTokens(out.join('\n'));
  let shown = 0;
  let longLines = 0;
  const total = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0);
  cut: for (const hunk of file.hunks) {
    const header =
      `@@ -${hunk.oldStart},${hunk.oldLines} +${hunk.newStart},${hunk.newLines} @@ ${hunk.section}`.trimEnd();
    const lines = [header];
    left -= estimateTokens(header) + 1;
    for (const line of hunk.lines) {
      const text = lineText(line, crlf);
      left -= estimateTokens(text) + 1;
      if (left < 0) {
        if (lines.length > 1) for (const shownLine of lines) out.push(shownLine);
        break cut;
      }
      lines.push(text);
      shown += 1;
      if (line.text.length > LONGEST_LINE) longLines += 1;
    }
    for (const shownLine of lines) out.push(shownLine);
  }
  if (shown < total) out.push(`[only the first ${shown} of ${total} lines of this patch are shown]`);
  if (longLines > 0) out.push(`[${longLines} of its lines are longer than ${LONGEST_LINE} characters and were cut]`);
  return { text: out.join('\n'), complete: shown === total && longLines === 0 };
}

function lineText(line: DiffLine, crlf: boolean): string {
  const sign = { added: '+', deleted: '-', context: ' ' }[line.kind];
  const code = crlf ? line.text.slice(0, -1) : line.text;
  const shown =
    code.length > LONGEST_LINE
      ? `${code.slice(0, LONGEST_LINE)} [${code.length - LONGEST_LINE} more characters]`
      : code;
  const end = line.noNewline === true ? ' [no line feed at the end of the file]' : '';
  return `${line.newLine ?? line.oldLine ?? ''} ${sign}${shown}${end}`;
}

/** A file that changes from one to the other shows its carriage returns. */
function everyLineEndsWithCarriageReturn(file: ChangedFile): boolean {
  const lines = file.hunks.flatMap((hunk) => hunk.lines);
  return lines.length > 0 && lines.every((line) => line.text.endsWith('\r'));
}

function modeChange({ oldMode, newMode }: ChangedFile): string {
  return ` (mode ${oldMode} -> ${newMode})`;
}
