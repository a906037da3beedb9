import { z } from 'zod';
import { ANSWER_SCHEMA } from '../../reviewers/model-pass/answer.ts';
import { briefText } from '../../reviewers/model-pass/prompt/brief-text.ts';
import { changeText } from '../../reviewers/model-pass/prompt/change-text.ts';
import { SYSTEM_TEXT } from '../../reviewers/model-pass/prompt/system-text.ts';
import type { Reviewer } from '../../reviewers/reviewer.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';

/** What agents take at once is not known: a share of the smallest context that hosted models have. */
const CAPABILITY = { contextTokens: 100_000, tools: true };

/** What specialists would ask a model about a change, for an agent that answers itself. */
export const DelegatedTasks = z.strictObject({
  schemaVersion: z.literal(1),
  /** How to work, the same for every task. */
  rules: z.string(),
  /** The change; what others wrote stands between marks. */
  change: z.string(),
  tasks: z.array(z.strictObject({ task: z.string(), brief: z.string() })),
  /** JSON Schema of one answer. */
  schema: z.record(z.string(), z.unknown()),
  /** Which words an answer repeats when the change was read from end to end. */
  marks: z.strictObject({ first: z.string(), last: z.string() }),
});
export type DelegatedTasks = z.infer<typeof DelegatedTasks>;

/** The tasks of these reviewers; those that ask no model have none. */
export function delegatedTasks(
  changeSet: ChangeSet,
  {
    reviewers,
    sensitivePaths,
  }: { readonly reviewers: readonly Reviewer[]; readonly sensitivePaths: readonly string[] },
): DelegatedTasks {
  const { text, marks } = changeText(changeSet, { findings: [], sensitivePaths, capability: CAPABILITY });
  return {
    schemaVersion: 1,
    rules: SYSTEM_TEXT,
    change: text,
    tasks: reviewers.flatMap((reviewer) => {
      const { id, brief } = reviewer;
      return brief === undefined
        ? []
        : [{ task: id, brief: briefText([{ reviewer: { ...reviewer, brief }, found: [] }]) }];
    }),
    schema: ANSWER_SCHEMA.jsonSchema,
    marks: { first: marks.first, last: marks.last },
  };
}
