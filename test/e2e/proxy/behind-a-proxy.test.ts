import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readManifest } from '../../../history/replica/head.ts';
import { openStore } from '../../../history/replica/open-store.ts';
import { ServeScene } from '../../app/webhook/serve-scene.ts';
import { docket } from '../../support/docket.ts';
import { endStreams } from '../../support/end-streams.ts';
import { missingTools, TOOLS_FOLDER } from '../../support/go-tools.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { type StoreServer, startVersityGateway } from '../../support/store-servers.ts';
import { operatorFile, sensitiveChange, specialist } from '../model-review-fixture.ts';
import { World } from '../pull-request/world.ts';
import { type NamedServers, startNamedServers } from './named-servers.ts';

// The command line, the Action and the App where GitHub, models and the store have names that the proxy alone can resolve.

const missing = missingTools('litestream', 'versitygw');
const STORE_PREFIX = 'docket';
const CHANGE = { 'src/run.js': 'export function run(request) {\n  return eval(request.query.code);\n}\n' };
const REPOSITORY = 'github.invalid/4711';

describe.skipIf(missing !== null)(`behind a proxy${missing === null ? '' : `: ${missing}`}`, () => {
  let folder: string;
  let models: ModelServer;
  let store: StoreServer;
  let world: World;
  let scene: ServeScene;
  let network: NamedServers;
  let config: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'docket-behind-'));
    models = await startModelServer({ respond: specialist });
    store = await startVersityGateway();
    world = await World.open({ 'package.json': '{ "name": "shop", "version": "1.0.0" }\n' });
    scene = await ServeScene.open();
    const portOf = (url: string) => Number(new URL(url).port);
    network = await startNamedServers({
      'api.model.invalid': portOf(models.url),
      'store.invalid': store.port,
      'api.github.invalid': portOf(world.github.apiUrl),
      'github.invalid': portOf(world.github.serverUrl),
      'api.app.invalid': portOf(scene.github.apiUrl),
      'app.invalid': portOf(scene.github.serverUrl),
    });
    config = operatorFile(folder, 'openai-compatible', 'https://api.model.invalid/v1');
    const text = readFileSync(config, 'utf8');
    writeFileSync(config, text.replace('"kind":', '"keyVariable":"MODEL_KEY","kind":'));
  });
  afterAll(async () => {
    endStreams(folder);
    await network.close();
    await scene.close();
    await world.close();
    await store.stop();
    await models.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Everything that a process has to reach, and how. */
  const environment = () => ({
    ...network.environment,
    ...store.credentials,
    MODEL_KEY: 'key-of-models-4711',
    PATH: [TOOLS_FOLDER, process.env['PATH']].join(delimiter),
  });
  const named = (url: string, name: string) => `https://${name}${new URL(url).pathname.replace(/\/$/, '')}`;
  /** How often each server was asked by the proxy while something went on. */
  async function askedDuring(work: () => Promise<void>): Promise<string[]> {
    const before = network.asked();
    await work();
    return Object.entries(network.asked()).flatMap(([name, count]) => (count > (before[name] ?? 0) ? [name] : []));
  }
  /** What the store holds, read without the proxy. */
  async function inStore(repository: { readonly host: string; readonly repositoryId: string }) {
    Object.assign(process.env, store.credentials);
    const place = {
      url: `s3://${store.bucket}/${STORE_PREFIX}`,
      endpoint: store.endpoint,
      region: null,
      encryption: null,
    };
    const opened = openStore(place, repository);
    try {
      return (await readManifest(opened))?.tails.map(({ state }) => state);
    } finally {
      opened.close();
    }
  }

  it('the command line asks models and keeps its history in the store', async () => {
    const repository = sensitiveChange();
    onTestFinished(() => {
      endStreams(repository.path);
      repository.remove();
    });
    const asked = await askedDuring(async () => {
      const { code, stdout, stderr } = await docket(['review', 'main...work', '--config', config], {
        cwd: repository.path,
        env: {
          ...environment(),
          DOCKET_STORE: `s3://${store.bucket}/${STORE_PREFIX}`,
          DOCKET_STORE_ENDPOINT: 'https://store.invalid',
          DOCKET_STORE_REPOSITORY: REPOSITORY,
        },
      });
      expect(code, stdout + stderr).toBe(0);
      expect(stdout).toContain('Guests are logged in without a password');
    });

    expect(asked.toSorted()).toEqual(['api.model.invalid', 'store.invalid']);
    expect(await inStore({ host: 'github.invalid', repositoryId: '4711' })).toEqual(['done']);
  });

  it('the Action asks GitHub, fetches by git, asks models and keeps its history in the store', async () => {
    const pull = world.pull({ files: CHANGE });
    const asked = await askedDuring(async () => {
      const job = world.start(pull, {
        inputs: {
          config: readFileSync(config, 'utf8'),
          store: `s3://${store.bucket}/${STORE_PREFIX}`,
          'store-endpoint': 'https://store.invalid',
        },
        environment: {
          ...environment(),
          GITHUB_REPOSITORY_ID: String(world.repository.id),
          GITHUB_API_URL: named(world.github.apiUrl, 'api.github.invalid'),
          GITHUB_SERVER_URL: 'https://github.invalid',
        },
      });
      const { code, log } = await job.ended;
      expect(code, log).toBe(0);
    });

    expect(asked.toSorted()).toEqual(['api.github.invalid', 'api.model.invalid', 'github.invalid', 'store.invalid']);
    expect(world.told(pull)).toMatchObject({
      reviews: ['COMMENTED'],
      comments: ['src/run.js:2 Computed text is run as code'],
    });
  });

  it('the App does', async () => {
    const asked = await askedDuring(async () => {
      const server = await scene.serve({
        ...environment(),
        DOCKET_CONFIG: config,
        DOCKET_API_URL: named(scene.github.apiUrl, 'api.app.invalid'),
        DOCKET_SERVER_URL: 'https://app.invalid',
        DOCKET_STORE: `s3://${store.bucket}/${STORE_PREFIX}`,
        DOCKET_STORE_ENDPOINT: 'https://store.invalid',
      });
      const pull = scene.openPull('behind');
      const told = scene.asked(({ method, path }) => method === 'PATCH' && path.includes('/check-runs/'), 'after');
      await scene.delivered('opened', pull);
      await told;
      expect(scene.reviews(pull)).toHaveLength(1);
      expect(await server.end('SIGTERM'), server.output()).toBe(0);
    });

    expect(asked.toSorted()).toEqual(['api.app.invalid', 'api.model.invalid', 'app.invalid', 'store.invalid']);
  });
});
