import { diffFiles, lineOf, mergeBaseOf } from './pull-diff.ts';
import type { DiffFile } from './pull-diff.ts';
import { git } from './git.ts';
import type { Pull, Side, Thread } from './state.ts';

/** The two sides of a pull request's diff. */
interface Sides {
  readonly from: string;
  readonly to: string;
}

export const sidesOf = (pull: Pull): Sides => ({
  from: mergeBaseOf(pull.repository.folder, pull.baseCommit, pull.headCommit),
  to: pull.headCommit,
});

/**
 * What GitHub does to the threads of a pull request when its head or base changes: a place that is still there is followed (through
 * renames and shifted lines), one that is not is outdated and keeps only its original lines. What is outdated stays so, unless its
 * lines come back unchanged from the commit that it last stood on.
 */
export function reAnchor(threads: readonly Thread[], pull: Pull, before: Sides): void {
  const { folder } = pull.repository;
  const after = sidesOf(pull);
  const files = diffFiles(folder, after.from, after.to);
  for (const thread of threads) {
    if (thread.isOutdated) continue;
    const [old, now] = thread.side === 'LEFT' ? [before.from, after.from] : [before.to, after.to];
    const path = pathAt(folder, { before, after, thread });
    const file = files.find((one) => one.path === path);
    if (file === undefined) outdate(thread);
    else if (thread.subject === 'file') Object.assign(thread, { path: file.path, commit: after.to });
    else
      follow(thread, { file, commit: after.to, move: lineMap(folder, { old, now, side: thread.side, thread, file }) });
  }
}

function outdate(thread: Thread): void {
  Object.assign(thread, { isOutdated: true, line: null, startLine: null, position: null });
}

function follow(
  thread: Thread,
  to: { readonly file: DiffFile; readonly commit: string; readonly move: (line: number) => number | null },
): void {
  const line = thread.line === null ? null : to.move(thread.line);
  const start = thread.startLine === null ? null : to.move(thread.startLine);
  const at = line === null ? null : lineOf(to.file, thread.side, line);
  const hasStart = thread.startLine === null || start !== null;
  if (at === null || !hasStart) return outdate(thread);
  Object.assign(thread, { path: to.file.path, commit: to.commit, line, startLine: start, position: at.position });
}

/** The name of the thread's file at the new head. */
function pathAt(
  folder: string,
  given: { readonly before: Sides; readonly after: Sides; readonly thread: Thread },
): string {
  const { before, after, thread } = given;
  const renamed = diffFiles(folder, before.to, after.to).find((file) => file.previousPath === thread.path);
  return renamed?.path ?? thread.path;
}

/** How lines of one side moved: a line is lost when it was changed or removed. */
function lineMap(
  folder: string,
  given: {
    readonly old: string;
    readonly now: string;
    readonly side: Side;
    readonly thread: Thread;
    readonly file: DiffFile;
  },
): (line: number) => number | null {
  const { old, now, file, thread, side } = given;
  if (old === now) return (line) => line;
  const oldPath = side === 'LEFT' ? (file.previousPath ?? file.path) : thread.path;
  const newPath = side === 'LEFT' ? (file.previousPath ?? file.path) : file.path;
  const [a, b] = [`${old}:${oldPath}`, `${now}:${newPath}`];
  let text: string;
  try {
    text = git(folder, 'diff', '--no-color', '--no-ext-diff', '--no-textconv', '-U0', a, b);
  } catch {
    // One of the two has no such file, so no line of it can be followed.
    return () => null;
  }
  const hunks = [...text.matchAll(/^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/gm)].map((hunk) => ({
    start: Number(hunk[1]),
    removed: Number(hunk[2] ?? 1),
    added: Number(hunk[4] ?? 1),
  }));
  return (line) => {
    let shift = 0;
    for (const { start, removed, added } of hunks) {
      // With nothing removed, the start is the line before the insertion.
      const first = removed === 0 ? start + 1 : start;
      if (line < first) break;
      if (line < first + removed) return null;
      shift += added - removed;
    }
    return line + shift;
  };
}
