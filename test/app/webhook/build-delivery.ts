import type { Delivery, NewDelivery } from '../../../history/deliveries/delivery.ts';

let sequence = 0;

/** A delivery that waits: a push to a pull request, unless something else is said. */
export function aDelivery(given: Partial<Delivery> = {}): Delivery {
  sequence += 1;
  return {
    sequence,
    id: `d${sequence}`,
    event: 'pull_request',
    installation: 1,
    repository: 1,
    lane: 'acme/shop#1',
    kind: 'review',
    head: 'a'.repeat(40),
    version: null,
    label: null,
    fresh: false,
    state: 'queued',
    note: null,
    passing: false,
    attempts: 0,
    format: 1,
    receivedAt: 0,
    dueAt: 0,
    ...given,
  };
}

/** The same as it arrives; its body is unlike every other. */
export function aNewDelivery(given: Partial<NewDelivery> = {}): NewDelivery {
  const { id, event, installation, repository, lane, kind, head, version, label, fresh } = aDelivery(given);
  return {
    id,
    event,
    installation,
    repository,
    lane,
    kind,
    head,
    version,
    label,
    fresh,
    payload: `{"n":"${id}"}`,
    ...given,
  };
}
