import { describe, expect, it } from 'vitest';
import { requireFleet } from '../../../app/webhook/require-fleet.ts';

const [queueUrl, store] = ['postgres://db/docket', 's3://bucket/docket'];

describe('a server of a fleet', () => {
  it.each([
    ['web', null, null, 'a server with the role web needs a queue that it shares with the others'],
    ['worker', null, store, 'a server with the role worker needs a queue that it shares with the others'],
    ['worker', queueUrl, null, 'workers of one queue need a store for the histories'],
    ['all', queueUrl, null, 'workers of one queue need a store for the histories'],
  ] as const)('%s with the queue %s and the store %s is refused', (role, queue, place, said) => {
    expect(() => requireFleet(role, { queueUrl: queue }, { store: place })).toThrow(said);
  });

  it.each([
    ['all', null, null],
    ['web', queueUrl, null],
    ['worker', queueUrl, store],
  ] as const)('%s with the queue %s and the store %s may begin', (role, queue, place) => {
    expect(() => requireFleet(role, { queueUrl: queue }, { store: place })).not.toThrow();
  });
});
