import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LaneQueue } from '../../../history/deliveries/lane-queue.ts';
import { openSqliteQueue } from '../../../history/deliveries/sqlite/open-sqlite-queue.ts';
import type { Pull } from '../../support/github/state.ts';
import { PRIVATE_KEY, type ServeProcess, ServeScene } from './serve-scene.ts';
import { SECRET } from './sign.ts';

let scene: ServeScene;
beforeEach(async () => {
  scene = await ServeScene.open();
});
afterEach(() => scene.close());

const get = async (path: string) => {
  const answer = await fetch(`${scene.url}${path}`);
  return { status: answer.status, text: await answer.text() };
};

/** Holds the requests that fit until the connection is gone. */
function hold(fits: (path: string) => boolean): { readonly held: Promise<void>; letGo(): void } {
  let letGo = () => {};
  const open = new Promise<void>((done) => (letGo = done));
  const held = new Promise<void>((arrived) => {
    scene.github.onRequest(async ({ path }, phase) => {
      if (phase !== 'before' || !fits(path)) return;
      arrived();
      await open;
    });
  });
  return { held, letGo };
}

const isCheckOf = (path: string) => path.endsWith('/check-runs');

/** What the queue holds after the server has ended. */
async function queued<T>(look: (queue: LaneQueue) => Promise<T>): Promise<T> {
  const path = join(scene.folder, 'data', 'deliveries.db');
  const { queue } = openSqliteQueue(path, { now: Date.now, limits: { perInstallation: 1, perRepository: 1 } });
  try {
    return await look(queue);
  } finally {
    await queue.close();
  }
}

/** No token, key or secret in what was printed, in any form that we can think of. */
function expectNoSecrets(...servers: readonly ServeProcess[]): void {
  const printed = servers.map((server) => server.output()).join('');
  const tokens = scene.github.state.tokens.map(({ value }) => value);
  expect(tokens.length).toBeGreaterThan(0);
  const keyLines = PRIVATE_KEY.split('\n').filter((line) => line.length > 20 && !line.startsWith('---'));
  for (const secret of [...tokens, ...keyLines, SECRET]) {
    expect(printed).not.toContain(secret);
    expect(printed).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''));
    expect(printed).not.toContain(Buffer.from(`x-access-token:${secret}`).toString('base64'));
  }
  expect(printed).not.toMatch(/eyJ[\w-]+\.[\w-]+\.|PRIVATE KEY/);
}

describe('a real server', () => {
  it('that is killed while it works and while something waits loses nothing and repeats nothing', async () => {
    const [one, two] = [scene.openPull('one'), scene.openPull('two')];
    const first = await scene.serve({ DOCKET_MAX_RUNS: '1' });
    await first.printed('GitHub confirms who we are');
    const check = hold(isCheckOf);
    expect((await scene.delivered('opened', one, 'running')).statusCode).toBe(202);
    await check.held;
    // The run goes on and does not end, and the answer comes at once all the same.
    expect((await scene.delivered('opened', two, 'queued')).statusCode).toBe(202);
    expect((await get('/metrics')).text).toMatch(/^docket_runs_running 1$[^]*^docket_deliveries_waiting 1$/m);
    expect(await first.end('SIGKILL')).toBeNull();
    expect(scene.reviews(one)).toEqual([]);
    check.letGo();

    const confirm = hold((path) => path === '/app');
    const second = await scene.serve();
    await confirm.held;
    expect(await get('/readyz')).toEqual({ status: 503, text: 'GitHub has not confirmed yet who we are\n' });
    expect((await get('/healthz')).status).toBe(200);
    confirm.letGo();
    await second.printed('"delivery":"running","lane":"acme/shop#1","state":"done"');
    await second.printed('"delivery":"queued","lane":"acme/shop#2","state":"done"');
    expect(await get('/readyz')).toEqual({ status: 200, text: 'ready\n' });
    expect([scene.reviews(one).length, scene.reviews(two).length]).toEqual([1, 1]);
    // The same deliveries again, and the same head under another name: nothing is done.
    await scene.delivered('opened', one, 'running');
    await scene.delivered('synchronize', one, 'another');
    await second.printed('a run has looked at this head already');
    expect(scene.reviews(one).length).toBe(1);
    const { text } = await get('/metrics');
    expect(text).toContain('docket_deliveries_total{event="pull_request",result="duplicate"} 1');
    expect(text).toMatch(/docket_run_seconds_count\{kind="review",state="done"\} 2/);
    expect(text).toMatch(/^docket_git_cache_bytes [1-9]/m);
    expect(text).not.toMatch(/acme|shop/);
    expect(await second.end('SIGTERM')).toBe(0);
    expectNoSecrets(first, second);
    expect(readdirSync(join(scene.folder, 'data', 'git', '127.0.0.1'))).toEqual([`${scene.repository.id}.git`]);
  });

  it('aborts the run of an older head, and puts back what it cannot end when it is told to stop', async () => {
    const pull = scene.openPull('one');
    const server = await scene.serve({ DOCKET_GRACE_SECONDS: '0' });
    await server.printed('GitHub confirms who we are');
    const check = hold(isCheckOf);
    await scene.delivered('opened', pull, 'old');
    await check.held;
    scene.push(pull, 'more');
    await scene.delivered('synchronize', pull, 'new');
    await server.printed('"delivery":"new","event":"pull_request","lane":"acme/shop#1","attempt":1');
    expect(await server.end('SIGTERM')).toBe(0);
    check.letGo();
    expect(await queued((queue) => Promise.all([queue.find('old'), queue.find('new')]))).toMatchObject([
      { state: 'superseded', note: `the head moved on to ${pull.headCommit.slice(0, 7)}` },
      { state: 'queued', attempts: 0 },
    ]);
    expect(scene.reviews(pull)).toEqual([]);
  });

  it('puts back what it works on when something in it throws that nobody catches', async () => {
    const pull = scene.openPull('one');
    const token = `ghs_${'x'.repeat(36)}`;
    const bomb = `process.on('SIGUSR2', () => { throw new Error('bad ${token}') })`;
    const server = await scene.serve({
      DOCKET_GRACE_SECONDS: '0',
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(bomb)}`,
    });
    const check = hold(isCheckOf);
    await scene.delivered('opened', pull, 'one');
    await check.held;
    expect(await server.end('SIGUSR2')).toBe(4);
    check.letGo();
    expect(server.output()).toContain('docket: the server has crashed: Error: bad [secret]');
    expect(server.output()).not.toContain(token);
    expect(await queued((queue) => queue.find('one'))).toMatchObject({ state: 'queued', note: 'the server stopped' });
  });

  it('fetches what it missed, refuses what is not ours, and keeps secrets that come back to it', async () => {
    const drafts = ['one', 'two', 'three'].map((name) => scene.openPull(name));
    for (const pull of drafts) scene.github.setDraft(pull, true);
    const [missed, foreign, echoed] = drafts as [Pull, Pull, Pull];
    // Nobody listens yet.
    expect((await scene.delivered('opened', missed, 'missed')).statusCode).toBe(502);
    const server = await scene.serve();
    await server.printed('"delivery":"missed","lane":"acme/shop#1","state":"done"');
    await server.printed('GitHub was asked to deliver again');

    const payload = scene.github.payloads.pullRequest('opened', foreign);
    const delivered = (id: string, more: object) =>
      scene.github.deliver('pull_request', { ...payload, ...more }, { id });
    const other = scene.github.install(scene.app, 'somebody');
    await delivered('unknown', { installation: { id: 999_999 } });
    await delivered('another-account', { installation: { id: other.id } });
    await delivered('repository', { repository: { ...(payload['repository'] as object), id: 424_242 } });
    await server.printed('installation 999999 is not one of this App');
    await server.printed(`installation ${other.id} belongs to another account than acme`);
    await server.printed(`installation ${scene.installation.id} does not hold that repository`);
    const before = scene.github.requests.filter(({ path }) => path.includes('/pulls/2')).length;
    expect(before).toBe(0);

    // A check suite names no pull request when the head is in a fork: it is looked for, and has its turn.
    const { repository, installation, sender } = payload as Readonly<Record<string, unknown>>;
    const suite = { head_sha: missed.headCommit, pull_requests: [] };
    await scene.github.deliver(
      'check_suite',
      { action: 'rerequested', check_suite: suite, repository, installation, sender },
      { id: 'suite' },
    );
    await server.printed('"delivery":"suite","lane":"acme/shop#1","state":"done","msg":"a run ended: it is a draft"');
    // A command is answered with the permissions of the manifest.
    const comment = scene.github.comment(missed, 'ada', '/docket help');
    await scene.github.deliver('issue_comment', scene.github.payloads.issueComment(comment), { id: 'help' });
    await server.printed('"delivery":"help","lane":"acme/shop#1","state":"done"');
    const answers = scene.github.state.issueComments.filter(({ author }) => author === scene.app.bot);
    expect(answers.map(({ body }) => body).join()).toContain('/docket explain');

    scene.github.fault({
      when: { operation: 'DocketOpening' },
      kind: 'status',
      status: 422,
      body: {
        message: `${scene.github.state.tokens[0]?.value} ${SECRET} ${PRIVATE_KEY}`,
        documentation_url: 'https://x',
      },
    });
    await scene.delivered('opened', echoed, 'echoed');
    await server.printed('a run failed; it is tried again');
    expect(await server.end('SIGTERM')).toBe(0);
    expectNoSecrets(server);
    const refused = ['unknown', 'another-account', 'repository'];
    const found = await queued((queue) => Promise.all(refused.map((id) => queue.find(id))));
    expect(found.map((delivery) => delivery?.state)).toEqual(['refused', 'refused', 'refused']);
    scene.github.takeViolations();
  });
});
