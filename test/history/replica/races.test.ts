import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFileStore } from '../../../history/replica/stores/file-store.ts';
import { foldTails } from '../../../history/replica/fold.ts';
import { changeManifest, readManifest } from '../../../history/replica/head.ts';
import { openTail } from '../../../history/replica/manifest.ts';
import type { ObjectStore } from '../../../history/replica/store.ts';
import { newId } from '../../../history/ids.ts';
import { missingTools } from '../../support/go-tools.ts';
import { runs } from '../../support/soak.ts';
import { startFakeS3, startFaultyProxy, type StoreServer } from '../../support/store-servers.ts';
import { bound } from './bound-store.ts';
import { freshView, temporary, toolsOn, wholeRun } from './world.ts';

const missing = missingTools('litestream', 'gofakes3');
const now = () => new Date();
const ROUNDS = runs(2, 20);
const AT_ONCE = 10;

function aTail() {
  const epoch = newId();
  return { epoch, run: epoch, startedAt: now().toISOString(), schema: 1 };
}

async function enterMany(store: ObjectStore, rounds: number): Promise<string[]> {
  const entered: string[] = [];
  const runner = async () => {
    for (let round = 0; round < rounds; round += 1) {
      const tail = aTail();
      await changeManifest(store, openTail(tail), { now });
      entered.push(tail.epoch);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, runner));
  return entered.toSorted();
}

const tailsOf = async (store: ObjectStore) => (await readManifest(store))?.tails.map(({ epoch }) => epoch).toSorted();

describe('the manifest in a folder', () => {
  it('keeps every entry of ten writers at once', async () => {
    const store = openFileStore(temporary());
    const entered = await enterMany(store, runs(5, 20));
    expect(await tailsOf(store)).toEqual(entered);
  });
});

describe.skipIf(missing !== null)(`races on one store${missing === null ? '' : ` (${missing})`}`, () => {
  let server: StoreServer;
  beforeAll(async () => {
    server = await startFakeS3();
  });
  afterAll(() => server.stop());

  it('the manifest keeps every entry of ten writers at once', async () => {
    const { store } = toolsOn(server, { prefix: 'entries' });
    const entered = await enterMany(store, runs(5, 20));
    expect(await tailsOf(store)).toEqual(entered);
  });

  it('a swap whose answer was lost is recognised as our own, and is not made twice', async () => {
    const proxy = await startFaultyProxy(server);
    const { store } = toolsOn(server, { prefix: 'lost', endpoint: proxy.endpoint });
    await changeManifest(store, openTail(aTail()), { now });
    const tail = aTail();
    let swaps = 0;
    const unlucky: ObjectStore = {
      ...bound(store),
      swapHead: async (bytes, expected) => {
        swaps += 1;
        if (swaps === 1) proxy.mode = 'cut-answers';
        try {
          return await store.swapHead(bytes, expected);
        } finally {
          proxy.mode = 'pass';
        }
      },
    };
    await changeManifest(unlucky, openTail(tail), { now });
    const manifest = await readManifest(store);
    expect(manifest?.tails.filter(({ epoch }) => epoch === tail.epoch)).toHaveLength(1);
    expect(manifest?.commits).toHaveLength(2);
    expect(swaps).toBe(1);
    await proxy.stop();
  });

  it('a swap that is answered as lost although it was ours is recognised too', async () => {
    const { store } = toolsOn(server, { prefix: 'mistaken' });
    const tail = aTail();
    let swaps = 0;
    const liar: ObjectStore = {
      ...bound(store),
      swapHead: async (bytes, expected) => {
        swaps += 1;
        await store.swapHead(bytes, expected);
        return 'lost';
      },
    };
    await changeManifest(liar, openTail(tail), { now });
    expect(swaps).toBe(1);
    expect(await tailsOf(store)).toEqual([tail.epoch]);
  });

  it(
    `ten runs at once, ${ROUNDS} rounds, with folds between them: every run is in the history, which can be restored at any time`,
    { timeout: 1_800_000 },
    async () => {
      const tools = toolsOn(server, { prefix: 'runs' });
      const written: string[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const folding = round === 0 ? null : foldTails(tools);
        written.push(...(await Promise.all(Array.from({ length: AT_ONCE }, () => wholeRun(tools, temporary())))));
        await folding;
        const manifest = await readManifest(tools.store);
        if (manifest === null) throw new Error('no manifest');
        expect(manifest.tails.every(({ state }) => state === 'done')).toBe(true);
        const { runs: restored, update } = await freshView(tools, manifest);
        expect(update.damaged).toEqual([]);
        expect(restored).toEqual(written.toSorted());
      }
    },
  );
});
