import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingTools } from '../support/go-tools.ts';
import { lookInto, type OutlivingStore, Runner, startStore } from '../support/job-with-store.ts';
import { expectLeftByKilled } from '../support/left-by-killed.ts';
import { type FaultyProxy, startFaultyProxy } from '../support/store-servers.ts';
import type { Pull } from '../support/github/state.ts';
import { World } from './pull-request/world.ts';

expectLeftByKilled();

// The steps of the Action as real processes, with a real Litestream and a real S3 server, on runners that go away.

const missing = missingTools('litestream', 'versitygw');
const CHANGE = { 'src/run.js': 'export function run(request) {\n  return eval(request.query.code);\n}\n' };

describe.skipIf(missing !== null)(`the Action with a store${missing === null ? '' : `: ${missing}`}`, () => {
  let world: World;
  let store: OutlivingStore;
  let proxy: FaultyProxy;
  beforeAll(async () => {
    world = await World.open({ 'package.json': '{ "name": "shop", "version": "1.0.0" }\n' });
    store = await startStore();
    if (store.server !== null) proxy = await startFaultyProxy(store.server);
  });
  afterAll(async () => {
    await world.close();
    await proxy.stop();
    await store.stop();
  });

  /** The runs on a pull request as the store knows them, and what became of their logs. */
  const inStore = async (pull: Pull) =>
    lookInto(store, world, (log, { tails }) =>
      log
        .runs({ limit: 100 })
        .filter(({ run }) => run.label === `acme/shop#${pull.number}`)
        .map(({ run, state }) => [state, tails.find((tail) => tail.run === run.id)?.state]),
    );

  /** Lets main work until it begins its review on the pull request, and kills it there. */
  async function killMain(runner: Runner, pull: Pull): Promise<void> {
    const job = runner.main(pull);
    const stop = world.github.onRequest(({ operations }, phase) => {
      // By then the intent has been brought to safety.
      if (phase === 'before' && operations.includes('DocketLook')) job.kill();
    });
    expect((await job.ended).code).toBeNull();
    stop();
  }

  it('post alone stores what a main that was killed left behind', async () => {
    const pull = world.pull({ files: CHANGE });
    const runner = new Runner(world, store);
    await killMain(runner, pull);
    expect(await inStore(pull)).toEqual([['started', 'open']]);

    const post = await runner.post(pull).ended;

    expect(post.code, post.log).toBe(0);
    expect(post.log).toContain('the history of run');
    expect(await inStore(pull)).toEqual([['started', 'done']]);
    expect(await runner.sessions()).toEqual([]);
    expect(world.told(pull).checks).toEqual(['completed failure: Not finished']);
  });

  it('where post dies as well the open tail serves: the next run reads it', async () => {
    const pull = world.pull({ files: CHANGE });
    const dead = new Runner(world, store);
    await killMain(dead, pull);
    const post = dead.post(pull);
    post.kill();
    await dead.killLitestream();
    expect((await post.ended).code).toBeNull();

    const next = new Runner(world, store);
    const main = await next.main(pull).ended;
    expect(main.code, main.log).toBe(0);
    expect((await next.post(pull).ended).code).toBe(0);

    expect(world.told(pull)).toMatchObject({ reviews: ['COMMENTED'], summaries: ['summary'] });
    expect(await inStore(pull)).toEqual([
      ['finished', 'done'],
      ['started', 'open'],
    ]);
    expect(main.summary).toContain('a crash of this machine can lose the rows of the last 400 ms and one upload');
  });

  it('with the store down the review is posted, and post says how many rows wait and what to do', async () => {
    const pull = world.pull({ files: CHANGE });
    proxy.mode = 'refuse';
    const runner = new Runner(world, { ...store, endpoint: proxy.endpoint });
    const main = await runner.main(pull).ended;
    expect(main.code, main.log).toBe(4);
    expect(world.told(pull)).toMatchObject({
      reviews: ['COMMENTED'],
      comments: ['src/run.js:2 Computed text is run as code'],
    });

    const post = await runner.post(pull).ended;
    expect(post.code, post.log).toBe(4);
    expect(post.log).toMatch(/[1-9]\d* rows of run [0-9a-f-]{36} are not known to be in the store/);
    expect(post.log).toContain('docket history sync');
    expect(await inStore(pull)).toEqual([]);

    // When the store answers again the same rows get there.
    proxy.mode = 'pass';
    const again = await runner.post(pull).ended;
    expect(again.code, again.log).toBe(0);
    expect(await inStore(pull)).toEqual([['finished', 'done']]);
  });

  it('with a store that never answers the review is posted, and says nothing again that stands on the pull request', async () => {
    const pull = world.pull({ files: CHANGE });
    const first = new Runner(world, store);
    expect((await first.main(pull).ended).code).toBe(0);
    expect((await first.post(pull).ended).code).toBe(0);
    const said = world.told(pull);
    world.github.push(pull, world.git.commit('more', { 'src/other.js': 'export const other = 1;\n' }));

    proxy.mode = 'hang';
    const main = await new Runner(world, { ...store, endpoint: proxy.endpoint }).main(pull, {
      event: ['pull_request_target', world.github.payloads.pullRequest('synchronize', pull)],
    }).ended;
    proxy.mode = 'pass';

    expect(main.code, main.log).toBe(4);
    expect(main.log).toContain('no answer within 10 s');
    expect(world.told(pull)).toMatchObject({ reviews: said.reviews, comments: said.comments, summaries: ['summary'] });
    expect(world.told(pull).checks).toEqual(['completed failure: Significant concerns: 1 critical']);
  });

  it('where no Litestream can be had the review is posted, and the job says that its history stays local', async () => {
    const pull = world.pull({ files: CHANGE });
    const without = (process.env['PATH'] ?? '').split(delimiter).filter((one) => !existsSync(join(one, 'litestream')));
    // Nothing can be put into a tool cache that is no folder.
    const environment = { PATH: without.join(delimiter), RUNNER_TOOL_CACHE: process.execPath };
    const main = await new Runner(world, store).main(pull, { environment }).ended;
    expect(main.code, main.log).toBe(4);
    expect(main.log).toMatch(/::warning[^]*::error title=Docket::Litestream [^]* was not found/);
    expect(main.log).toContain('docket history install');
    expect(world.told(pull).reviews).toEqual(['COMMENTED']);
  });
});
