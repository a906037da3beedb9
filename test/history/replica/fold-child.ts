import { litestreamEnvironment } from '../../../history/replica/litestream-environment.ts';
import { LITESTREAM_BUILT } from '../../../history/replica/litestream-binary.ts';
import { openStore } from '../../../history/replica/open-store.ts';
import type { ObjectStore } from '../../../history/replica/store.ts';
import { foldOld } from './fold-old.ts';
import { bound } from './bound-store.ts';

// Folds the history in a folder and is killed at a step. argv: command, folder, step.
const [, , command = '', folder = '', step = ''] = process.argv;
const store = openStore(
  { url: `file://${folder}`, region: null, endpoint: null, encryption: null },
  { host: 'github.com', repositoryId: '42' },
);
const environment = litestreamEnvironment(process.env, store.litestreamEnvironment);
const dieAt = (at: string): void => {
  if (at === step) process.kill(process.pid, 'SIGKILL');
};
let uploads = 0;
const known = new Set<string>();
const mortal: ObjectStore = {
  ...bound(store),
  replicaOf: (epoch) => {
    if (!known.has(epoch)) dieAt(`replica-${(uploads += 1)}`);
    known.add(epoch);
    return store.replicaOf(epoch);
  },
  swapHead: async (bytes, expected) => {
    dieAt('before-swap');
    const answer = await store.swapHead(bytes, expected);
    dieAt('after-swap');
    return answer;
  },
};
await foldOld({ store: mortal, tool: { command, version: LITESTREAM_BUILT, environment }, now: () => new Date() });
