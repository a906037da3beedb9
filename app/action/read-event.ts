import { readFile } from 'node:fs/promises';
import { InputError, describeCause } from '../../schemas/problem.ts';
import { intentOf } from '../pull-request/event.ts';
import type { Intent } from '../pull-request/intent.ts';
import type { ActionRunner } from './runner.ts';

/** What the event of this job wants. Throws an `InputError` when it is not what GitHub documents. */
export async function readEvent({ GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: path }: ActionRunner): Promise<Intent> {
  let payload: unknown;
  try {
    payload = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new InputError({
      what: `the event cannot be read: ${describeCause(cause)}`,
      where: path,
      remedy: 'The runner writes this file before the job begins; run the job again.',
      cause,
    });
  }
  return intentOf(event, payload);
}
