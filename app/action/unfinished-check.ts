import { z } from 'zod';
import type { GitHub } from '../../forge/github/api/client.ts';
import { completeCheck } from '../../forge/github/checks/complete-check.ts';
import { findPullRequest } from '../../forge/github/read/find-pull-request.ts';
import { ownCheckRuns } from '../../forge/github/checks/own-check-runs.ts';
import { readPullRequest } from '../../forge/github/read/pull-request.ts';
import { ObjectId } from '../../schemas/change-set.ts';
import { DEFAULT_CONFIG, readOperatorConfig } from '../config/config.ts';
import type { Intent } from '../pull-request/intent.ts';

/** A check run that main started, as it is handed to the post step. */
export const StartedCheck = z.strictObject({
  repository: z.strictObject({ owner: z.string(), name: z.string() }),
  head: ObjectId,
  name: z.string().min(1),
  /** Null where main was gone before it could say. */
  id: z.int().nullable(),
});
export type StartedCheck = z.infer<typeof StartedCheck>;

/** The check that main may have started for an event, when it left no word; null where it starts none. */
export async function openCheckOf(
  intent: Intent,
  { github, config }: { readonly github: GitHub; readonly config: string | null },
): Promise<StartedCheck | null> {
  const operator = config === null ? {} : readOperatorConfig(config, 'input config');
  const name = operator.pullRequests?.checkName ?? DEFAULT_CONFIG.pullRequests.checkName;
  switch (intent.kind) {
    case 'review':
    case 'command': {
      const { owner, name: repository } = intent.pull;
      const { head } = await readPullRequest(github, intent.pull);
      return { repository: { owner, name: repository }, head: head.commit, name, id: null };
    }
    case 'find': {
      const { owner, name: repository } = await findPullRequest(github, intent);
      return { repository: { owner, name: repository }, head: intent.headCommit, name, id: null };
    }
    case 'merge-group':
      return { repository: intent.repository, head: intent.head, name, id: null };
    case 'closed':
    case 'ignore':
      return null;
  }
}

interface Ending {
  readonly github: GitHub;
  /** Where people can watch what happened. */
  readonly runUrl: string | null;
  readonly signal: AbortSignal;
}

/** Concludes a check as a failure if it is still open. Returns whether it was. */
export async function endCheck(started: StartedCheck, { github, runUrl, signal }: Ending): Promise<boolean> {
  const { repository, head, name, id } = started;
  const runs = await ownCheckRuns(github, { repository, head, name });
  const open = runs.filter((run) => run.status !== 'completed');
  // A run that main knew and the list does not show yet is open: nobody but main could have ended it.
  if (open.length === 0 && (id === null || runs.some((run) => run.id === id))) return false;
  const log = runUrl === null ? 'the log of the workflow' : `[the log of the workflow](${runUrl})`;
  await completeCheck(github, {
    repository,
    head,
    id,
    check: {
      name,
      conclusion: 'failure',
      title: 'Not finished',
      summary: `The review was stopped before its end: ${log} says more. Run the job again, or write \`/docket review\`.`,
      annotations: [],
    },
    signal,
  });
  return true;
}
