import { afterEach, expect, test } from 'vitest';
import { EVAL, Scene } from './scene.ts';

const opened: Scene[] = [];
afterEach(async () => {
  for (const scene of opened.splice(0)) await scene.close();
});

async function open(): Promise<Scene> {
  const scene = await Scene.open({ change: { 'src/run.ts': EVAL } });
  opened.push(scene);
  return scene;
}

test('a review that GitHub kept out leaves no check waiting', { timeout: 60_000 }, async () => {
  const scene = await open();
  // It is read when the work begins, when it is remembered, and when the review is written: the last one fails for good.
  const fault = scene.github.fault({ when: { operation: 'DocketThreads' }, nth: 3, times: 3, kind: 'status' });

  const handled = await scene.happened('opened');
  fault.cancel();

  expect(handled).toMatchObject({ kind: 'reviewed', exit: { code: 4 }, published: null });
  expect(scene.check()).toMatchObject({ status: 'completed', conclusion: 'failure' });
});
