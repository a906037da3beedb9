import { z } from 'zod';

/** How a delivery stands. `failed` may be delivered again by GitHub; all the others after `running` are final. */
export const DeliveryState = z.enum(['queued', 'running', 'done', 'superseded', 'ignored', 'refused', 'failed']);
export type DeliveryState = z.infer<typeof DeliveryState>;

/** What a delivery asks for, as far as its place in the queue depends on it. */
const DeliveryKind = z.enum(['review', 'command', 'closed', 'merge-group', 'find', 'other']);

/** One delivery of GitHub without its payload. */
export const Delivery = z.strictObject({
  /** The order in which they came. */
  sequence: z.int(),
  /** GitHub's own id; a redelivery has the same. */
  id: z.string(),
  event: z.string(),
  installation: z.int().nullable(),
  repository: z.int().nullable(),
  /** What only one run at a time may work on: `owner/name#7`. */
  lane: z.string(),
  kind: DeliveryKind,
  /** The head that the event speaks of; what is reviewed is the head at that time. */
  head: z.string().nullable(),
  /** When the pull request was changed last as the event knows it, by GitHub's clock: deliveries may come out of their order. */
  version: z.int().nullable(),
  /** The label that was put on or taken off. */
  label: z.string().nullable(),
  /** Whether the same head is to be looked at again. */
  fresh: z.boolean(),
  state: DeliveryState,
  /** Of one that failed: the reason may have passed (GitHub did not answer, the disk was full), so it is to be had again. */
  passing: z.boolean(),
  /** Why it ended as it did. */
  note: z.string().nullable(),
  attempts: z.int(),
  /** The form of the row and its body: a worker leaves alone what is newer than itself. */
  format: z.int(),
  receivedAt: z.int(),
  /** Not to be begun before, in milliseconds since 1970. */
  dueAt: z.int(),
});
export type Delivery = z.infer<typeof Delivery>;

/** The newest form that this version writes and knows. Raise it when an older worker could misread what is stored. */
export const DELIVERY_FORMAT = 1;

/** A delivery as it arrives. */
export interface NewDelivery extends Pick<
  Delivery,
  'id' | 'event' | 'installation' | 'repository' | 'lane' | 'kind' | 'head' | 'version' | 'label' | 'fresh'
> {
  readonly payload: string;
}
