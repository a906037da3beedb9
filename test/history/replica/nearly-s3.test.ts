import { createServer, type IncomingMessage, request as ask, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { changeManifest, readManifest } from '../../../history/replica/head.ts';
import { openTail } from '../../../history/replica/manifest.ts';
import { newId } from '../../../history/ids.ts';
import { openReplicatedHistory } from '../../../history/replica/replicated-history.ts';
import { openS3Store } from '../../../history/replica/stores/s3-store.ts';
import { missingTools } from '../../support/go-tools.ts';
import { startFakeS3, type StoreServer } from '../../support/store-servers.ts';
import { freshView, temporary, toolsOn, wholeRun, writeRun } from './world.ts';

/** How a store, or what stands before it, differs from S3. */
interface Oddity {
  /** Answers by itself; true when it did. */
  readonly answer?: (request: IncomingMessage, response: ServerResponse) => boolean;
  readonly dropped?: readonly string[];
  readonly tag?: (tag: string) => string;
  readonly notFound?: string;
}

const refused = (response: ServerResponse, status: number, code: string) => {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(code === '' ? '' : `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
  return true;
};
const hasChecksum = ({ headers }: IncomingMessage) =>
  Object.keys(headers).some((name) => name.startsWith('x-amz-checksum-') || name === 'x-amz-sdk-checksum-algorithm');

let met = false;
/** True the first time. */
const metOnce = () => !met && (met = true);

const closed = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

const missing = missingTools('litestream', 'gofakes3');

describe.skipIf(missing !== null)(`a store that is nearly S3${missing === null ? '' : ` (${missing})`}`, () => {
  let server: StoreServer;
  beforeAll(async () => {
    server = await startFakeS3();
  });
  afterAll(() => server.stop());

  async function behind({ answer, dropped = [], tag, notFound }: Oddity): Promise<string> {
    const proxy = createServer((request, response) => {
      if (answer?.(request, response) === true) return;
      const headers = Object.fromEntries(Object.entries(request.headers).filter(([name]) => !dropped.includes(name)));
      const onward = ask({ host: '127.0.0.1', port: server.port, method: request.method, path: request.url, headers });
      onward.on('response', (from) => {
        if (from.statusCode === 404 && notFound !== undefined) return void refused(response, 404, notFound);
        const { etag } = from.headers;
        response.writeHead(from.statusCode ?? 500, {
          ...from.headers,
          ...(tag !== undefined && etag !== undefined && { etag: tag(etag) }),
        });
        from.pipe(response);
      });
      onward.on('error', () => response.destroy());
      request.pipe(onward);
    });
    await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
    onTestFinished(() => closed(proxy));
    return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  }

  it.each<readonly [string, Oddity]>([
    [
      'refuses checksums that are not required',
      {
        answer: (request, response) =>
          request.method === 'PUT' && hasChecksum(request) && refused(response, 501, 'NotImplemented'),
      },
    ],
    [
      'answers a conditional write with a conflict once',
      {
        answer: (request, response) => {
          if (request.headers['if-none-match'] === undefined || !metOnce()) return false;
          return refused(response, 409, 'ConditionalRequestConflict');
        },
      },
    ],
    ['has weak entity tags', { tag: (tag) => (tag.startsWith('W/') ? tag : `W/${tag}`) }],
    ['has entity tags without quotes', { tag: (tag) => tag.replaceAll('"', '') }],
    ['calls a missing object by another name', { notFound: 'NoSuchObject' }],
    ['says of a missing object nothing but 404', { notFound: '' }],
  ])('that %s keeps the history', async (name, oddity) => {
    const endpoint = await behind(oddity);
    const tools = toolsOn(server, { prefix: name.replaceAll(' ', '-'), endpoint });
    const [one, other] = [await wholeRun(tools, temporary()), await wholeRun(tools, temporary())];
    const manifest = await readManifest(tools.store);
    if (manifest === null) throw new Error('no manifest');
    expect(manifest.tails.map(({ state }) => state)).toEqual(['done', 'done']);
    expect((await freshView(tools, manifest)).runs).toEqual([one, other].toSorted());
  });

  it('that trickles what it holds is given up, and the run goes on without memory', async () => {
    const prefix = 'trickling';
    await wholeRun(toolsOn(server, { prefix }), temporary());
    const endpoint = await behind({
      answer: ({ method, url = '' }, response) => {
        if (method !== 'GET' || !url.includes('.ltx')) return false;
        response.writeHead(200, { 'content-length': '1000000', etag: '"1"' });
        const timer = setInterval(() => response.write('x'), 50);
        response.on('close', () => clearInterval(timer));
        return true;
      },
    });
    const notices: string[] = [];
    const history = await openReplicatedHistory({
      tools: toolsOn(server, { prefix, endpoint }),
      folder: temporary(),
      onNotice: (text) => notices.push(text),
      patience: { wholeMs: 100_000, pace: { silenceMs: 3_000, leastBytesPerSecond: 1024, wholeMs: Infinity } },
    });
    expect(notices.join()).toMatch(
      /not replicated for now: a part of the history could not be restored: no answer in time/,
    );
    expect(history.view.runs({ limit: 9 })).toEqual([]);
    history.leave();
  });

  it.each<readonly [string, readonly string[]]>([
    ['all conditions', ['if-none-match', 'if-match']],
    ['If-Match alone', ['if-match']],
    ['If-None-Match alone', ['if-none-match']],
  ])('that ignores %s is refused by the run itself, and nothing is entrusted to it', async (name, dropped) => {
    const endpoint = await behind({ dropped });
    const tools = toolsOn(server, { prefix: `ignores-${name.replaceAll(' ', '-')}`, endpoint });
    const notices: string[] = [];
    const history = await openReplicatedHistory({ tools, folder: temporary(), onNotice: (text) => notices.push(text) });
    writeRun(history.own);
    const problem = await history.commit(60_000);
    expect(notices.join()).toContain('ignores conditions');
    expect(problem?.message).toContain('ignores conditions');
    expect(await tools.store.readHead()).toBeNull();
  });
});

describe('a store without progress is given up', () => {
  const PACE = { silenceMs: 300, leastBytesPerSecond: 64 * 1024, wholeMs: 3000 };
  async function storeThat(serve: (response: ServerResponse) => void) {
    const server = createServer((_request, response) => serve(response));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    onTestFinished(() => closed(server));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    process.env['AWS_ACCESS_KEY_ID'] ??= 'x';
    process.env['AWS_SECRET_ACCESS_KEY'] ??= 'x';
    const place = { bucket: 'bucket', prefix: 'p', region: null, endpoint, encryption: null, authorities: null };
    return openS3Store(place, { pace: PACE });
  }
  const begin = (response: ServerResponse, piece: Buffer, everyMs: number) => {
    response.writeHead(200, { etag: '"1"', 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(piece), everyMs);
    response.on('close', () => clearInterval(timer));
  };

  it.each<readonly [string, (response: ServerResponse) => void]>([
    ['that never answers', () => {}],
    ['that never begins its answer', (response) => response.writeHead(200, { etag: '"1"' }).flushHeaders()],
    ['that trickles', (response) => begin(response, Buffer.from(' '), 20)],
    ['that never ends', (response) => begin(response, Buffer.alloc(256 * 1024, ' '), 20)],
  ])('%s', async (_, serve) => {
    const store = await storeThat(serve);
    await expect(store.readHead()).rejects.toMatchObject({ name: 'InfrastructureError' });
    await expect(
      changeManifest(
        store,
        openTail({ epoch: newId(), run: newId(), startedAt: new Date().toISOString(), schema: 1 }),
        { now: () => new Date() },
      ),
    ).rejects.toMatchObject({ name: 'InfrastructureError' });
  });
});
