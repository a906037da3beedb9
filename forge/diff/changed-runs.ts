import type { DiffLine, Hunk } from '../../schemas/change-set.ts';

/** Lines of one place that go and come together, with the lines that stand around them on both sides. */
export interface ChangedRun {
  readonly removed: readonly DiffLine[];
  readonly added: readonly DiffLine[];
  /** Null at an end of the file, and where the hunk shows no more. */
  readonly above: string | null;
  readonly below: string | null;
}

/** Cuts hunks at every line that stays. */
export function changedRuns(hunks: readonly Hunk[]): ChangedRun[] {
  return hunks.flatMap(({ lines }) => {
    const runs: ChangedRun[] = [];
    let above: string | null = null;
    let run: DiffLine[] = [];
    const end = (below: string | null): void => {
      if (run.length > 0) {
        const of = (kind: DiffLine['kind']) => run.filter((line) => line.kind === kind);
        runs.push({ removed: of('deleted'), added: of('added'), above, below });
      }
      run = [];
      above = below;
    };
    for (const line of lines) {
      if (line.kind === 'context') end(line.text);
      else run.push(line);
    }
    end(null);
    return runs;
  });
}

/**
 * The runs of a change that take back what an earlier one did to the same file, or null where any of the earlier ones stays: what it added
 * goes and what it removed comes, to the letter, at a place that has at least one neighbour in common. Each run of the change counts once.
 */
export function takenBackRuns(earlier: readonly ChangedRun[], change: readonly ChangedRun[]): ChangedRun[] | null {
  const left = new Set(change);
  const found: ChangedRun[] = [];
  for (const one of earlier) {
    const back = [...left].find((run) => isReverse(one, run));
    if (back === undefined) return null;
    left.delete(back);
    found.push(back);
  }
  return found.length === 0 ? null : found;
}

function isReverse(earlier: ChangedRun, run: ChangedRun): boolean {
  if (!isSame(earlier.added, run.removed) || !isSame(earlier.removed, run.added)) return false;
  return earlier.above === run.above || earlier.below === run.below;
}

function isSame(some: readonly DiffLine[], others: readonly DiffLine[]): boolean {
  return some.length === others.length && some.every(({ text }, at) => text === others[at]?.text);
}
