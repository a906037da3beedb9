import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Gap } from '../../schemas/review.ts';
import type { TaskResult } from './ask-task.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { withoutNoise } from '../changed-code/without-noise.ts';

/**
 * Changed files that no model half saw from end to end: neither was their patch in a prompt, nor was it asked for. What was generated,
 * minified or vendored before is for the checks alone. When no half came to an answer there is nothing to add: that is said of each of them.
 */
export function uncoveredFiles(files: ChangeSet['files'], results: readonly TaskResult[]): Gap[] {
  const answered = results.filter(({ status }) => status === 'ok');
  if (answered.length === 0) return [];
  return withoutNoise(files)
    .filter((file) => file.hunks.length > 0 && !answered.some(({ seen }) => seen.has(file.newPath)))
    .map((file) => file.newPath)
    .toSorted(compareText)
    .map((path) => ({
      check: 'model',
      path,
      kind: 'failed',
      reason: 'its patch did not fit into the prompt, and no reviewer asked for all of it',
    }));
}
