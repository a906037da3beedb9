import type { ChangeSet } from '../schemas/change-set.ts';

/**
 * Freezes a change set down to its hunks: one reviewer that sorts or filters in place must not change what the next one sees. Single lines
 * are left alone, because a large change has a million of them.
 */
export function freezeChangeSet(changeSet: ChangeSet): void {
  for (const file of changeSet.files) {
    for (const hunk of file.hunks) {
      Object.freeze(hunk.lines);
      Object.freeze(hunk);
    }
    Object.freeze(file.hunks);
    Object.freeze(file);
  }
  for (const list of [changeSet.commits, changeSet.filtered, changeSet.skipped, changeSet.redactions]) {
    for (const entry of list) Object.freeze(entry);
    Object.freeze(list);
  }
  Object.freeze(changeSet.labels);
  Object.freeze(changeSet.files);
  Object.freeze(changeSet);
}
