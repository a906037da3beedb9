import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Published } from '../../../forge/github/publish/published.ts';
import type { PlannedPublication } from '../../../schemas/publication.ts';
import type { Pull } from '../../support/github/state.ts';
import { runs } from '../../support/soak.ts';
import { comment, planned, publication, Scene } from './publishing-scene.ts';
import { anyStory, expectedOf, storyOf, told } from './publishing-story.ts';
import { Turns } from './turns.ts';

/** The long form takes its time. */
const TIMEOUT_MS = runs(180_000, 3_600_000);

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene.close());

interface Runner {
  readonly plan: PlannedPublication;
  readonly publication: number;
  /** It dies instead of sending this request. */
  readonly dies?: number | null;
}

/** Lets processes publish at once, one request at a time, in this order. A dead one answers null. */
async function together(
  pull: Pull,
  runners: readonly Runner[],
  order: readonly number[],
): Promise<readonly (Published | null)[]> {
  const turns = new Turns(
    runners.map((_, index) => `runner-${index}`),
    order,
  );
  const stop = scene.github.onRequest(turns.hook);
  const all = runners.map(async ({ plan, publication: number, dies = null }, index) => {
    const who = `runner-${index}`;
    const controller = new AbortController();
    if (dies !== null) turns.onTurn(who, dies, () => controller.abort(new Error('killed')));
    const github = scene.client(who, { signal: controller.signal });
    try {
      return await scene.publish(pull, plan, {
        github,
        signal: controller.signal,
        publication: publication(number),
        patienceMs: 200,
      });
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    } finally {
      turns.leave(who);
    }
  });
  const ends = await Promise.all(all);
  stop();
  return ends;
}

const anyOrder = fc.array(fc.nat({ max: 1 }), { minLength: 40, maxLength: 60 });

it(
  'two live processes on one head post one review',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, anyOrder, async (story, order) => {
        // Annotations are added and never replaced, so that two processes at once may say them twice.
        const quiet = { ...story, annotations: 0 };
        const { pull, plan } = await storyOf(scene, quiet);

        const ends = await together(
          pull,
          [
            { plan, publication: 1 },
            { plan, publication: 2 },
          ],
          order,
        );

        expect(told(scene, pull)).toEqual(expectedOf(quiet));
        expect(ends.flatMap((end) => end?.degraded ?? [])).toEqual([]);
        const states = new Set(ends.map((end) => end?.state));
        expect(states).toEqual(new Set(plan.review === null ? ['nothing-new'] : ['adopted', 'published']));
      }),
      { numRuns: runs(8, 300) },
    );
  },
  TIMEOUT_MS,
);

it(
  'two live processes that found different things say each thing once',
  async () => {
    const concerns = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(concerns, concerns, anyOrder, async (first, second, order) => {
        const pull = scene.blank();
        const of = (numbers: readonly number[]) =>
          planned(
            scene.head,
            numbers.map((number) => comment(scene.head, `c${number}`, { line: number })),
            { check: null },
          );

        await together(
          pull,
          [
            { plan: of(first), publication: 1 },
            { plan: of(second), publication: 2 },
          ],
          order,
        );

        const all = [...new Set([...first, ...second])].map((number) => `c${number}:${number}`).toSorted();
        expect(scene.said(pull)).toEqual(all);
        expect(scene.summaries(pull)).toHaveLength(1);
        expect(scene.github.state.reviews.filter((one) => one.pull === pull && one.state === 'PENDING')).toEqual([]);
      }),
      { numRuns: runs(8, 300) },
    );
  },
  TIMEOUT_MS,
);

it(
  'one that dies while another one is at work takes nothing with it',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyStory, anyOrder, fc.integer({ min: 1, max: 25 }), async (story, order, dies) => {
        const quiet = { ...story, annotations: 0 };
        const { pull, plan } = await storyOf(scene, quiet);

        await together(
          pull,
          [
            { plan, publication: 1, dies },
            { plan, publication: 2 },
          ],
          order,
        );

        const expected = expectedOf(quiet);
        expect(told(scene, pull).said).toEqual(expected.said);
        // What the dead one could not clear away any more, the next run does, whatever it has to say itself.
        await scene.publish(
          pull,
          { ...plan, replies: [] },
          { publication: publication(3), known: [1, 2].map(publication) },
        );
        expect(told(scene, pull)).toEqual(expected);
      }),
      { numRuns: runs(8, 300) },
    );
  },
  TIMEOUT_MS,
);
