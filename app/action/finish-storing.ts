import { existsSync, readdirSync } from 'node:fs';
import { replicasFolder } from '../../history/replica/local-files.ts';
import { localFolder } from '../history/local-folder.ts';
import { showProblem } from './action-log.ts';
import { exitOfFailure } from './exit-of-failure.ts';
import { historyPathIn } from './history-path.ts';
import { readInputs } from './inputs.ts';
import { inProgram } from './launch.ts';
import { readRunner } from './runner.ts';

/**
 * The post step's other half: brings the log that main streamed into the store for good, whatever became of main. Where there is no store,
 * or main never began, nothing is laid out and nothing is done.
 *
 * @param dist the bundle
 */
export async function finishStoring(dist: URL): Promise<number> {
  try {
    const folder = replicasFolder(localFolder(historyPathIn(readInputs(), readRunner())));
    if (!existsSync(folder) || readdirSync(folder).length === 0) return 0;
  } catch (error) {
    showProblem(error);
    return exitOfFailure(error);
  }
  return inProgram(dist, ({ program, folder, runner }) => program.finishHistory({ folder, runner }));
}
