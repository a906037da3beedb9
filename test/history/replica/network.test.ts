import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { readManifest } from '../../../history/replica/head.ts';
import { openStore } from '../../../history/replica/open-store.ts';
import { replicasFolder } from '../../../history/replica/local-files.ts';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import { commitReplica, localReplicas } from '../../../history/replica/run-replica.ts';
import { missingTools } from '../../support/go-tools.ts';
import { startFaultyProxy, startVersityGateway, type StoreServer } from '../../support/store-servers.ts';
import { freshView, temporary, toolFor, toolsOn, wholeRun, writeRun } from './world.ts';

const missing = missingTools('litestream', 'versitygw');

describe.skipIf(missing !== null)(`a store behind a bad network${missing === null ? '' : ` (${missing})`}`, () => {
  let server: StoreServer;
  beforeAll(async () => {
    server = await startVersityGateway();
  });
  afterAll(() => server.stop());

  it.each(['refuse', 'cut-answers'] as const)(
    'that is down from the start (%s): the run is made, kept here, and pushed later',
    async (mode) => {
      const proxy = await startFaultyProxy(server);
      onTestFinished(() => proxy.stop());
      const tools = toolsOn(server, { prefix: `down-${mode}`, endpoint: proxy.endpoint });
      const folder = temporary();
      proxy.mode = mode;
      const notices: string[] = [];
      const history = await openReplicatedHistory({ tools, folder, onNotice: (text) => notices.push(text) });
      const id = writeRun(history.own);
      const problem = await history.commit(3000);
      expect(problem?.message).toMatch(/^\d+ rows of run /);
      expect(problem?.remedy).toContain('docket history sync');
      expect(notices).toHaveLength(1);
      proxy.mode = 'pass';
      const [session] = await localReplicas(replicasFolder(folder));
      if (session === undefined) throw new Error('nothing was kept');
      await commitReplica(tools, replicasFolder(folder), session, { timeoutMs: 300_000 });
      const manifest = await readManifest(tools.store);
      if (manifest === null) throw new Error('no manifest');
      expect(manifest.tails.map(({ state }) => state)).toEqual(['done']);
      expect((await freshView(tools, manifest)).runs).toEqual([id]);
    },
  );

  it('another store of this process is closed meanwhile: what this one is asked goes on', async () => {
    const proxy = await startFaultyProxy(server);
    onTestFinished(() => proxy.stop());
    const [asked, other] = [proxy.endpoint, server.endpoint].map(
      (endpoint) => toolsOn(server, { prefix: 'beside', endpoint }).store,
    );
    if (asked === undefined || other === undefined) throw new Error('two were opened');
    expect(await other.readHead()).toBeNull();
    proxy.mode = { slowMs: 300 };
    const before = proxy.connections();
    const answer = asked.readHead();
    while (proxy.connections() === before) await sleep(10);
    other.close();
    expect(await answer).toBeNull();
    // Nor was it asked a second time.
    expect(proxy.connections()).toBe(before + 1);
  });

  it('that is slow: everything arrives, it only takes longer', async () => {
    const proxy = await startFaultyProxy(server);
    onTestFinished(() => proxy.stop());
    const tools = toolsOn(server, { prefix: 'slow', endpoint: proxy.endpoint });
    proxy.mode = { slowMs: 50 };
    const id = await wholeRun(tools, temporary());
    proxy.mode = 'pass';
    const manifest = await readManifest(tools.store);
    if (manifest === null) throw new Error('no manifest');
    expect((await freshView(tools, manifest)).runs).toEqual([id]);
  });

  it('whose credentials expire before the end: the run says so and stays here', async () => {
    const tools = toolsOn(server, { prefix: 'expired' });
    const folder = temporary();
    const history = await openReplicatedHistory({ tools, folder, onNotice: () => {} });
    writeRun(history.own);
    const expired = toolsOn(
      { ...server, credentials: { ...server.credentials, AWS_SECRET_ACCESS_KEY: 'expired' } },
      { prefix: 'expired' },
    );
    history.leave();
    const [session] = await localReplicas(replicasFolder(folder));
    if (session === undefined) throw new Error('nothing was kept');
    await expect(commitReplica(expired, replicasFolder(folder), session, { timeoutMs: 5000 })).rejects.toThrow(
      /Forbidden|SignatureDoesNotMatch|403/,
    );
    expect(await localReplicas(replicasFolder(folder))).toHaveLength(1);
    const renewed = toolsOn(server, { prefix: 'expired' });
    await commitReplica(renewed, replicasFolder(folder), session, { timeoutMs: 300_000 });
    expect(await localReplicas(replicasFolder(folder))).toEqual([]);
  });
});

describe.skipIf(missing !== null)(
  `a store with a certificate of a private authority${missing === null ? '' : ` (${missing})`}`,
  () => {
    it('works with AWS_CA_BUNDLE set, for the SDK and for Litestream, and not without it', async () => {
      const folder = temporary();
      const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
        { stdio: 'ignore' },
      );
      const server = await startVersityGateway({ cert, key });
      onTestFinished(() => server.stop());
      Object.assign(process.env, server.credentials);
      const settings = {
        url: `s3://${server.bucket}/tls`,
        region: 'us-east-1',
        endpoint: server.endpoint,
        encryption: null,
      };
      const name = { host: 'github.com', repositoryId: '42' };
      const stranger = openStore(settings, name);
      await expect(readManifest(stranger)).rejects.toThrow(/certificate/);
      const before = process.env['AWS_CA_BUNDLE'];
      process.env['AWS_CA_BUNDLE'] = cert;
      onTestFinished(() => {
        if (before === undefined) delete process.env['AWS_CA_BUNDLE'];
        else process.env['AWS_CA_BUNDLE'] = before;
      });
      const store = openStore({ ...settings, authorities: readFileSync(cert, 'utf8') }, name);
      const tools = { store, tool: toolFor(server, store), now: () => new Date() };
      const id = await wholeRun(tools, temporary());
      const manifest = await readManifest(store);
      if (manifest === null) throw new Error('no manifest');
      expect((await freshView(tools, manifest)).runs).toEqual([id]);
      const log = openHistory(join(temporary(), 'x.db'));
      expect(log.runs({ limit: 1 })).toEqual([]);
      log.close();
    });
  },
);
