import type { HistoryLog } from '../../history/log.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { RepositorySuppression, SuppressionEvent } from '../../schemas/learning/suppression.ts';
import type { RememberedConcern } from '../../schemas/review.ts';
import { noteSuppression } from '../history/note-suppression.ts';
import type { PullContext } from './context.ts';
import { changeOf } from './logged-memory.ts';

/** What a merged pull request did to the files of suppressions. */
interface Merged {
  readonly changeSet: Pick<ChangeSet, 'files' | 'filtered'>;
  /** What was published on it before, with its places at the merged head. */
  readonly remembered: readonly RememberedConcern[];
  readonly by: string;
  readonly at: string;
}

/**
 * The new names of files whose code somebody dismissed for the whole repository: renamed by the change, or by its later commits where the
 * dismissal was given on it.
 */
export function movesOf(
  suppressions: readonly RepositorySuppression[],
  { changeSet, remembered, by, at }: Merged,
): SuppressionEvent[] {
  const renamed = new Map(
    [...changeSet.files, ...changeSet.filtered].map(({ oldPath, newPath }) => [oldPath, newPath]),
  );
  return suppressions.flatMap(({ id, names, comment }): SuppressionEvent[] => {
    const now = names.at(-1) ?? comment.location?.path ?? '';
    const own = remembered.find(
      ({ concern, fingerprint, state }) =>
        concern === comment.concern && fingerprint === comment.fingerprint && state !== 'unknown' && state !== 'fixed',
    );
    const to = own?.comment.location?.path ?? renamed.get(now) ?? now;
    return to === now ? [] : [{ kind: 'moved', suppression: id, to, by, at }];
  });
}

/** Follows the renames of a merged pull request, by what the review of its very head recorded; without one nothing is known. */
export function followRenames(log: HistoryLog, { label, trust, pull, problems }: PullContext): void {
  const known = log.past.suppressionsInForce(trust);
  if (known.length === 0) return;
  const last = log.publishedOn(changeOf(label)).find(({ run }) => run.headCommit === pull.head.commit);
  const changeSet = last === undefined ? null : log.changeSet(last.run.id);
  if (last === undefined || changeSet === null) return;
  const remembered = last.review.remembered ?? [];
  const moves = movesOf(known, { changeSet, remembered, by: label, at: new Date().toISOString() });
  noteSuppression(log, moves, {
    trust,
    note: `renamed by ${label}`,
    onTrouble: (problem) => void problems.push(problem),
  });
}
