import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { localFolder } from '../../../../app/history/local-folder.ts';
import { storeFigures } from '../../../../app/webhook/metrics/store-figures.ts';
import { replicasFolder } from '../../../../history/replica/local-files.ts';
import { openStore } from '../../../../history/replica/open-store.ts';
import { beginReplica, releaseReplica } from '../../../../history/replica/run-replica.ts';

const NOTHING = { runsWaiting: 0, lagSeconds: 0, crashWindowSeconds: 0 };
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-figures-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('tells of all repositories together, and looks at the disk every ten seconds at most', async () => {
  const history = join(folder, 'history');
  let time = Date.now() + 60_000;
  const figures = storeFigures({ history, now: () => time });
  // Nothing was reviewed yet.
  expect(await figures()).toEqual(NOTHING);

  const began = new Date(time - 90_000);
  const url = `file://${join(folder, 'store')}`;
  for (const repositoryId of ['7', '8']) {
    const store = openStore({ url, region: null, endpoint: null, encryption: null }, { host: 'h', repositoryId });
    const replicas = replicasFolder(localFolder(join(history, `${repositoryId}.db`)));
    await releaseReplica(replicas, await beginReplica({ store, now: () => began }, replicas));
  }
  mkdirSync(join(history, '9.replicated'));
  expect(await figures()).toEqual(NOTHING);
  time += 10_000;
  expect(await figures()).toEqual({ runsWaiting: 2, lagSeconds: 100, crashWindowSeconds: 0 });
});
