import { existsSync } from 'node:fs';
import type { DeliveryQueue } from '../../../history/deliveries/delivery-queue.ts';
import { InputError } from '../../../schemas/problem.ts';
import { readRawEnvironment } from '../../config/raw-environment.ts';
import { secretsOf } from '../../known-secrets.ts';
import { jsonText } from '../../output/json-text.ts';
import { createLog } from '../../webhook/log.ts';
import { openQueue } from '../../webhook/open-queue.ts';
import { createScrubber } from '../../webhook/scrub.ts';
import { queuePath, readQueueSettings, secretsOfQueue } from '../../webhook/settings.ts';
import { renderDelivery, renderQueue } from '../render/render-queue.ts';

/** The options of `docket queue`, as commander hands them over. */
export interface QueueOptions {
  readonly json?: boolean;
}

/** Of the dead letters so many are told; a page of them. */
const MOST_LISTED = 50;

/** `docket queue status`: the queue as a whole, and its newest dead letters. Returns the exit code. */
export function queueStatusCommand({ json }: QueueOptions): Promise<number> {
  return withQueue(async (queue) => {
    const [status, failed] = [await queue.status(), await queue.list('failed', MOST_LISTED)];
    return json === true ? jsonText({ schemaVersion: 1, status, failed }) : renderQueue(status, failed);
  });
}

/** `docket queue retry ID`: a dead letter waits again. Returns the exit code. */
export function queueRetryCommand(id: string, options: QueueOptions): Promise<number> {
  return withQueue(async (queue) => {
    const done = await queue.retry(id);
    return toldOf(id, { queue, options, refusal: done ? null : 'it has not failed, or its body is gone' });
  });
}

/** `docket queue drop ID`: a delivery ends for good. Returns the exit code. */
export function queueDropCommand(id: string, options: QueueOptions): Promise<number> {
  return withQueue(async (queue) => {
    const done = await queue.drop(id, 'dropped by the operator');
    return toldOf(id, { queue, options, refusal: done ? null : 'it neither waits nor has failed' });
  });
}

async function toldOf(
  id: string,
  { queue, options, refusal }: { queue: DeliveryQueue; options: QueueOptions; refusal: string | null },
): Promise<string> {
  const delivery = await queue.find(id);
  if (delivery === null || refusal !== null) {
    throw new InputError({
      what:
        delivery === null ? 'the queue knows no such delivery' : `nothing was changed: ${refusal} (${delivery.state})`,
      where: id,
      remedy: '`docket queue status` names the deliveries that have failed.',
    });
  }
  return options.json === true ? jsonText({ schemaVersion: 1, delivery }) : renderDelivery(delivery);
}

/** Opens the queue that the environment names, and prints what was made of it. */
async function withQueue(work: (queue: DeliveryQueue) => Promise<string>): Promise<number> {
  const raw = readRawEnvironment();
  const settings = readQueueSettings(raw);
  const path = queuePath(settings);
  if (settings.queueUrl === null && !existsSync(path)) {
    throw new InputError({
      what: 'there is no queue',
      where: path,
      remedy: 'Name the data folder of the server with DOCKET_DATA, or its Postgres with DOCKET_QUEUE.',
    });
  }
  const scrubber = createScrubber([...secretsOfQueue(settings), ...secretsOf(raw)]);
  const log = createLog({ level: 'warn', scrubber, write: (line) => process.stderr.write(line) });
  const queue = await openQueue(settings, { log, now: Date.now });
  try {
    process.stdout.write(scrubber.scrub(await work(queue)));
  } finally {
    await queue.close();
  }
  return 0;
}
