import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqliteQueue } from '../../../history/deliveries/sqlite/open-sqlite-queue.ts';
import { openDesk } from '../../history/deliveries/queue-desk.ts';
import { docket } from '../../support/docket.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';
import { aNewDelivery } from './build-delivery.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-queue-command-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const open = (now = Date.now) =>
  openSqliteQueue(join(folder, 'deliveries.db'), { now, limits: { perInstallation: 9, perRepository: 9 } }).queue;

/** Without anything that only a server needs. */
const queue = (...args: readonly string[]) =>
  docket(['queue', ...args], { cwd: folder, env: { ...machineEnvironment(), DOCKET_DATA: folder, HOME: folder } });

describe('docket queue', () => {
  it('tells what waits and what has failed, tries it again and drops it', async () => {
    const before = open(() => 1000);
    for (const id of ['a', 'b']) await before.add(aNewDelivery({ id, lane: `acme/shop#${id}` }));
    const desk = await openDesk(before);
    for (const id of ['a', 'b']) await (await desk.turnOf(id)).fail('no\u001b[31mthing worked', { mayPass: false });
    await desk.working.stop();
    await before.add(aNewDelivery({ id: 'c', lane: 'acme/shop#c' }));
    await before.close();

    const told = await queue('status');
    expect(told.stderr).toBe('');
    expect(told.stdout).toContain('1 waiting, the oldest since 1970-01-01T00:00:01.000Z\n0 running\n2 failed; ');
    const lines = told.stdout.split('\n').filter((line) => line.startsWith('  '));
    expect(lines).toEqual([
      expect.stringMatching(/^ {2}b {2}failed {2}pull_request {2}acme\/shop#b: no.*thing worked$/),
      expect.stringMatching(/^ {2}a {2}failed/),
    ]);
    expect(told.stdout).not.toContain('\u001b');
    const retried = await queue('retry', 'a', '--json');
    expect(JSON.parse(retried.stdout)).toMatchObject({ schemaVersion: 1, delivery: { id: 'a', state: 'queued' } });
    expect((await queue('drop', 'b')).stdout).toContain(
      'b  refused  pull_request  acme/shop#b: dropped by the operator',
    );
    const again = await queue('retry', 'b');
    expect([again.code, again.stderr]).toEqual([2, expect.stringContaining('it has not failed, or its body is gone')]);

    // A server works on it: what was tried again has its turn.
    const server = open();
    const after = await openDesk(server);
    await after.turnOf('a');
    const locked = await queue('status');
    expect([locked.code, locked.stdout]).toEqual([4, '']);
    expect(locked.stderr).toContain('another process works on this queue of deliveries');
    await server.close();
  });

  it('makes no queue where there is none', async () => {
    const { code, stderr } = await queue('retry', 'a');
    expect([code, stderr]).toEqual([2, expect.stringContaining('there is no queue')]);
  });
});
