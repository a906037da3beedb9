import { withInfrastructure } from '../exit-code.ts';
import { type HistoryAccess, openHistoryAccess } from '../history/history-access.ts';
import type { PullContext } from './context.ts';
import type { IntentOutcome } from './host.ts';
import { changeOf } from './logged-memory.ts';

/** Opens the history of the pull request's repository, lets it be worked with, and closes it; a store that fails makes the outcome exit 4. */
export async function withPullHistory(
  context: PullContext,
  work: (history: HistoryAccess) => Promise<IntentOutcome>,
): Promise<IntentOutcome> {
  const history = await openPullHistory(context);
  let done: IntentOutcome | null = null;
  try {
    done = await work(history);
  } finally {
    await closeHistory(history, context);
  }
  const { problems } = context;
  if (done.problems.length === problems.length) return done;
  return { ...done, problems: [...problems], exit: withInfrastructure(done.exit) };
}

/** The history of the repository that is asked to be changed, whatever fork the change comes from. */
export function openPullHistory({ host, pull, label, powers, problems }: PullContext): Promise<HistoryAccess> {
  const { environment, historyPath, leavesHistory = false, onProgress } = host;
  return openHistoryAccess({
    path: () => historyPath,
    config: powers,
    name: { host: pull.host, repositoryId: String(pull.repositoryId) },
    environment,
    change: changeOf(label),
    onNotice: (text) => onProgress({ kind: 'notice', text }),
    onProblem: (problem) => void problems.push(problem),
    leaveToOthers: leavesHistory,
  });
}

/** What keeps the rows from the store is a problem of the work, never its end. */
export async function closeHistory(history: HistoryAccess, { problems }: PullContext): Promise<void> {
  const unstored = await history.close();
  if (unstored !== null) problems.push(unstored);
}
