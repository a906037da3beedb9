import { readFileSync } from 'node:fs';
import { type ClientRequest, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type BodyBudget, createBodyBudget, SMALL_BYTES } from '../../../app/webhook/body-budget.ts';
import { createHttpServer } from '../../../app/webhook/http-server.ts';
import { createLog } from '../../../app/webhook/log.ts';
import { createScrubber } from '../../../app/webhook/scrub.ts';
import { ServeScene } from './serve-scene.ts';
import { headersOf, SECRET, sign } from './sign.ts';

const MB = 1024 * 1024;
/** Far beyond what any test takes, on any machine. */
const NO_LIMIT_MS = 3_600_000;
const FORGED = sign('something else');

/** What became of a request: its status, or that the connection was cut before an answer could be read. */
type Ended = number | 'cut';

interface Sending {
  readonly sent: ClientRequest;
  readonly ended: Promise<Ended>;
}

function begin(url: string, headers: Readonly<Record<string, string>>): Sending {
  const sent = request(url, { method: 'POST', headers });
  const ended = new Promise<Ended>((done) => {
    sent.on('response', (answer) => {
      answer.resume();
      done(answer.statusCode ?? 'cut');
    });
    sent.on('error', () => done('cut'));
    sent.on('close', () => done('cut'));
  });
  return { sent, ended };
}

/** Sends these pieces, each when the one before has left. */
async function pour({ sent, ended }: Sending, pieces: Iterable<Buffer>): Promise<Ended> {
  for (const piece of pieces) {
    const isWritten = new Promise<boolean>((done) => sent.write(piece, (error) => done(!error)));
    if (!(await Promise.race([isWritten, ended.then(() => false)]))) break;
  }
  sent.end();
  return ended;
}

function* repeated(piece: Buffer, times: number): Iterable<Buffer> {
  for (let n = 0; n < times; n += 1) yield piece;
}

describe('what strangers make the server hold', () => {
  let server: Server;
  let url: string;
  let budget: BodyBudget;
  let received: string[];
  let lines: string[];

  beforeEach(() => listen(NO_LIMIT_MS));
  afterEach(stop);

  async function listen(bodyMs: number): Promise<void> {
    [received, lines] = [[], []];
    budget = createBodyBudget({ reserve: 2 * SMALL_BYTES, large: 4 * MB });
    server = createHttpServer({
      path: '/hook',
      appId: 77,
      webhookSecret: SECRET,
      receive: async ({ body }) => void received.push(body),
      unreadyReason: async () => null,
      metrics: async () => ({ type: 'text/plain', text: '' }),
      onRejected: () => {},
      log: createLog({ level: 'debug', scrubber: createScrubber([SECRET]), write: (line) => lines.push(line) }),
      budget,
      bodyMs,
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  }

  function stop(): Promise<unknown> {
    return new Promise((done) => server.close(done).closeAllConnections());
  }

  const post = async (body: string, headers = headersOf(body)) =>
    (await fetch(url, { method: 'POST', body, headers })).status;

  it('never goes over the budget, and what is full for large bodies has room for a delivery', async () => {
    const held = Array.from({ length: 3 }, () => begin(url, headersOf('', { 'x-hub-signature-256': FORGED })));
    const statuses = await Promise.all(held.map((one) => pour(one, repeated(Buffer.alloc(MB), 8))));
    expect(statuses.filter((status) => status !== 503 && status !== 'cut')).toEqual([]);
    expect(lines.join('')).toContain('too many bodies are being received');

    const large = begin(url, headersOf('', { 'x-hub-signature-256': FORGED }));
    large.sent.write(Buffer.alloc(4 * MB));
    expect(await post('{"hello":1}')).toBe(202);
    expect(received).toEqual(['{"hello":1}']);
    large.sent.destroy();
    await expect.poll(() => budget.taken).toBe(0);
  });

  it.each<readonly [string, Readonly<Record<string, string>>, number]>([
    ['a length that is too large, before a byte of it came', { 'content-length': String(26 * MB) }, 413],
    [
      'a signature that can fit nothing',
      { 'x-hub-signature-256': 'sha256=00', 'content-length': String(20 * MB) },
      401,
    ],
    ['no signature', { 'x-hub-signature-256': '', 'content-length': String(20 * MB) }, 401],
    ['the hook of another App', { 'x-github-hook-installation-target-id': '78', 'content-length': '5' }, 403],
  ])('nothing for %s', async (_, headers, status) => {
    const asked = begin(url, headersOf('', headers));
    asked.sent.flushHeaders();
    expect(await asked.ended).toBe(status);
    expect(budget.taken).toBe(0);
  });

  it.each<readonly [string, (sent: ClientRequest) => void]>([
    ['stops in the middle', (sent) => void sent.write('{"half":')],
    ['never begins', (sent) => sent.flushHeaders()],
    [
      'comes a byte at a time',
      (sent) => {
        const timer = setInterval(() => sent.write(' '), 20);
        sent.on('close', () => clearInterval(timer));
      },
    ],
  ])('not longer than it may take for a body that %s', async (_, write) => {
    await stop();
    await listen(500);
    const asked = begin(url, headersOf('', { 'x-hub-signature-256': FORGED }));
    write(asked.sent);
    expect(await asked.ended).toBe(408);
    expect(budget.taken).toBe(0);
  });

  it('what one piece costs is what it carries, however small the pieces are', async () => {
    const asked = begin(url, headersOf('', { 'x-hub-signature-256': FORGED }));
    expect(await pour(asked, repeated(Buffer.from('x'), 5000))).toBe(401);
    expect(received).toEqual([]);
    expect(budget.taken).toBe(0);
  });

  it('a body is what was signed, whatever pieces it came in', async () => {
    const body = JSON.stringify({ text: 'é€𝄞'.repeat(40_000) });
    const bytes = Buffer.from(body);
    const asked = begin(url, headersOf(body));
    const pieces = [
      bytes.subarray(0, 7),
      bytes.subarray(7, 4099),
      bytes.subarray(4099, 300_001),
      bytes.subarray(300_001),
    ];
    expect(await pour(asked, pieces)).toBe(202);
    expect(received).toEqual([body]);
    expect(budget.taken).toBe(0);
  });
});

/** The most memory that a process ever had, in megabytes, as Linux says. */
function peakMb(pid: number): number {
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
}

describe.skipIf(process.platform !== 'linux')('the real server', () => {
  it('holds what its budget says when 60 strangers send 24 MB each, and takes a delivery afterwards', async () => {
    const scene = await ServeScene.open();
    onTestFinished(() => scene.close());
    const running = await scene.serve({ DOCKET_LOG_LEVEL: 'info' });
    onTestFinished(async () => void (await running.end('SIGTERM')));
    const pid = running.child.pid ?? 0;
    const before = peakMb(pid);
    const headers = headersOf('', {
      'x-hub-signature-256': FORGED,
      'x-github-hook-installation-target-id': String(scene.app.id),
    });
    const url = `${scene.url}/api/github/webhooks`;
    const statuses = await Promise.all(
      Array.from({ length: 60 }, () => pour(begin(url, headers), repeated(Buffer.alloc(MB), 24))),
    );
    expect(statuses.filter((status) => typeof status === 'number' && status < 400)).toEqual([]);
    // 72 MB of bodies and 64 kB for each connection; the rest is what the system's own buffers and garbage cost.
    expect(peakMb(pid) - before).toBeLessThan(300);
    const delivered = await scene.delivered('opened', scene.openPull('after'));
    expect(delivered).toMatchObject({ statusCode: 202 });
  });
});
