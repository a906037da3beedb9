import type { DeliveryQueue } from '../../history/deliveries/delivery-queue.ts';
import { openSqliteQueue } from '../../history/deliveries/sqlite/open-sqlite-queue.ts';
import type { ServerLog } from './log.ts';
import { queuePath, type QueueSettings } from './settings.ts';

/** Opens the queue that the operator has chosen: a file of this process, or a Postgres that many share. */
export async function openQueue(
  settings: QueueSettings,
  { log, now }: { readonly log: ServerLog; readonly now: () => number },
): Promise<DeliveryQueue> {
  const { limits, queueUrl, leaseMs } = settings;
  if (queueUrl !== null) {
    // Loaded only where it is wanted.
    const { openPostgresQueue } = await import('../../history/deliveries/postgres/open-postgres-queue.ts');
    return openPostgresQueue(queueUrl, {
      limits,
      leaseMs,
      onFault: (error) => log.warn({ err: error }, 'Postgres does not answer as it should; it is tried again'),
    });
  }
  const { queue, recovered } = openSqliteQueue(queuePath(settings), { limits, now });
  if (recovered.length > 0) log.info({ deliveries: recovered }, 'runs that were cut off are begun again');
  return queue;
}
