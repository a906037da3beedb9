import { git, gitOrNull } from './git.ts';
import type { Side } from './state.ts';

/** One line of a hunk as it is counted by GitHub: `position` counts from the first hunk header of the file. */
interface DiffLine {
  readonly position: number;
  readonly hunk: number;
  readonly left: number | null;
  readonly right: number | null;
  readonly text: string;
}

export interface DiffFile {
  readonly path: string;
  readonly previousPath: string | null;
  readonly status: 'added' | 'removed' | 'modified' | 'renamed';
  readonly additions: number;
  readonly deletions: number;
  readonly blob: string;
  readonly isBinary: boolean;
  /** From the first hunk header on. */
  readonly patch: string;
  readonly lines: readonly DiffLine[];
}

const OPTIONS = ['-c', 'core.quotePath=false', 'diff', '--no-color', '--no-ext-diff', '--no-textconv', '--full-index'];
// Commits do not change, so neither do these.
const known = new Map<string, readonly DiffFile[]>();
const mergeBases = new Map<string, string>();

/** Where the head left the base branch; the base itself when the histories have nothing in common. */
export function mergeBaseOf(folder: string, base: string, head: string): string {
  const key = `${folder} ${base} ${head}`;
  const found = mergeBases.get(key) ?? gitOrNull(folder, 'merge-base', base, head) ?? base;
  mergeBases.set(key, found);
  return found;
}

/** The changed files between two commits as a pull request shows them: three lines of context, renames found. */
export function diffFiles(folder: string, from: string, to: string): readonly DiffFile[] {
  const key = `${folder} ${from} ${to}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const files = readDiff(rawDiff(folder, from, to));
  known.set(key, files);
  return files;
}

/** The diff as git prints it. */
export const rawDiff = (folder: string, from: string, to: string): string =>
  git(folder, ...OPTIONS, '--find-renames', '-U3', from, to);

function readDiff(text: string): DiffFile[] {
  return text
    .split(/^(?=diff --git )/m)
    .filter((part) => part.startsWith('diff --git '))
    .map(readFile);
}

function readFile(part: string): DiffFile {
  const at = part.search(/^@@ /m);
  const header = at === -1 ? part : part.slice(0, at);
  const patch = at === -1 ? '' : part.slice(at).replace(/\n$/, '');
  const both = /^diff --git a\/(.*) b\/(.*)$/m.exec(header);
  const before = named(header, '--- a/') ?? named(header, 'rename from ');
  const after = named(header, '+++ b/') ?? named(header, 'rename to ');
  const isAdded = /^new file mode/m.test(header);
  const isRemoved = /^deleted file mode/m.test(header);
  const path = (isRemoved ? before : after) ?? both?.[2] ?? '';
  const isRenamed = /^rename from /m.test(header);
  const lines = readLines(patch);
  const index = /^index ([0-9a-f]+)\.\.([0-9a-f]+)/m.exec(header);
  return {
    path,
    previousPath: isRenamed ? before : null,
    status: isAdded ? 'added' : isRemoved ? 'removed' : isRenamed ? 'renamed' : 'modified',
    additions: lines.filter((line) => line.text.startsWith('+')).length,
    deletions: lines.filter((line) => line.text.startsWith('-')).length,
    blob: (isRemoved ? index?.[1] : index?.[2]) ?? '0'.repeat(40),
    isBinary: /^Binary files /m.test(header),
    patch,
    lines,
  };
}

/** A path of the header; git quotes what has odd bytes, and ends what has spaces with a tab. */
function named(header: string, prefix: string): string | null {
  const quoted = header.split('\n').find((line) => line.startsWith(prefix));
  return quoted === undefined ? null : quoted.slice(prefix.length).replace(/\t$/, '');
}

function readLines(patch: string): DiffLine[] {
  const lines: DiffLine[] = [];
  let position = -1;
  let hunk = 0;
  let left = 0;
  let right = 0;
  for (const text of patch === '' ? [] : patch.split('\n')) {
    position += 1;
    const header = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(text);
    if (header !== null) {
      hunk += 1;
      left = Number(header[1]);
      right = Number(header[2]);
      continue;
    }
    if (text.startsWith('\\')) continue;
    const isAdded = text.startsWith('+');
    const isRemoved = text.startsWith('-');
    lines.push({ position, hunk, left: isAdded ? null : left, right: isRemoved ? null : right, text });
    if (!isAdded) left += 1;
    if (!isRemoved) right += 1;
  }
  return lines;
}

/** The line of the diff that can carry a comment, or null. A context line can from either side. */
export function lineOf(file: DiffFile, side: Side, number: number): DiffLine | null {
  return file.lines.find((line) => (side === 'LEFT' ? line.left : line.right) === number) ?? null;
}

/** The hunk down to a line, as GitHub shows it above a comment. */
export function hunkDownTo(file: DiffFile, position: number): string {
  const lines = file.patch.split('\n').slice(0, position + 1);
  const start = lines.findLastIndex((line) => line.startsWith('@@ '));
  return lines.slice(Math.max(start, 0)).join('\n');
}
