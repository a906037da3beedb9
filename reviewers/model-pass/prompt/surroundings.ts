import type { Contents } from '../../../forge/forge.ts';
import type { PromptForm } from '../../../schemas/model.ts';
import type { ChangedFile, DiffLine, Hunk } from '../../../schemas/change-set.ts';

/**
 * Unchanged lines shown beyond the three that a patch has. Those three send every reviewer to read the same file by tool, each paying for
 * it; here all of them share one copy in the cache.
 */
const LINES_AROUND = { full: 17, short: 3 } as const;

/** The files with more of the head around their hunks, where the source has it and it says what the hunks say. */
export function withSurroundings(
  files: readonly ChangedFile[],
  contents: Contents,
  form: PromptForm = 'full',
): Promise<ChangedFile[]> {
  const around = LINES_AROUND[form];
  return Promise.all(
    files.map(async (file) => {
      if (file.hunks.length === 0 || file.status === 'A' || file.status === 'D') return file;
      const content = await contents.read(file.newPath, 'new');
      if (content.kind !== 'text') return file;
      const lines = linesOf(content.text);
      return file.hunks.every((hunk) => agrees(hunk, lines))
        ? { ...file, hunks: widened(file.hunks, lines, around) }
        : file;
    }),
  );
}

/** A line feed ends a line; a file that ends with one has no empty line behind it. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function agrees(hunk: Hunk, lines: readonly string[]): boolean {
  return hunk.lines.every(({ newLine, text }) => newLine === null || lines[newLine - 1] === text);
}

/** Hunks whose surroundings meet become one. */
function widened(hunks: readonly Hunk[], lines: readonly string[], around: number): Hunk[] {
  const wide: Hunk[] = [];
  for (const hunk of hunks) {
    const last = wide.at(-1);
    const gap = last === undefined ? Number.POSITIVE_INFINITY : newFrom(hunk) - newEnd(last);
    if (last !== undefined && gap <= 2 * around) {
      wide.splice(-1, 1, joined(last, [...context(last, lines, gap), ...hunk.lines]));
    } else {
      if (last !== undefined) wide.splice(-1, 1, joined(last, context(last, lines, around)));
      wide.push(opened(hunk, lines, around));
    }
  }
  const last = wide.at(-1);
  return last === undefined ? wide : [...wide.slice(0, -1), joined(last, context(last, lines, around))];
}

function opened(hunk: Hunk, lines: readonly string[], around: number): Hunk {
  const [from, oldFrom] = [newFrom(hunk), oldFromOf(hunk)];
  const count = Math.min(around, from - 1, oldFrom - 1);
  const before = contextLines(lines, { newLine: from - count, oldLine: oldFrom - count, count });
  const start = { ...hunk, oldStart: oldFrom - count, newStart: from - count, oldLines: 0, newLines: 0, lines: [] };
  return joined(start, [...before, ...hunk.lines]);
}

function joined(hunk: Hunk, more: readonly DiffLine[]): Hunk {
  const lines = [...hunk.lines, ...more];
  const count = (side: 'oldLine' | 'newLine'): number => lines.filter((line) => line[side] !== null).length;
  return { ...hunk, lines, oldLines: count('oldLine'), newLines: count('newLine') };
}

/** Unchanged lines right behind a widened hunk. */
function context(hunk: Hunk, lines: readonly string[], count: number): DiffLine[] {
  return contextLines(lines, { newLine: newEnd(hunk), oldLine: hunk.oldStart + hunk.oldLines, count });
}

function contextLines(
  lines: readonly string[],
  { newLine, oldLine, count }: { readonly newLine: number; readonly oldLine: number; readonly count: number },
): DiffLine[] {
  return lines.slice(newLine - 1, newLine - 1 + count).map((text, index) => ({
    kind: 'context',
    oldLine: oldLine + index,
    newLine: newLine + index,
    text,
  }));
}

/** The unified format names the line before a side that is empty. */
function newFrom({ newStart, newLines }: Hunk): number {
  return newLines === 0 ? newStart + 1 : newStart;
}

function oldFromOf({ oldStart, oldLines }: Hunk): number {
  return oldLines === 0 ? oldStart + 1 : oldStart;
}

function newEnd(hunk: Hunk): number {
  return hunk.newStart + hunk.newLines;
}
