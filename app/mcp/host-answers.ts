import { z } from 'zod';
import { findingOfAnswer } from '../../reviewers/model-pass/finding-of-answer.ts';
import { ModelAnswer } from '../../reviewers/model-pass/read-model-answer.ts';
import { assignFindingIds } from '../../reviewers/runner/finding-id.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { DelegatedTasks } from './delegated-tasks.ts';

/** Under this name stands what the agent's own model said: nobody knows which one it is, or what it read. It judges nothing. */
const HOST_REVIEWER = 'host-unverified';

/** Answers to the tasks, each in the form of a specialist's. */
export const HostAnswers = z.array(z.strictObject({ task: z.string().max(100), answer: z.unknown() })).max(20);
export type HostAnswers = z.infer<typeof HostAnswers>;

/** What was understood of them. */
export interface ReadAnswers {
  readonly findings: readonly Finding[];
  /** What was not, in sentences: answered again, it would count. */
  readonly problems: readonly string[];
}

/** Reads the answers as any model's are read; who said it is `host-unverified`, and what it says is checked as an outside tool's is. */
export function readHostAnswers(answers: HostAnswers, { tasks, marks }: DelegatedTasks): ReadAnswers {
  const problems: string[] = [];
  const drafts = answers.flatMap(({ task, answer }) => {
    if (!tasks.some((known) => known.task === task)) {
      problems.push(`${JSON.stringify(task)} is none of the tasks`);
      return [];
    }
    const read = ModelAnswer.safeParse(answer);
    if (!read.success) {
      problems.push(`${task}: ${read.error.issues.map(({ message }) => message).join('; ')}`);
      return [];
    }
    for (const { reason } of read.data.unread) problems.push(`${task}: a finding cannot be read: ${reason}`);
    if (read.data.marks.first !== marks.first || read.data.marks.last !== marks.last) {
      problems.push(
        `${task}: the first and the last mark were not repeated, so the change may not have been read whole`,
      );
    }
    return read.data.findings.map((said) => {
      const draft = findingOfAnswer(said, {
        reviewers: [{ id: task, rules: {} }],
        changeSet: { files: [], filtered: [] },
        bar: { minimumSeverity: 'suggestion' },
      });
      const rule = draft.rule.slice(draft.rule.indexOf('/') + 1);
      return { ...draft, reviewer: HOST_REVIEWER, rule: `${HOST_REVIEWER}/${rule}`, origin: 'outside' as const };
    });
  });
  const missing = tasks.filter(({ task }) => !answers.some((one) => one.task === task)).map(({ task }) => task);
  if (missing.length > 0) problems.push(`not answered: ${missing.join(', ')}`);
  return { findings: assignFindingIds(drafts), problems };
}
