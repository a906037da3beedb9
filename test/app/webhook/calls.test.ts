import { afterEach, beforeEach, expect, it } from 'vitest';
import { Scene } from '../pull-request/scene.ts';
import { handleIntent } from '../../../app/pull-request/handle-intent.ts';
import { intentOf } from '../../../app/pull-request/event.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.open();
});
afterEach(() => scene.close());

/** What counts for an hour's 5,000: git's requests do not. The clock stands, so that no slow machine asks once more. */
async function callsOf(action: string): Promise<string[]> {
  const before = scene.github.requests.length;
  const payload = scene.github.payloads.pullRequest(action, scene.pull);
  await handleIntent(intentOf('pull_request', payload), { ...scene.host(), clock: () => 0 });
  return scene.github.requests
    .slice(before)
    .filter(({ kind }) => kind !== 'git')
    .map(({ method, path, operations }) =>
      [method, operations[0] ?? path.replaceAll(/[0-9a-f]{40}|\d+/g, '…')].join(' '),
    );
}

it('a review that says something costs 11 calls, and asks nothing twice that nobody can have changed', async () => {
  const calls = await callsOf('opened');
  expect(scene.reviews()).toEqual(['COMMENTED']);
  expect(calls).toEqual([
    'POST DocketOpening',
    'GET /repos/acme/shop/commits/…/check-runs',
    'POST /repos/acme/shop/check-runs',
    'POST DocketConversation',
    'POST /repos/acme/shop/pulls/…/reviews',
    'POST DocketLook',
    'POST /repos/acme/shop/pulls/…/reviews/…/events',
    'POST DocketLook',
    'POST /repos/acme/shop/issues/…/comments',
    'POST DocketLook',
    'PATCH /repos/acme/shop/check-runs/…',
  ]);

  scene.push({ 'src/more.js': 'export const more = 1;\n' });
  const later = await callsOf('synchronize');
  expect(scene.check().status).toBe('completed');
  expect(later.length).toBeLessThanOrEqual(8);
});
