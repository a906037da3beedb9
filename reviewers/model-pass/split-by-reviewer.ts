import { compareText } from '../../schemas/compare-text.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Gap } from '../../schemas/review.ts';
import type { Reviewer } from '../reviewer.ts';
import type { TaskResult } from './ask-task.ts';
import { findingOfAnswer } from './finding-of-answer.ts';
import type { PassResult } from './merge-report.ts';

export interface SplitOptions {
  readonly reviewers: readonly Pick<Reviewer, 'id' | 'rules'>[];
  readonly changeSet: Pick<ChangeSet, 'files' | 'filtered'>;
  readonly mostFindings: number;
}

/** Deals one conversation's result out to the reviewers that it spoke for. */
export function splitByReviewer(
  result: TaskResult,
  options: SplitOptions,
): (readonly [reviewer: string, PassResult])[] {
  const { task, status, reason, models, findings, seen } = result;
  const context = { ...options, reviewers: options.reviewers.filter(({ id }) => task.reviewers.includes(id)) };
  const drafts = findings.slice(0, options.mostFindings).map((said) => findingOfAnswer(said, context));
  const over = findings.length - drafts.length;
  const gaps: Gap[] =
    over <= 0
      ? []
      : [
          {
            check: 'model',
            path: null,
            kind: 'failed',
            reason: `it gave ${findings.length} findings; ${over} were not taken`,
          },
        ];
  return task.reviewers.map((id) => [
    id,
    {
      model: { status, reason, models: [...models], judged: judgedBy(result, options.changeSet.files) },
      findings: drafts.filter(({ reviewer }) => reviewer === id),
      read: [...seen],
      gaps,
    },
  ]);
}

/** Changed files of which the conversation read the whole patch, and came to an answer. */
function judgedBy({ status, seen }: TaskResult, files: ChangeSet['files']): string[] {
  if (status !== 'ok') return [];
  return files
    .filter((file) => file.hunks.length > 0 && seen.has(file.newPath))
    .map((file) => file.newPath)
    .toSorted(compareText);
}
