import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { AnswerPace } from '../../../processes/progress.ts';
import { createGitHub } from '../../../forge/github/api/client.ts';

const PACE = { firstMs: 400, silenceMs: 400, leastBytesPerSecond: 64 * 1024, wholeMs: 2000 };
/** For what is to succeed: a busy machine may take a moment. */
const PATIENT = { firstMs: 2000, silenceMs: 2000, leastBytesPerSecond: 1024, wholeMs: 30_000 };
type Serve = (response: ServerResponse) => void;

const closed = (server: Server) =>
  new Promise<void>((done) => {
    server.close(() => done());
    server.closeAllConnections();
  });

/** GitHub, as a server that serves these one after another, and the last one from then on. */
async function gitHubThat(pace: AnswerPace, ...serve: readonly Serve[]) {
  let asked = 0;
  const server = createServer((request, response) => {
    request.resume();
    serve.at(Math.min(asked, serve.length - 1))?.(response);
    asked += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => closed(server));
  const github = createGitHub({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: async () => 'ghs_0123456789',
    userAgent: 'docket/test',
    pace,
  });
  return { github, asked: () => asked };
}

const every = (response: ServerResponse, piece: string, everyMs: number) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(piece), everyMs);
  response.on('close', () => clearInterval(timer));
};
const mute: Serve = () => {};
const begins: Serve = (response) => response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
const trickles: Serve = (response) => every(response, ' ', 20);
const neverEnds: Serve = (response) => every(response, ' '.repeat(64 * 1024), 20);
const answers: Serve = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":7}');
};
/** Longer than silence may last, and never silent. */
const takesItsTime: Serve = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).write(`{"id":7,"text":"`);
  let pieces = 0;
  const timer = setInterval(() => {
    pieces += 1;
    if (pieces < 12) return void response.write('x'.repeat(64 * 1024));
    clearInterval(timer);
    response.end('"}');
  }, 250);
};

describe('GitHub that makes no progress is given up', () => {
  it.each<readonly [string, Serve, RegExp]>([
    ['never answers', mute, /no answer within 0\.4 s/],
    ['never begins its body', begins, /less than 65536 bytes a second/],
    ['trickles', trickles, /less than 65536 bytes a second/],
    ['never ends', neverEnds, /takes longer than 2 s/],
  ])('when it %s: a write is not sent again', async (_, serve, words) => {
    const { github, asked } = await gitHubThat(PACE, serve);
    await expect(github.rest.request('POST /thing', { title: 'one' })).rejects.toMatchObject({
      name: 'GitHubError',
      status: null,
      message: expect.stringMatching(words),
    });
    expect(asked()).toBe(1);
  });

  it('and a read is asked again', async () => {
    const { github, asked } = await gitHubThat(PATIENT, trickles, mute, answers);
    expect((await github.rest.request('GET /thing')).data).toEqual({ id: 7 });
    expect(asked()).toBe(3);
  });

  it('but not while it gets on', async () => {
    const { github, asked } = await gitHubThat(PATIENT, takesItsTime);
    expect((await github.rest.request('GET /thing')).data).toMatchObject({ id: 7 });
    expect(asked()).toBe(1);
  });
});
