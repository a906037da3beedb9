import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { LagWatch } from '../../../history/replica/lag.ts';
import { beginReplica, localReplicas, releaseReplica } from '../../../history/replica/run-replica.ts';
import { missingTools } from '../../support/go-tools.ts';
import { startSession, temporary, toolsInFolder, writeRun } from './world.ts';

const missing = missingTools('litestream');
const AGES = 600_000;

describe.skipIf(missing !== null)(`the lag of a store${missing === null ? '' : `: ${missing}`}`, () => {
  it('is nothing while the store has everything, grows while it takes nothing, and ends when it does again', async () => {
    const [place, folder] = [temporary(), temporary()];
    const store = join(place, 'store');
    // After the run began, so that nothing but an answer of the store's ends the window.
    let time = Date.now() + 60_000;
    const watch = new LagWatch(() => time);
    const tools = toolsInFolder(store);
    const session = await startSession(tools, folder);
    const log = openHistory(session.db);
    const look = async () => watch.look(await localReplicas(folder));
    writeRun(log);
    await vi.waitFor(async () => expect(await look()).toEqual({ runsWaiting: 0, lagMs: 0, crashWindowMs: 0 }), AGES);

    // The store is away: in its place is something that takes nothing.
    renameSync(store, join(place, 'elsewhere'));
    writeFileSync(store, '');
    writeRun(log);
    time += 5000;
    expect(await look()).toEqual({ runsWaiting: 0, lagMs: 0, crashWindowMs: 5000 });
    time += 60_000;
    expect((await look()).crashWindowMs).toBe(65_000);

    rmSync(store);
    renameSync(join(place, 'elsewhere'), store);
    await vi.waitFor(async () => expect((await look()).crashWindowMs).toBe(0), AGES);
    log.close();
  });

  it('counts a run that is over and was left on this machine from its beginning', async () => {
    const [place, folder] = [temporary(), temporary()];
    const session = await beginReplica(toolsInFolder(join(place, 'store')), folder);
    const began = Date.parse(session.startedAt);
    const watch = new LagWatch(() => began + 7000);
    const look = async () => watch.look(await localReplicas(folder));
    const log = openHistory(session.db);
    writeRun(log);
    // It never came to stream: all that was written is only here.
    expect(await look()).toEqual({ runsWaiting: 0, lagMs: 0, crashWindowMs: 7000 });
    log.close();
    await releaseReplica(folder, session);
    expect(await look()).toEqual({ runsWaiting: 1, lagMs: 7000, crashWindowMs: 0 });
  });
});
