import { z } from 'zod';
import type { NewDelivery } from '../../history/deliveries/delivery.ts';
import { intentOf } from '../pull-request/event.ts';
import type { Intent } from '../pull-request/intent.ts';

/** What every event of an App carries, and the pull request where it is about one. */
export const Envelope = z.object({
  action: z.string().optional(),
  installation: z.object({ id: z.int() }).optional(),
  repository: z.object({ id: z.int(), full_name: z.string(), owner: z.object({ login: z.string() }) }).optional(),
  pull_request: z
    .object({ head: z.object({ sha: z.string() }).optional(), updated_at: z.string().optional() })
    .optional(),
});
export type Envelope = z.infer<typeof Envelope>;

/** Actions that speak of a head; all others want the same head looked at again. */
const ABOUT_A_HEAD: ReadonlySet<string> = new Set(['opened', 'synchronize']);

export interface Facts {
  readonly delivery: NewDelivery;
  readonly envelope: Envelope;
  readonly intent: Intent;
}

/** Reads a delivery as far as the queue has to know it. Throws an `InputError` when the body is not one of GitHub's. */
export function deliveryFacts({ id, event, payload }: Pick<NewDelivery, 'id' | 'event' | 'payload'>): Facts {
  const body: unknown = JSON.parse(payload);
  const envelope = Envelope.parse(body);
  const intent = intentOf(event, body);
  const { action = '', pull_request: pull, repository, installation } = envelope;
  const updated = Date.parse(pull?.updated_at ?? '');
  const isPullRequest = event === 'pull_request';
  return {
    envelope,
    intent,
    delivery: {
      id,
      event,
      payload,
      installation: installation?.id ?? null,
      repository: repository?.id ?? null,
      lane: laneOf(intent),
      kind: intent.kind === 'ignore' ? 'other' : intent.kind,
      head: isPullRequest ? (pull?.head?.sha ?? null) : null,
      version: isPullRequest && !Number.isNaN(updated) ? updated : null,
      label: intent.kind === 'review' ? intent.label : null,
      fresh: !(isPullRequest && ABOUT_A_HEAD.has(action)),
    },
  };
}

/** What only one run at a time may work on. */
function laneOf(intent: Intent): string {
  switch (intent.kind) {
    case 'review':
    case 'command':
    case 'closed':
      return pullLane(intent.pull);
    case 'merge-group':
      return `${intent.repository.owner}/${intent.repository.name}@${intent.head}`;
    case 'find':
      return `${intent.repository.owner}/${intent.repository.name}?${intent.headCommit}`;
    case 'ignore':
      return '';
  }
}

/** The lane of a pull request. */
export function pullLane({ owner, name, number }: { owner: string; name: string; number: number }): string {
  return `${owner}/${name}#${number}`;
}

/** The pull request of such a lane. */
export function pullOfLane(
  lane: string,
): { readonly owner: string; readonly name: string; readonly number: number } | null {
  const [, owner, name, number] = /^([^/]+)\/([^#]+)#(\d+)$/.exec(lane) ?? [];
  return owner === undefined || name === undefined ? null : { owner, name, number: Number(number) };
}
