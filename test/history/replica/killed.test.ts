import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openHistory } from '../../../history/log.ts';
import { readManifest } from '../../../history/replica/head.ts';
import { MONITOR_MS, SYNC_MS } from '../../../history/replica/litestream-config.ts';
import { replicasFolder } from '../../../history/replica/local-files.ts';
import { commitReplica, localReplicas } from '../../../history/replica/run-replica.ts';
import { updateView } from '../../../history/replica/view.ts';
import { missingTools, toolPath } from '../../support/go-tools.ts';
import { runs } from '../../support/soak.ts';
import { startVersityGateway, type StoreServer } from '../../support/store-servers.ts';
import { temporary, toolsOn } from './world.ts';
import { endWithTest } from '../../support/end-with-test.ts';

const missing = missingTools('litestream', 'versitygw');
const CHILD = fileURLToPath(new URL('./write-child.ts', import.meta.url));
/** What the documentation promises for a store nearby: the two intervals and a second for the upload. */
const WINDOW_MS = MONITOR_MS + SYNC_MS + 1000;

const Begun = z.object({ stream: z.int(), epoch: z.string() });
const Row = z.object({ row: z.int(), at: z.number() });
const Synced = z.object({ synced: z.int() });

/** Lets a runner write for a while and kills it; `whole` kills what streams for it as well, as the end of a machine does. */
async function killedRunner(
  server: StoreServer,
  { prefix, afterMs, whole }: { prefix: string; afterMs: number; whole: boolean },
) {
  const folder = temporary();
  const child = endWithTest(
    spawn(
      process.execPath,
      [CHILD, toolPath('litestream') ?? '', `s3://${server.bucket}/${prefix}`, server.endpoint, folder],
      {
        env: { ...process.env, ...server.credentials },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    ),
  );
  const written: { readonly row: number; readonly at: number }[] = [];
  let stream = 0;
  const safely = new Promise<number>((done) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const value: unknown = JSON.parse(line);
      const [begun, safe] = [Begun.safeParse(value), Synced.safeParse(value)] as const;
      if (begun.success) stream = begun.data.stream;
      else if (safe.success) done(safe.data.synced);
      else written.push(Row.parse(value));
    });
  });
  const synced = await safely;
  await sleep(afterMs);
  const killedAt = Date.now();
  child.kill('SIGKILL');
  if (whole) process.kill(stream, 'SIGKILL');
  await new Promise((done) => child.once('close', done));
  return { folder, written, synced, killedAt };
}

/** How many rows a runner on an empty disk finds. */
async function rowsFound(tools: ReturnType<typeof toolsOn>): Promise<number> {
  const view = openHistory(join(temporary(), 'view.db'));
  try {
    const manifest = await readManifest(tools.store);
    if (manifest === null) throw new Error('no manifest');
    expect((await updateView({ view, manifest, ...tools })).damaged).toEqual([]);
    expect(view.check()).toEqual([]);
    const [newest] = view.runs({ limit: 1 });
    return newest === undefined ? 0 : view.run(newest.run.id).steps.length;
  } finally {
    view.close();
  }
}

describe.skipIf(missing !== null)(`a runner that is killed${missing === null ? '' : ` (${missing})`}`, () => {
  let server: StoreServer;
  beforeAll(async () => {
    server = await startVersityGateway();
  });
  afterAll(() => server.stop());

  it(
    'with its machine loses nothing that was said to be in the store, and what is there is intact',
    { timeout: 1_800_000 },
    async () => {
      const gaps: number[] = [];
      for (let round = 0; round < runs(3, 100); round += 1) {
        const prefix = `killed-${round}`;
        const { written, synced, killedAt } = await killedRunner(server, {
          prefix,
          afterMs: 300 + Math.random() * 700,
          whole: true,
        });
        const found = await rowsFound(toolsOn(server, { prefix }));
        const lost = written.filter(({ row }) => row >= found);
        gaps.push(lost[0] === undefined ? 0 : killedAt - lost[0].at);
        expect(found).toBeGreaterThanOrEqual(synced);
      }
      console.error(`lost at a kill: ${Math.max(...gaps)} ms of rows at most, in ${gaps.length} rounds`);
      // A duration: only the long form, which has the machine for itself, holds it against the promise.
      expect(Math.max(...gaps)).toBeLessThanOrEqual(runs(Number.POSITIVE_INFINITY, WINDOW_MS));
    },
  );

  it('alone loses nothing: another process of the same machine commits what it wrote', async () => {
    const prefix = 'post';
    const { folder, written } = await killedRunner(server, { prefix, afterMs: 300, whole: false });
    const tools = toolsOn(server, { prefix });
    const [session] = await localReplicas(replicasFolder(folder));
    if (session === undefined) throw new Error('no session was left');
    await commitReplica(tools, replicasFolder(folder), session, { timeoutMs: 300_000 });
    expect((await readManifest(tools.store))?.tails.map(({ state }) => state)).toEqual(['done']);
    expect(await rowsFound(tools)).toBeGreaterThanOrEqual(written.length);
    expect(await localReplicas(replicasFolder(folder))).toEqual([]);
  });
});
