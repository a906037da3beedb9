import { readSync, writeSync } from 'node:fs';
import { litestreamEnvironment } from '../../../history/replica/litestream-environment.ts';
import { LITESTREAM_BUILT } from '../../../history/replica/litestream-binary.ts';
import { openStore } from '../../../history/replica/open-store.ts';
import type { ObjectStore } from '../../../history/replica/store.ts';
import { foldOld } from './fold-old.ts';
import { bound } from './bound-store.ts';

// Folds the history in a store and is killed at a step, or says that it is there and waits for a word. argv: command, URL, endpoint or '', step, `kill` or `wait`.
const [, , command = '', url = '', endpoint = '', step = '', then = ''] = process.argv;
const store = openStore(
  { url, region: endpoint === '' ? null : 'us-east-1', endpoint: endpoint === '' ? null : endpoint, encryption: null },
  { host: 'github.com', repositoryId: '42' },
);
const environment = litestreamEnvironment(process.env, store.litestreamEnvironment);
const arriveAt = (at: string): void => {
  if (at !== step) return;
  if (then === 'kill') process.kill(process.pid, 'SIGKILL');
  writeSync(1, `${at}\n`);
  // Nothing else goes on meanwhile.
  readSync(0, Buffer.alloc(1));
};
let uploads = 0;
const known = new Set<string>();
const watched: ObjectStore = {
  ...bound(store),
  replicaOf: (epoch) => {
    if (!known.has(epoch)) arriveAt(`replica-${(uploads += 1)}`);
    known.add(epoch);
    return store.replicaOf(epoch);
  },
  swapHead: async (bytes, expected) => {
    arriveAt('before-swap');
    const answer = await store.swapHead(bytes, expected);
    arriveAt('after-swap');
    return answer;
  },
};
const tool = { command, version: LITESTREAM_BUILT, environment };
const { kind } = await foldOld({ store: watched, tool, now: () => new Date() });
store.close();
writeSync(1, `${kind}\n`);
