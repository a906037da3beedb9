import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PlannedPublication } from '../../../schemas/publication.ts';
import type { ServedRequest } from '../../support/github/served-request.ts';
import { runs } from '../../support/soak.ts';
import type { Pull } from '../../support/github/state.ts';
import { publication, Scene } from './publishing-scene.ts';
import { anyStory, expectedOf, type Story, storyOf, told } from './publishing-story.ts';

/** The long form takes its time. */
const TIMEOUT_MS = runs(180_000, 3_600_000);

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene.close());

/** Where a process dies: at its n-th request, before GitHub does anything or after it did, the answer lost either way. */
interface Death {
  readonly request: number;
  readonly phase: 'before' | 'after';
}

/** Publishes as a process that dies there: nothing that it would send later arrives. Answers how many requests it sent. */
async function publishUntil(pull: Pull, plan: PlannedPublication, death: Death | null): Promise<number> {
  const controller = new AbortController();
  let sent = 0;
  const stop = scene.github.onRequest((request, phase) => {
    if (request.headers['user-agent']?.includes('mortal') !== true) return;
    if (phase === 'before') sent += 1;
    if (death === null || sent !== death.request || phase !== death.phase) return;
    controller.abort(new Error('killed'));
    throw new Error('killed');
  });
  const end = scene.publish(pull, plan, { who: 'mortal', signal: controller.signal });
  const reason = await end.then(
    () => null,
    (error: unknown) => error,
  );
  stop();
  expect(reason).toEqual(death === null ? null : new Error('killed'));
  return sent;
}

async function expectWhole(story: Story, pull: Pull, plan: PlannedPublication): Promise<void> {
  const again = await scene.publish(pull, plan, { publication: publication(2), known: [publication(1)] });
  expect(again.degraded).toEqual([]);
  expect(told(scene, pull)).toEqual(expectedOf(story));
}

/** Both, of which the short form tries the first at each request. */
const anyPhases = fc.shuffledSubarray(['before', 'after'] as const, { minLength: 2 });

it(
  'a process that dies before or after any request leaves nothing out and nothing twice for the next one',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, anyPhases, async (story, phases) => {
        const whole = await storyOf(scene, story);
        const requests = await publishUntil(whole.pull, whole.plan, null);
        expect(told(scene, whole.pull)).toEqual(expectedOf(story));
        for (let request = 1; request <= requests; request++) {
          for (const phase of phases.slice(0, runs(1, 2))) {
            const { pull, plan } = await storyOf(scene, story);
            await publishUntil(pull, plan, { request, phase });
            await expectWhole(story, pull, plan);
          }
        }
      }),
      { numRuns: runs(2, 30) },
    );
  },
  TIMEOUT_MS,
);

it(
  'a process that dies while it cleans up after one that died leaves the same',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        anyStory,
        fc.array(fc.record({ request: fc.integer({ min: 1, max: 12 }), phase: fc.constantFrom('before', 'after') }), {
          minLength: 2,
          maxLength: 4,
        }),
        async (story, deaths) => {
          const { pull, plan } = await storyOf(scene, story);
          for (const death of deaths) await publishUntil(pull, plan, death).catch(() => null);
          await expectWhole(story, pull, plan);
        },
      ),
      { numRuns: runs(6, 200) },
    );
  },
  TIMEOUT_MS,
);

const isWrite = (request: ServedRequest) =>
  request.kind === 'graphql' ? !/^Docket(Look|Viewer)$/.test(request.operations[0] ?? '') : request.method !== 'GET';

it.each(['before', 'after'] as const)(
  'an answer lost %s the effect is no reason to say anything twice',
  async (lost) => {
    await fc.assert(
      fc.asyncProperty(anyStory, async (story) => {
        let writes = 1;
        for (let nth = 1; nth <= writes; nth++) {
          const { pull, plan } = await storyOf(scene, story);
          let seen = 0;
          const stop = scene.github.onRequest((request, phase) => {
            if (isWrite(request) && phase === 'before') seen += 1;
            if (isWrite(request) && phase === lost && seen === nth) throw new Error('cut');
          });
          const published = await scene.publish(pull, plan);
          stop();
          writes = Math.max(writes, seen);
          expect(published.degraded).toEqual([]);
          expect(told(scene, pull)).toEqual(expectedOf(story));
        }
      }),
      { numRuns: runs(2, 30) },
    );
  },
  TIMEOUT_MS,
);

const answers = [502, 503].flatMap((status) =>
  (['before', 'after'] as const).map((effect) => [status, effect] as const),
);
it.each(answers)('a %i %s the effect neither', async (status, effect) => {
  const story = { lines: 2, files: 0, bodies: 0, hasPast: false, annotations: 0 };
  const { pull, plan } = await storyOf(scene, story);
  const path = /\/(reviews|events|comments|check-runs)$/;
  const fault = scene.github.fault({ when: { method: 'POST', path }, times: 3, effect, kind: 'status', status });

  const published = await scene.publish(pull, plan);

  fault.cancel();
  expect(fault.hits).toBe(3);
  expect(published.degraded).toEqual([]);
  expect(told(scene, pull)).toEqual(expectedOf(story));
});
