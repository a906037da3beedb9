import { compareText } from '../../schemas/text/compare-text.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Gap } from '../../schemas/review.ts';
import type { TaskResult } from './ask-task.ts';
import { type AnswerContext, findingOfAnswer, findingOfUnread, isListed, underOther } from './finding-of-answer.ts';
import type { PassResult } from './merge-report.ts';

export interface SplitOptions extends AnswerContext {
  readonly mostFindings: number;
}

/** Deals one conversation's result out to the reviewers that it spoke for. */
export function splitByReviewer(
  result: TaskResult,
  options: SplitOptions,
): (readonly [reviewer: string, PassResult])[] {
  const { task, status, reason, models, findings, unread, seen } = result;
  const context = { ...options, reviewers: options.reviewers.filter(({ id }) => task.reviewers.includes(id)) };
  const said = findings.map((one) => findingOfAnswer(one, context));
  const listed = said.map((one) => isListed(one, context));
  const all = [
    ...said.map((one, at) => (listed[at] === true ? one : underOther(one))),
    ...unread.map((one) => findingOfUnread(one, context)),
  ];
  const drafts = all.slice(0, options.mostFindings);
  const gaps = gapsOf(result, {
    over: all.length - drafts.length,
    unlisted: listed.filter((is) => !is).length,
  });
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

/** What of an answer is in no finding that counts, or was guessed. */
function gapsOf(
  { findings, unread }: TaskResult,
  { over, unlisted }: { readonly over: number; readonly unlisted: number },
): Gap[] {
  const all = findings.length + unread.length;
  const gap = (kind: Gap['kind'], reason: string): Gap => ({ check: 'model', path: null, kind, reason });
  const guessed = findings.filter(({ severity, confidence }) => severity === null || confidence === null).length;
  const reasons = [...new Set(unread.map(({ reason }) => reason))].join(', ');
  return [
    ...(over > 0 ? [gap('failed', `it gave ${all} findings; ${over} were not taken`)] : []),
    ...(unread.length > 0 ? [gap('failed', `${unread.length} of its ${all} findings cannot be read: ${reasons}`)] : []),
    ...(unlisted > 0
      ? [gap('unavailable', `${unlisted} of its ${all} findings name a rule that no brief has, and count as \`other\``)]
      : []),
    ...(guessed > 0
      ? [
          gap(
            'unavailable',
            `of ${guessed} of its ${all} findings severity or confidence cannot be read, and was guessed`,
          ),
        ]
      : []),
  ];
}
