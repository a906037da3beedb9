import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { handleIntent } from '../../../app/pull-request/handle-intent.ts';
import { intentOf } from '../../../app/pull-request/event.ts';
import { GitHubError } from '../../../forge/github/api/client.ts';
import { Scene } from './scene.ts';

let scene: Scene;
beforeEach(async () => {
  scene = await Scene.open();
});
afterEach(() => scene.close());

test('an answer that GitHub refuses is a problem of the outcome', async () => {
  scene.github.fault({ when: { method: 'POST', path: /issues\/1\/comments$/ }, times: 9, kind: 'status', status: 403 });
  const outcome = await scene.says('ada', '/docket help');
  expect(outcome).toMatchObject({ kind: 'commanded', reason: 'help' });
  expect(outcome.problems).toEqual([expect.any(GitHubError)]);
  expect(scene.comments()).toEqual([]);
});

test('a mistake of ours while answering comes out', async () => {
  const host = scene.host();
  const bug = new TypeError('a mistake of ours');
  vi.spyOn(host.github.rest.issues, 'createComment').mockRejectedValue(bug);
  const comment = scene.github.comment(scene.pull, 'ada', '/docket help');
  const intent = intentOf('issue_comment', scene.github.payloads.issueComment(comment));
  await expect(handleIntent(intent, host)).rejects.toBe(bug);
});
