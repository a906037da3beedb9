import { z } from 'zod';
import type { DeliveryQueue } from '../../history/deliveries/delivery-queue.ts';
import type { NewDelivery } from '../../history/deliveries/delivery.ts';
import { InputError } from '../../schemas/problem.ts';
import { type Envelope, type Facts, deliveryFacts } from './facts.ts';
import type { ServerLog } from './log.ts';

/** What the body of a verified delivery is not allowed to be; `status` is what GitHub is answered. */
export class RejectedDelivery extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface IntakeParts {
  readonly queue: DeliveryQueue;
  /** Whose repositories are served, in lower case; null: everybody's. */
  readonly accounts: readonly string[] | null;
  readonly mostWaiting: number;
  readonly log: ServerLog;
  /** Told of each delivery whose signature is right, with what was done with it. */
  readonly onCounted: (delivery: Pick<NewDelivery, 'id' | 'event'>, result: string, cameAt: number) => void;
  readonly now: () => number;
}

/** Events about the App itself. */
const Installation = z.object({
  repositories: z.array(z.object({ id: z.int() })).optional(),
  repositories_removed: z.array(z.object({ id: z.int() })).optional(),
});

/**
 * What is done with a delivery whose signature is right: it is on disk when this returns, and only then GitHub gets its answer. No
 * work is done here. Throws `RejectedDelivery` for what is not taken.
 */
export function createIntake(
  parts: IntakeParts,
): (delivery: Pick<NewDelivery, 'id' | 'event' | 'payload'>) => Promise<void> {
  const { log, now } = parts;
  return async ({ id, event, payload }) => {
    const said = { delivery: id, event };
    const cameAt = now();
    const counted = (result: string) => parts.onCounted({ id, event }, result, cameAt);
    try {
      if (event === 'ping') {
        counted('ignored');
        log.info(said, 'GitHub says hello');
        return;
      }
      const result = await take(read({ id, event, payload }), parts);
      counted(result);
      log.info(said, `delivery ${result}`);
    } catch (error) {
      if (error instanceof RejectedDelivery) {
        counted('rejected');
        log.warn(said, `delivery rejected: ${error.message}`);
      }
      throw error;
    }
  };
}

function read(delivery: Pick<NewDelivery, 'id' | 'event' | 'payload'>): Facts {
  try {
    return deliveryFacts(delivery);
  } catch (error) {
    if (error instanceof InputError || error instanceof z.ZodError || error instanceof SyntaxError) {
      throw new RejectedDelivery(400, 'the body is not what GitHub sends for this event');
    }
    throw error;
  }
}

async function take({ delivery, envelope, intent }: Facts, parts: IntakeParts): Promise<string> {
  const { queue, mostWaiting } = parts;
  const foreign = foreignReason(envelope, parts.accounts);
  if (foreign !== null) {
    parts.log.warn({ delivery: delivery.id, event: delivery.event }, `delivery refused: ${foreign}`);
    return settled(await queue.note(delivery, 'refused', foreign), 'refused');
  }
  if (delivery.event === 'installation' || delivery.event === 'installation_repositories') {
    return settled(await queue.note(delivery, 'ignored', await aboutInstallation(delivery, envelope, parts)), 'noted');
  }
  if (intent.kind === 'ignore') return settled(await queue.note(delivery, 'ignored', intent.reason), 'ignored');
  if ((await queue.depth()) >= mostWaiting) {
    throw new RejectedDelivery(503, `${mostWaiting} deliveries are waiting already; this one is fetched later`);
  }
  return queue.add(delivery);
}

/** Seen before counts as that, whatever it is. */
const settled = (admission: string, result: string) =>
  admission === 'duplicate' || admission === 'replayed' ? admission : result;

/** Why a delivery does not come from somebody whom we serve; null when it does. Whether the installation is ours is asked later. */
function foreignReason({ installation, repository }: Envelope, accounts: readonly string[] | null): string | null {
  if (installation === undefined) return 'it names no installation: is it the hook of a repository?';
  const owner = repository?.owner.login;
  if (owner === undefined || accounts === null || accounts.includes(owner.toLowerCase())) return null;
  return `the account ${owner} is not among DOCKET_ACCOUNTS`;
}

async function aboutInstallation(
  { payload }: NewDelivery,
  { action, installation }: Envelope,
  { queue }: IntakeParts,
): Promise<string> {
  const { repositories: all = [], repositories_removed: removed = [] } = Installation.parse(JSON.parse(payload));
  const repositories = [...all, ...removed].map((repository) => repository.id);
  if (action === 'deleted' || action === 'suspend') {
    const why = `the installation was ${action === 'deleted' ? 'removed' : 'suspended'}`;
    await queue.announceGone({ installation: installation?.id ?? 0, repositories, why });
    return why;
  }
  if (action === 'removed') {
    const why = 'repositories were removed from the installation';
    await queue.announceGone({ installation: null, repositories, why });
  }
  return `installation ${action ?? 'event'}`;
}
