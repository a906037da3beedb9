import { createHash } from 'node:crypto';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import type { Digest } from '../../../schemas/run.ts';

/** What tools look at, by content: two changes of one digest give the same answers. */
export function worldDigest({ source, mergeBase, headCommit, files, filtered }: ChangeSet): Digest {
  // The head of a work tree is no commit, and a plain diff has none at all: there the changed files themselves are the content.
  const changed = headCommit === null ? [...files, ...filtered].map((file) => ({ ...file })) : null;
  return digestOf([source, mergeBase, headCommit, changed]);
}

/** Arrays and objects whose keys stand in a fixed order, as zod leaves them. */
export function digestOf(value: unknown): Digest {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? 'undefined')
    .digest('hex');
}
