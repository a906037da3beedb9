import { type HistoryLog, openHistory } from '../../../history/log.ts';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import type { Problem } from '../../../schemas/problem.ts';
import { renderProblem } from '../render/render-problem.ts';
import { type MeantHistory, storeTools } from './history-host.ts';

const COMMIT_MS = 120_000;

/**
 * Writes one run into the history that is meant: into the local file, or, with a store, into a log of its own that is brought there. `write` gets
 * the id that such a run was announced by. Returns the exit code: 4 when it does not get into the store.
 */
export async function writeHistory(
  meant: MeantHistory,
  write: (log: HistoryLog, id: string | undefined) => void,
): Promise<number> {
  if (meant.store === null) {
    const log = openHistory(meant.path);
    try {
      write(log, undefined);
      return 0;
    } finally {
      log.close();
    }
  }
  const onProblem = (problem: Problem) => void process.stderr.write(renderProblem(problem));
  const onNotice = (text: string) => void process.stderr.write(`${text}\n`);
  const tools = await storeTools(meant);
  const history = await openReplicatedHistory({ tools, folder: meant.folder, onNotice, onProblem });
  write(history.own, history.session.run);
  const unstored = await history.commit(COMMIT_MS);
  if (unstored === null) return 0;
  onProblem(unstored);
  return 4;
}
