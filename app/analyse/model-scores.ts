import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { isAbsence, readRegularFile, remedyForUnread } from '../config/regular-file.ts';
import { ModelScore } from '../../models/selection/model-score.ts';
import { InputError, describeCause } from '../../schemas/problem.ts';

/** Where the scores lie, in the user's state directory. */
export const SCORES_FILE = 'model-scores.json';

/** What `docket models --check` found, by `provider/model`. */
export const ModelScores = z.record(z.string(), ModelScore);
export type ModelScores = z.infer<typeof ModelScores>;

/** Reads the scores; none where nothing was checked yet. Throws `InputError` when the file is not what was written. */
export async function readScores(path: string): Promise<ModelScores> {
  let text: string;
  try {
    text = readRegularFile(path);
  } catch (error) {
    if (isAbsence(error)) return {};
    throw new InputError({
      what: `the scores of the models cannot be read: ${describeCause(error)}`,
      where: path,
      remedy: remedyForUnread(error, 'Remove it and run `docket models --check` again.'),
      cause: error,
    });
  }
  try {
    return ModelScores.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError({
      what: 'the scores of the models cannot be read',
      where: path,
      remedy: 'Remove the file and run `docket models --check` again.',
      cause,
    });
  }
}

/** Adds a score; the file is replaced whole, so that a reader never sees half of it. */
export async function saveScore(path: string, name: string, score: ModelScore): Promise<void> {
  const scores = { ...(await readScores(path)), [name]: score };
  await mkdir(dirname(path), { recursive: true });
  const scratch = `${path}.${process.pid}`;
  await writeFile(scratch, `${JSON.stringify(scores, null, 2)}\n`);
  await rename(scratch, path);
}
