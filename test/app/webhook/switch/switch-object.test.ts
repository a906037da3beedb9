import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_CONFIG } from '../../../../app/config/config.ts';
import { createLog } from '../../../../app/webhook/log.ts';
import { openSwitch } from '../../../../app/webhook/switch/open-switch.ts';
import { createScrubber } from '../../../../app/webhook/scrub.ts';
import { readObject } from '../../../../history/replica/stores/read-object.ts';
import { missingTools } from '../../../support/go-tools.ts';
import { startVersityGateway, type StoreServer } from '../../../support/store-servers.ts';

const missing = missingTools('versitygw');
const HOUR = 60 * 60_000;
const usdOf = (version: number, usd: number) => `version: ${version}\nbudget: { run: { usd: ${usd} } }\n`;

describe.skipIf(missing !== null)(`a switch in the store${missing === null ? '' : ` (${missing})`}`, () => {
  let server: StoreServer;
  let client: S3Client;
  beforeAll(async () => {
    server = await startVersityGateway();
    Object.assign(process.env, server.credentials);
    client = new S3Client({ region: 'us-east-1', endpoint: server.endpoint, forcePathStyle: true });
  });
  afterAll(async () => {
    client.destroy();
    await server.stop();
  });

  const scene = () => {
    const data = mkdtempSync(join(tmpdir(), 'docket-switch-'));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const lines: string[] = [];
    const log = createLog({ level: 'info', scrubber: createScrubber([]), write: (line) => void lines.push(line) });
    const clock = { now: 0 };
    const key = `operator/${data.split('-').at(-1)}.yml`;
    const store = { store: `s3://${server.bucket}/docket`, storeRegion: 'us-east-1', storeEndpoint: server.endpoint };
    const open = () => openSwitch(`s3://${server.bucket}/${key}`, { data, store, log, now: () => clock.now });
    const put = (body: string | Uint8Array) =>
      client.send(new PutObjectCommand({ Bucket: server.bucket, Key: key, Body: body }));
    return { data, lines, clock, store, open, put, key };
  };
  const runOf = (central: { tighten(config: typeof DEFAULT_CONFIG): typeof DEFAULT_CONFIG }) =>
    central.tighten(DEFAULT_CONFIG).budget.run;

  it('is in force at the next look, by its version and tag; an older one, or the same with other words, never is', async () => {
    const { open, put, clock, lines } = scene();
    await put(usdOf(3, 2));
    const central = await open();
    try {
      expect(runOf(central)).toEqual({ usd: 2 });
      await put(usdOf(4, 1));
      await central.look();
      expect(runOf(central)).toEqual({ usd: 1 });
      expect(lines.join('')).toMatch(/"version":4,"tag":"\\?"[0-9a-f]{32}/);
      for (const attack of [
        usdOf(3, 2),
        'version: 2\n',
        'version: 4\n',
        'version: 5\nmodels: { deep: a/b }\n',
        'version: 5\nbudget: { run: { usd: -1 } }\n',
        'version: 5\nkeepRules: off\n',
        `version: 5\nmodelsOff: &a [${'x, '.repeat(100)}x]\nkeepRules: *a\n`,
        new Uint8Array([0xff, 0xfe, 0xfd]),
        `${usdOf(5, 9)}#${' '.repeat(300_000)}\n`,
        new Uint8Array(20_000_000),
      ]) {
        await put(attack);
        await central.look();
        expect([runOf(central), central.standing()?.version]).toEqual([{ usd: 1 }, 4]);
      }
      clock.now = HOUR + 1;
      expect(runOf(central)).toMatchObject({ tokens: 0, because: expect.stringContaining('for an hour') });
      await put(usdOf(5, 3));
      await central.look();
      expect(runOf(central)).toEqual({ usd: 3 });
    } finally {
      central.stop();
    }
    // Nor by a restart.
    await put(usdOf(4, 100));
    const again = await open();
    again.stop();
    expect(runOf(again)).toMatchObject({ tokens: 0 });
    expect(again.standing()).toBeNull();
  });

  it('one that runners could write is refused at the start', async () => {
    const { data, store, open } = scene();
    const log = createLog({ level: 'silent', scrubber: createScrubber([]), write: () => {} });
    const at = async (where: string, of = store.store) =>
      openSwitch(where, { data, store: { ...store, store: of }, log, now: () => 0 });
    const { bucket } = server;
    for (const where of [
      `s3://${bucket}/docket/switch.yml`,
      `s3://${bucket}//docket//x`,
      `s3://${bucket}/`,
      's3://B/x',
    ])
      await expect(at(where)).rejects.toThrow('cannot be there');
    await expect(at(`s3://${bucket}/anywhere.yml`, `s3://${bucket}`)).rejects.toThrow('cannot be there');
    const beside = await at(`s3://${bucket}/docket-switch.yml`);
    beside.stop();
    (await open()).stop();
  });
});

it('an object that trickles in is given up in time', async () => {
  let closed = false;
  const trickle = createServer((_, response) => {
    response.writeHead(200, { etag: '"x"', 'content-length': '1000000' });
    const timer = setInterval(() => response.write('#'), 20);
    response.on('close', () => {
      closed = true;
      clearInterval(timer);
    });
  });
  await new Promise<void>((done) => trickle.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    trickle.closeAllConnections();
    trickle.close();
  });
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' });
  const endpoint = `http://127.0.0.1:${(trickle.address() as AddressInfo).port}`;
  const place = { bucket: 'b00', key: 'k', region: 'us-east-1', endpoint, authorities: null };
  await expect(readObject(place, { mostBytes: 1_000_000, mostMs: 1500 })).rejects.toThrow('longer than 1.5 seconds');
  await expect.poll(() => closed, { timeout: 600_000 }).toBe(true);
});
