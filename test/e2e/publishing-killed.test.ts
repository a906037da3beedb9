import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EVAL, LOOP, SHELL } from '../app/pull-request/scene.ts';
import type { ServedRequest } from '../support/github/served-request.ts';
import type { Pull } from '../support/github/state.ts';
import { expectLeftByKilled } from '../support/left-by-killed.ts';
import { runs } from '../support/soak.ts';
import { type Job, type JobWish, World } from './pull-request/world.ts';

expectLeftByKilled();

// Real processes that are killed for real, at a request of theirs: nothing that they would do later is done, not even an orderly end.

/** Only what hangs is to fail for its time. */
const TIMEOUT_MS = runs(1_800_000, 6 * 3_600_000);
/** How many changes the long form publishes with two deaths on the way. */
const SEEDS = 30;

let world: World;
beforeAll(async () => {
  world = await World.open({ 'package.json': '{ "name": "shop", "version": "1.0.0" }\n' });
});
afterAll(() => world.close());

const CHANGE = { 'src/run.ts': EVAL, 'src/clean.ts': SHELL, 'src/db.ts': LOOP };
const TOLD = {
  reviews: ['COMMENTED'],
  comments: [
    'src/clean.ts:4 A shell command is put together from values',
    'src/db.ts:4 One query for each element',
    'src/run.ts:2 Computed text is run as code',
  ],
  summaries: ['summary'],
  checks: ['completed failure: Significant concerns: 2 critical, 1 warning'],
};

/** Which request of a process is its last, and whether GitHub still does what it asks for. */
interface Death {
  readonly at: (request: ServedRequest, count: number) => boolean;
  readonly phase: 'before' | 'after';
}

/** Runs a job that is killed there. Answers the requests that it made, and whether it died. */
async function runUntil(pull: Pull, wish: JobWish, death: Death | null) {
  const made: ServedRequest[] = [];
  let job: Job | null = null;
  let died = false;
  const stop = world.github.onRequest(async (request, phase) => {
    if (phase === 'before' && !died) made.push(request);
    if (died || death === null || phase !== death.phase || !death.at(request, made.indexOf(request) + 1)) return;
    died = true;
    job?.kill();
    await job?.ended;
    throw new Error('killed');
  });
  job = world.start(pull, wish);
  const { code, log } = await job.ended;
  stop();
  expect(code, log).toBe(died ? null : 0);
  return { made, died, log };
}

/** A log that outlives the process, as an App has it, or none, as on a new runner. */
const wishOf = (keepsLog: boolean, pull: Pull): JobWish =>
  keepsLog ? { history: join(world.folder, `log-${pull.number}.db`) } : {};

const isWrite = (method: string, path: RegExp) => (request: ServedRequest) =>
  request.method === method && path.test(request.path);

describe('a process that is killed while it publishes; the next one makes it whole', () => {
  // Each write of publishing is the last one once; the log is there or not in turn.
  test.for([
    ['when the pending review stands', { at: isWrite('POST', /\/reviews$/), phase: 'after' }, false],
    ['when the review is submitted', { at: isWrite('POST', /\/events$/), phase: 'after' }, true],
    ['when the summary stands', { at: isWrite('POST', /\/issues\/\d+\/comments$/), phase: 'after' }, false],
    ['before the check is completed', { at: isWrite('PATCH', /\/check-runs\/\d+$/), phase: 'before' }, true],
  ] as const)('%s', { timeout: TIMEOUT_MS }, async ([, death, keepsLog]) => {
    const pull = world.pull({ files: CHANGE });
    const wish = wishOf(keepsLog, pull);

    const { died } = await runUntil(pull, wish, death);
    await runUntil(pull, wish, null);

    expect(died).toBe(true);
    expect(world.told(pull)).toEqual(TOLD);
    expect(await world.left()).toEqual([]);
  });

  const anyChange = fc
    .record({
      names: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 0, maxLength: 4 }),
      kinds: fc.array(fc.constantFrom(EVAL, SHELL, LOOP, 'export const one = 1;\n'), { minLength: 4, maxLength: 4 }),
    })
    .map(({ names, kinds }) => ({
      'src/ok.ts': 'export const ok = 1;\n',
      ...Object.fromEntries(names.map((name, at) => [`src/${name}.ts`, kinds[at] ?? EVAL])),
    }));
  /** A request by its place among those of publishing; the places go round, so that few seeds already meet most of them. */
  const anyDeath = fc.record({ place: fc.nat({ max: 999 }), phase: fc.constantFrom('before', 'after') });

  /** The short form tries none: the cases above are its choice. */
  test.runIf(runs(0, 1) === 1)(
    'at any request, and once more while the next one mends it',
    { timeout: TIMEOUT_MS },
    async () => {
      let killed = 0;
      await fc.assert(
        fc.asyncProperty(anyChange, fc.boolean(), anyDeath, anyDeath, async (files, keepsLog, one, other) => {
          const whole = world.pull({ files });
          const { made } = await runUntil(whole, wishOf(keepsLog, whole), null);
          const told = world.told(whole);
          const first = made.findIndex(isWrite('POST', /\/check-runs$/));
          const deathOf = ({ place, phase }: { place: number; phase: 'before' | 'after' }): Death => {
            const nth = first + 1 + (place % (made.length - first));
            return { at: (_, count) => count === nth, phase };
          };
          const pull = world.pull({ files });
          const wish = wishOf(keepsLog, pull);
          for (const death of [one, other]) {
            if ((await runUntil(pull, wish, deathOf(death))).died) killed += 1;
          }
          await runUntil(pull, wish, null);
          expect(world.told(pull)).toEqual(told);
          expect(await world.left()).toEqual([]);
        }),
        { numRuns: SEEDS },
      );
      console.error(`${killed} processes were killed at a request, in ${SEEDS} rounds`);
      expect(killed).toBeGreaterThanOrEqual(SEEDS);
    },
  );
});

test('two live processes on one head say everything once', { timeout: TIMEOUT_MS }, async () => {
  for (let round = 0; round < runs(1, 30); round += 1) {
    const pull = world.pull({ files: CHANGE });
    const tokens = [world.newToken(), world.newToken()];
    // Neither looks at what stands before the other one is about to look as well: both have the whole review to say.
    const looking = new Map(tokens.map((token) => [token, Promise.withResolvers<void>()]));
    const stop = world.github.onRequest(async ({ operations, headers }, phase) => {
      if (phase !== 'before' || !operations.includes('DocketLook')) return;
      for (const [token, one] of looking) if (headers['authorization']?.includes(token) === true) one.resolve();
      await Promise.all([...looking.values()].map(({ promise }) => promise));
    });

    const jobs = tokens.map((token) => world.start(pull, { inputs: { 'github-token': token } }));
    const ends = await Promise.all(
      jobs.map(async ({ ended }, at) => {
        const end = await ended;
        // Whoever ended without a look lets the other one go on.
        looking.get(tokens[at] ?? '')?.resolve();
        return end;
      }),
    );
    stop();

    expect(ends.map(({ code, log }) => [code, log.includes('::error')])).toEqual([
      [0, false],
      [0, false],
    ]);
    // A check run cannot be made only where there is none: of two, GitHub counts the newest, and none is left open.
    const { checks, ...told } = world.told(pull);
    expect(told).toEqual({ reviews: TOLD.reviews, comments: TOLD.comments, summaries: TOLD.summaries });
    expect(checks.slice(-1)).toEqual(TOLD.checks);
    expect(checks.filter((check) => !check.startsWith('completed'))).toEqual([]);
  }
});
