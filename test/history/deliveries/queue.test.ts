import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryQueue } from '../../../history/deliveries/queue.ts';
import { openHistory } from '../../../history/log.ts';
import { aNewDelivery } from '../../app/webhook/build-delivery.ts';

let folder: string;
let path: string;
let now = 1000;
let queue: DeliveryQueue;
const open = () => new DeliveryQueue(path, { now: () => now, busyMs: 50 });
const ids = () => queue.waiting().map(({ id }) => id);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-queue-'));
  path = join(folder, 'deliveries.db');
  now = 1000;
  queue = open();
});
afterEach(() => {
  queue.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a delivery', () => {
  it('counts once, by its id and by its body', () => {
    expect(queue.add(aNewDelivery({ id: 'a', payload: '{"x":1}' }))).toBe('queued');
    expect(queue.add(aNewDelivery({ id: 'a', payload: '{"x":2}' }))).toBe('duplicate');
    expect(queue.add(aNewDelivery({ id: 'b', payload: '{"x":1}' }))).toBe('replayed');
    expect(queue.add(aNewDelivery({ id: 'c', payload: '{"x":1}', event: 'issue_comment' }))).toBe('replayed');
    expect(ids()).toEqual(['a']);
  });

  it('that failed may come again, and one that ended may not', () => {
    queue.add(aNewDelivery({ id: 'a', payload: '{}' }));
    queue.start('a');
    queue.finish('a', 'failed', 'GitHub was gone');
    expect(queue.payloadOf('a')).toBeNull();
    expect(queue.add(aNewDelivery({ id: 'a', payload: '{}' }))).toBe('again');
    expect(queue.find('a')).toMatchObject({ state: 'queued', attempts: 0 });
    expect(queue.payloadOf('a')).toBe('{}');
    queue.finish('a', 'done', 'reviewed');
    expect(queue.add(aNewDelivery({ id: 'a', payload: '{}' }))).toBe('duplicate');
  });

  it('keeps its body only as long as there is work', () => {
    queue.add(aNewDelivery({ id: 'a' }));
    queue.finish('a', 'done', 'reviewed');
    queue.note(aNewDelivery({ id: 'b' }), 'ignored', 'a comment without a command');
    expect([queue.payloadOf('a'), queue.payloadOf('b')]).toEqual([null, null]);
    expect(queue.find('b')).toMatchObject({ state: 'ignored', note: 'a comment without a command' });
  });

  it('put back counts its attempt unless it ended for a reason of ours', () => {
    queue.add(aNewDelivery({ id: 'a' }));
    queue.start('a');
    queue.handBack('a', { note: 'error', afterMs: 500, counts: true });
    expect(queue.find('a')).toMatchObject({ attempts: 1, dueAt: 1500, state: 'queued' });
    queue.start('a');
    queue.handBack('a', { note: 'stop', afterMs: 0, counts: false });
    expect(queue.find('a')).toMatchObject({ attempts: 1, dueAt: 1000 });
  });

  it('is forgotten when it ended long ago, never while it waits', () => {
    for (const id of ['old', 'new', 'waiting']) queue.add(aNewDelivery({ id }));
    queue.finish('old', 'done', '');
    queue.lookedAt.add('acme/shop#1', 'h', now);
    now = 5000;
    queue.finish('new', 'done', '');
    queue.forgetBefore(3000);
    expect(['old', 'new', 'waiting'].map((id) => queue.find(id)?.state)).toEqual([undefined, 'done', 'queued']);
    expect(queue.lookedAt.has('acme/shop#1', 'h')).toBe(false);
  });
});

describe('the file', () => {
  it('is private, and outlives the process', () => {
    queue.add(aNewDelivery({ id: 'a' }));
    queue.add(aNewDelivery({ id: 'b' }));
    queue.start('a');
    queue.close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    queue = open();
    expect(ids()).toEqual(['b']);
    expect(queue.recover('the server ended')).toEqual(['a']);
    expect(queue.find('a')).toMatchObject({ state: 'queued', attempts: 1, note: 'the server ended' });
    expect(ids()).toEqual(['a', 'b']);
  });

  it('belongs to one server at a time', () => {
    expect(open).toThrow(
      expect.objectContaining({ message: expect.stringContaining('another process works on this queue') }),
    );
  });

  it('of a history is refused', () => {
    const history = join(folder, 'history.db');
    openHistory(history).close();
    expect(() => new DeliveryQueue(history, { now: () => 0 })).toThrow(/the queue of deliveries: /);
  });
});

it('ends what waits for an installation that is gone', () => {
  queue.add(aNewDelivery({ id: 'a', installation: 1 }));
  queue.add(aNewDelivery({ id: 'b', installation: 2 }));
  expect(queue.depth()).toBe(2);
  expect(queue.refuseInstallation(1, 'removed')).toBe(1);
  expect([queue.depth(1), queue.depth(2)]).toEqual([0, 1]);
  expect(queue.find('a')).toMatchObject({ state: 'refused', note: 'removed' });
});
