import type { Delivery } from '../../../history/deliveries/delivery.ts';
import type { QueueStatus } from '../../../history/deliveries/delivery-queue.ts';
import { pageText, plainOneLine } from './log-text.ts';

/** `docket queue status`: the numbers, then a line a dead letter, newest first. */
export function renderQueue(status: QueueStatus, failed: readonly Delivery[]): string {
  const { waiting, running, oldestWaitingAt } = status;
  const since = oldestWaitingAt === null ? '' : `, the oldest since ${new Date(oldestWaitingAt).toISOString()}`;
  const hidden = status.failed - failed.length;
  return pageText([
    `${waiting} waiting${since}`,
    `${running} running`,
    `${status.failed} failed${status.failed === 0 ? '' : '; `docket queue retry ID` or `docket queue drop ID`:'}`,
    ...failed.map((delivery) => `  ${lineOf(delivery)}`),
    ...(hidden > 0 ? [`  and ${hidden} older`] : []),
  ]);
}

/** What became of one delivery. */
export function renderDelivery(delivery: Delivery): string {
  return pageText([lineOf(delivery)]);
}

/** What GitHub sent names the lane and the event, and may be of the note. */
function lineOf({ id, event, lane, state, note }: Delivery): string {
  return plainOneLine(`${id}  ${state}  ${event}  ${lane}${note === null ? '' : `: ${note}`}`);
}
