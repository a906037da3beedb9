import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { askFleet, type FleetQuestion } from '../../../app/fleet/ask-fleet.ts';
import { gatherStore } from '../../../app/fleet/gather-store.ts';
import { readStores } from '../../../app/fleet/read-stores.ts';
import { foldTails } from '../../../history/replica/fold.ts';
import { openStore } from '../../../history/replica/open-store.ts';
import type { ReplicaTools } from '../../../history/replica/run-replica.ts';
import { FleetStatistics } from '../../../schemas/fleet/fleet-statistics.ts';
import { temporary, toolFor, wholeRun } from '../../history/replica/world.ts';
import { docket } from '../../support/docket.ts';
import { missingTools, TOOLS_FOLDER } from '../../support/go-tools.ts';
import { startVersityGateway, type StoreServer } from '../../support/store-servers.ts';

const missing = missingTools('litestream', 'versitygw');
const PATH = `${TOOLS_FOLDER}:${process.env['PATH'] ?? ''}`;

describe.skipIf(missing !== null)(`one question over many stores${missing === null ? '' : ` (${missing})`}`, () => {
  let server: StoreServer;
  beforeAll(async () => {
    server = await startVersityGateway();
    Object.assign(process.env, server.credentials);
  });
  afterAll(() => server.stop());

  const toolsOf = (id: number): ReplicaTools => {
    const settings = {
      url: `s3://${server.bucket}/f`,
      region: 'us-east-1',
      endpoint: server.endpoint,
      encryption: null,
    };
    const store = openStore(settings, { host: 'github.com', repositoryId: String(id) });
    onTestFinished(() => store.close());
    return { store, tool: toolFor(server, store), now: () => new Date() };
  };

  it('is asked of each once, and again only of those in which something was committed; who fails costs itself', async () => {
    const folder = temporary();
    const [folded, tails, damaged] = [1, 2, 3].map(toolsOf);
    if (folded === undefined || tails === undefined || damaged === undefined) throw new Error('three were made');
    for (const tools of [folded, folded, tails, damaged, damaged]) await wholeRun(tools, folder);
    await foldTails(folded, { atLeast: 1 });
    const epochs = join(server.folder ?? '', 'f/github.com/3/epochs');
    const [lost = ''] = readdirSync(epochs);
    rmSync(join(epochs, lost), { recursive: true });
    const place = { store: `s3://${server.bucket}/f`, region: 'us-east-1', endpoint: server.endpoint };
    const list = {
      stores: [
        {
          ...place,
          repositories: {
            folded: 'github.com/1',
            tails: 'github.com/2',
            damaged: 'github.com/3',
            none: 'github.com/9',
          },
        },
        { ...place, store: 's3://no-such-bucket', repositories: { away: 'github.com/1' } },
        { store: 'gs://bucket', repositories: { unknown: 'github.com/1' } },
      ],
    };
    writeFileSync(join(folder, 'stores.yml'), JSON.stringify(list));
    const cache = join(folder, 'cache');
    const asked: string[] = [];
    const stores = readStores('stores.yml', folder);
    const question: FleetQuestion = {
      stores,
      since: null,
      cache,
      gather: (job) => {
        asked.push(job.store.name);
        return gatherStore(job, { environment: { PATH, HOME: folder } });
      },
    };
    const first = (await askFleet(question)).told;
    expect(first.stores.map(({ name, state, exitCode, runs }) => [name, state, exitCode, runs])).toEqual([
      ['folded', 'read', 0, 2],
      ['tails', 'read', 0, 1],
      ['damaged', 'partly', 4, 1],
      ['none', 'missing', 2, 0],
      ['away', 'missing', 4, 0],
      ['unknown', 'missing', 2, 0],
    ]);
    expect(first.stores.find(({ name }) => name === 'damaged')?.reason).toContain('is damaged');
    expect(first.statistics.runs.total).toBe(4);
    expect(asked.splice(0).toSorted()).toEqual(['damaged', 'folded', 'tails']);
    // What is damaged may have been repaired: it is asked again.
    await askFleet(question);
    expect(asked.splice(0)).toEqual(['damaged']);
    await wholeRun(folded, folder);
    expect((await askFleet(question)).told.statistics.runs.total).toBe(5);
    expect(asked.splice(0).toSorted()).toEqual(['damaged', 'folded']);
    const sound = { ...question, stores: stores.filter(({ name }) => name === 'folded' || name === 'tails') };
    const whole = await askFleet(sound);
    expect(await askFleet(sound)).toEqual(whole);
    expect(asked).toEqual([]);
    // The program, which has it gathered by processes of its own, on an empty disk.
    const env = { ...server.credentials, PATH };
    const html = join(folder, 'fleet.html');
    const args = [
      'fleet',
      'report',
      '--stores',
      'stores.yml',
      '--cache',
      join(folder, 'fresh'),
      '--html',
      html,
      '--json',
    ];
    const { code, stdout, stderr } = await docket(args, { cwd: folder, env });
    expect(stderr).toMatch(/docket: damaged is partly, exit code 4: epoch \S+ is damaged/);
    expect(stderr).toMatch(/docket: unknown is missing, exit code 2: .*gs:\/\/bucket/);
    expect(code).toBe(4);
    const told = FleetStatistics.parse(JSON.parse(stdout));
    expect(told.statistics.runs.total).toBe(5);
    expect(told.stores.map(({ state }) => state)).toEqual(first.stores.map(({ state }) => state));
  });
});

it.each([
  [{ stores: [] }, /stores/],
  [{ stores: [{ store: 's3://b', repositories: {} }] }, /names no repository/],
  [{ stores: [{ store: 's3://b', repositories: { a: 'github.com/1' }, key: 'x' }] }, /key/],
  [{ stores: [{ store: 's3://b', repositories: { 'a\u001B[31m': 'github.com/1' } }] }, /Invalid key/],
  [{ stores: [{ store: 's3://b', repositories: { a: '../../other' } }] }, /host\/id/],
  [{ stores: [{ store: 's3://b', repositories: { a: 'github.com/1', b: 'GitHub.com/1' } }] }, /twice/],
])('a list of stores that cannot be meant is refused: %j', (list, why) => {
  const folder = temporary();
  writeFileSync(join(folder, 'stores.yml'), JSON.stringify(list));
  expect(() => readStores('stores.yml', folder)).toThrow(why);
});
