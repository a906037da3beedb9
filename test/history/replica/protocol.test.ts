import { rmSync } from 'node:fs';
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { cleanUp } from '../../../history/replica/clean-up.ts';
import { foldTails } from '../../../history/replica/fold.ts';
import { changeManifest, readManifest } from '../../../history/replica/head.ts';
import { finishTail, openTail } from '../../../history/replica/manifest.ts';
import { replicasFolder } from '../../../history/replica/local-files.ts';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import { restoreHistory } from '../../../history/replica/restore-history.ts';
import { commitReplica, localReplicas } from '../../../history/replica/run-replica.ts';
import { missingTools } from '../../support/go-tools.ts';
import { startFaultyProxy, startVersityGateway, type StoreServer } from '../../support/store-servers.ts';
import { freshView, startSession, temporary, toolsInFolder, toolsOn, wholeRun, writeRun } from './world.ts';

const missing = missingTools('litestream', 'versitygw');
const DAY = 24 * 3600 * 1000;

describe.skipIf(missing !== null)(`the history between runners${missing === null ? '' : ` (${missing})`}`, () => {
  let server: StoreServer;
  beforeAll(async () => {
    server = await startVersityGateway();
  });
  afterAll(() => server.stop());

  it('comes back whole on an empty disk, also from runs shorter than a second', async () => {
    const tools = toolsOn(server, { prefix: 'round' });
    const folder = temporary();
    const ids = [await wholeRun(tools, folder), await wholeRun(tools, folder)];
    const manifest = await manifestOf(tools);
    const { runs, update } = await freshView(tools, manifest);
    expect(runs).toEqual(ids.toSorted());
    expect(update).toMatchObject({ damaged: [], newer: [] });
    expect(update.taken).toHaveLength(2);
    expect(await readdir(folder)).toEqual([]);
  });

  it('lives in a folder of one host in the same way', async () => {
    const tools = toolsInFolder(temporary());
    const folder = temporary();
    const ids = [await wholeRun(tools, folder), await wholeRun(tools, folder)];
    expect((await freshView(tools, await manifestOf(tools))).runs).toEqual(ids.toSorted());
  });

  it('is not committed when the store goes away, says so, and is committed later from the file that stayed', async () => {
    const proxy = await startFaultyProxy(server);
    const tools = toolsOn(server, { prefix: 'away', endpoint: proxy.endpoint });
    const folder = temporary();
    const session = await startSession(tools, folder);
    const log = openHistory(session.db);
    const id = writeRun(log);
    log.close();
    const before = await manifestOf(tools);
    proxy.mode = 'refuse';
    await expect(commitReplica(tools, folder, session, { timeoutMs: 3000 })).rejects.toThrow(
      /did not answer|not in the store/,
    );
    proxy.mode = 'pass';
    expect((await manifestOf(tools)).commit).toBe(before.commit);
    const [left] = await localReplicas(folder);
    expect(left?.epoch).toBe(session.epoch);
    if (left !== undefined) await commitReplica(tools, folder, left, { timeoutMs: 300_000 });
    expect((await freshView(tools, await manifestOf(tools))).runs).toEqual([id]);
    await proxy.stop();
  });

  it('finds the rows of a run that never ended, and of one that still lives', async () => {
    const tools = toolsOn(server, { prefix: 'open' });
    const folder = temporary();
    const session = await startSession(tools, folder);
    const log = openHistory(session.db);
    const id = writeRun(log);
    await syncedRuns(tools, 1);
    expect((await freshView(tools, await manifestOf(tools))).runs).toEqual([id]);
    const second = writeRun(log);
    await syncedRuns(tools, 2);
    expect((await freshView(tools, await manifestOf(tools))).runs).toEqual([id, second].toSorted());
    log.close();
    await commitReplica(tools, folder, session, { timeoutMs: 300_000 });
    expect((await manifestOf(tools)).tails.map(({ state }) => state)).toEqual(['done']);
  });

  it('fails closed when the manifest is missing beside epochs', async () => {
    const tools = toolsOn(server, { prefix: 'headless' });
    await wholeRun(tools, temporary());
    await rm(join(server.folder ?? '', 'headless/github.com/42/HEAD.json'));
    await expect(readManifest(tools.store)).rejects.toThrow(/no manifest/);
    await expect(startSession(tools, temporary())).rejects.toThrow(/no manifest/);
    const notices: string[] = [];
    const history = await openReplicatedHistory({ tools, folder: temporary(), onNotice: (text) => notices.push(text) });
    writeRun(history.own);
    expect(await history.commit(5000)).toMatchObject({ message: expect.stringMatching(/no manifest/) });
    expect(notices.join('\n')).toMatch(/not replicated for now/);
  });

  it('refuses wrong credentials and a missing bucket in clear words', async () => {
    const wrong = toolsOn(server, { bucket: 'no-such-bucket', prefix: 'x' });
    await expect(readManifest(wrong.store)).rejects.toMatchObject({ remedy: expect.stringContaining('bucket') });
    const denied = toolsOn(
      { ...server, credentials: { ...server.credentials, AWS_SECRET_ACCESS_KEY: 'not-the-secret' } },
      { prefix: 'x' },
    );
    await expect(readManifest(denied.store)).rejects.toMatchObject({
      message: expect.stringContaining('SignatureDoesNotMatch'),
      remedy: expect.stringContaining('secret key'),
    });
    toolsOn(server);
  });

  it('sets a damaged epoch aside, names it, and serves the rest', async () => {
    const tools = toolsOn(server, { prefix: 'damaged' });
    const folder = temporary();
    const first = await wholeRun(tools, folder);
    const second = await wholeRun(tools, folder);
    const manifest = await manifestOf(tools);
    const hurt = manifest.tails[0]?.epoch ?? '';
    for (const { key } of await tools.store.list(`epochs/${hurt}`)) {
      const path = join(server.folder ?? '', 'damaged/github.com/42', key);
      const bytes = await readFile(path);
      bytes.fill(0x5a, Math.floor(bytes.length / 3), Math.floor(bytes.length / 2));
      await writeFile(path, bytes);
    }
    const notices: string[] = [];
    const history = await openReplicatedHistory({ tools, folder: temporary(), onNotice: (text) => notices.push(text) });
    expect(history.view.runs({ limit: 9 }).map(({ run }) => run.id)).toEqual([second]);
    expect(first).not.toBe(second);
    expect(notices.join('\n')).toContain(hurt);
    writeRun(history.own);
    expect(await history.commit(300_000)).toBeNull();
    expect((await manifestOf(tools)).quarantined.map(({ epoch }) => epoch)).toEqual([hurt]);
  });

  it('leaves a tail of a newer schema out, names it and keeps it in the manifest', async () => {
    const tools = toolsOn(server, { prefix: 'newer' });
    const known = await wholeRun(tools, temporary());
    const epoch = '01a1fd80-b119-71f0-8aa0-f6a57748aab3';
    const tail = { epoch, run: epoch, startedAt: new Date().toISOString(), schema: 999 };
    await changeManifest(tools.store, openTail(tail), tools);
    await changeManifest(tools.store, finishTail(tail), tools);
    const manifest = await manifestOf(tools);
    const { runs, update } = await freshView(tools, manifest);
    expect(runs).toEqual([known]);
    expect(update.newer.map((one) => one.epoch)).toEqual([epoch]);
    expect(await foldTails(tools, { atLeast: 1 })).toMatchObject({ kind: 'folded' });
    expect((await manifestOf(tools)).tails.map((one) => one.epoch)).toEqual([epoch]);
  });

  it('folds finished tails into a base, lets others commit meanwhile, and cleans up only what nobody needs', async () => {
    const tools = toolsOn(server, { prefix: 'fold' });
    const folder = temporary();
    const ids = [await wholeRun(tools, folder), await wholeRun(tools, folder), await wholeRun(tools, folder)];
    const before = await manifestOf(tools);
    const open = await startSession(tools, folder);
    const folded = await foldTails(tools, { atLeast: 2 });
    expect(folded).toMatchObject({ kind: 'folded' });
    const after = await manifestOf(tools);
    expect(after.tails.map(({ epoch }) => epoch)).toEqual([open.epoch]);
    expect((await freshView(tools, after)).runs).toEqual(ids.toSorted());
    // Somebody who read the manifest before the fold still restores all of it.
    expect((await freshView(tools, before)).runs).toEqual(ids.toSorted());
    expect(await cleanUp(tools.store, { now: tools.now })).toEqual({ epochs: [], objects: 0, bytes: 0 });
    const later = () => new Date(Date.now() + 8 * DAY);
    const cleaned = await cleanUp(tools.store, { now: later });
    expect(cleaned.epochs).toEqual(before.tails.map(({ epoch }) => epoch).toSorted());
    expect(cleaned.objects).toBeGreaterThan(0);
    expect((await freshView(tools, await manifestOf(tools))).runs).toEqual(ids.toSorted());
    const log = openHistory(open.db);
    const last = writeRun(log);
    log.close();
    await commitReplica(tools, folder, open, { timeoutMs: 300_000 });
    expect((await freshView(tools, await manifestOf(tools))).runs).toEqual([...ids, last].toSorted());
  });

  it('gives a fold up when another one was faster, and loses nothing', async () => {
    const tools = toolsOn(server, { prefix: 'race' });
    const folder = temporary();
    const ids = [await wholeRun(tools, folder), await wholeRun(tools, folder)];
    const [one, other] = await Promise.all([foldTails(tools, { atLeast: 2 }), foldTails(tools, { atLeast: 2 })]);
    expect([one.kind, other.kind].filter((kind) => kind === 'folded').length).toBeGreaterThanOrEqual(1);
    expect((await freshView(tools, await manifestOf(tools))).runs).toEqual(ids.toSorted());
  });

  it('takes a tail back that was folded as abandoned although its runner lived', async () => {
    const tools = toolsOn(server, { prefix: 'late' });
    const folder = temporary();
    const first = await wholeRun(tools, folder);
    const session = await startSession(tools, folder);
    const log = openHistory(session.db);
    const early = writeRun(log);
    await syncedRuns(tools, 2);
    const muchLater = { ...tools, now: () => new Date(Date.now() + 8 * DAY) };
    expect(await foldTails(muchLater, { atLeast: 2 })).toMatchObject({ kind: 'folded' });
    const late = writeRun(log);
    log.close();
    await commitReplica(tools, folder, session, { timeoutMs: 300_000 });
    expect((await freshView(tools, await manifestOf(tools))).runs).toEqual([first, early, late].toSorted());
  });

  it('can be restored as it was at an earlier moment', async () => {
    const tools = toolsOn(server, { prefix: 'at' });
    const folder = temporary();
    const first = await wholeRun(tools, folder);
    const moment = new Date();
    const second = await wholeRun(tools, folder);
    await foldTails(tools, { atLeast: 2 });
    const output = join(temporary(), 'then.db');
    expect(await restoreHistory(tools, { output, at: moment })).toMatchObject({ runs: 1, damaged: [] });
    const log = openHistory(output);
    expect(log.runs({ limit: 5 }).map(({ run }) => run.id)).toEqual([first]);
    log.close();
    expect(await restoreHistory(tools, { output: join(temporary(), 'now.db') })).toMatchObject({ runs: 2 });
    expect(second).not.toBe(first);
    await expect(restoreHistory(tools, { output: join(temporary(), 'x.db'), at: new Date(0) })).rejects.toThrow(
      /oldest commit/,
    );
  });

  it('leaves no file of its own behind, and no credential in any', async () => {
    const tools = toolsOn(server, { prefix: 'private' });
    const folder = temporary();
    const session = await startSession(tools, folder);
    const own = join(session.stream?.socket ?? '', '..');
    const files = [...(await readdir(own)).map((name) => join(own, name)), join(replicasFolder(folder), '..')];
    for (const path of files) {
      if (!(await stat(path)).isFile()) continue;
      const text = await readFile(path, 'utf8');
      expect(text).not.toContain(server.credentials.AWS_SECRET_ACCESS_KEY);
      expect(text).not.toContain(server.credentials.AWS_ACCESS_KEY_ID);
      expect((await stat(path)).mode & 0o077).toBe(0);
    }
    const argv = await readFile(`/proc/${session.stream?.pid ?? 0}/cmdline`, 'utf8');
    expect(argv).toContain('replicate');
    expect(argv).not.toContain(server.credentials.AWS_SECRET_ACCESS_KEY);
    await commitReplica(tools, folder, session, { timeoutMs: 300_000 });
    await expect(readdir(own)).rejects.toThrow(/ENOENT/);
    rmSync(folder, { recursive: true, force: true });
  });
});

async function manifestOf(tools: { readonly store: Parameters<typeof readManifest>[0] }) {
  const manifest = await readManifest(tools.store);
  if (manifest === null) throw new Error('no manifest');
  return manifest;
}

/** Waits until so many runs can be restored: what a row needs to get into the store by itself. */
async function syncedRuns(tools: Parameters<typeof freshView>[0], wanted: number): Promise<void> {
  await expect.poll(async () => (await freshView(tools, await manifestOf(tools))).runs.length).toBe(wanted);
}
