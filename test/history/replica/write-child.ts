import { setTimeout as sleep } from 'node:timers/promises';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import { openStore } from '../../../history/replica/open-store.ts';
import { litestreamEnvironment } from '../../../history/replica/litestream-environment.ts';
import { LITESTREAM_BUILT } from '../../../history/replica/litestream-binary.ts';
import { aRun } from '../records.ts';

const SYNCED = 5;

// A runner that writes a row every 20 ms until it is killed. argv: command, url, endpoint or '-', folder.
const [, , command = '', url = '', endpoint = '-', folder = ''] = process.argv;
const store = openStore(
  { url, region: 'us-east-1', endpoint: endpoint === '-' ? null : endpoint, encryption: null },
  { host: 'github.com', repositoryId: '42' },
);
const environment = litestreamEnvironment(process.env, store.litestreamEnvironment);
const tools = { store, tool: { command, version: LITESTREAM_BUILT, environment }, now: () => new Date() };
const history = await openReplicatedHistory({ tools, folder, onNotice: (text) => console.error(text) });
const run = history.own.startRun(aRun(), { id: history.session.run });
console.log(JSON.stringify({ stream: history.session.stream?.pid, epoch: history.session.epoch }));
for (let row = 0; ; row += 1) {
  run.step({ kind: 'reviewer', name: `row-${row}`, key: '1'.repeat(64) });
  console.log(JSON.stringify({ row, at: Date.now() }));
  // So many are brought to safety; the others travel by themselves.
  if (row + 1 === SYNCED) {
    await history.sync(300_000);
    console.log(JSON.stringify({ synced: SYNCED }));
  }
  await sleep(20);
}
