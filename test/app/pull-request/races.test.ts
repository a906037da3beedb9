import { afterEach, expect, test } from 'vitest';
import { workflowRunEvent } from '../../support/action-event.ts';
import { EVAL, Scene, SHELL, type Wish } from './scene.ts';

const RUN = 'Computed text is run as code';
const ONE: Wish = { change: { 'src/run.ts': EVAL } };

const scenes: Scene[] = [];

async function open(wish: Wish = ONE): Promise<Scene> {
  const scene = await Scene.open(wish);
  scenes.push(scene);
  return scene;
}

afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.close();
});

/** Pushes once, before the first request that fits. */
function pushBefore(scene: Scene, path: RegExp): void {
  const stop = scene.github.onRequest((request, phase) => {
    if (phase !== 'before' || !path.test(request.path)) return;
    stop();
    scene.push({ 'src/clean.ts': SHELL });
  });
}

test('a push while the review is made: nothing is said of the old head, and its check ends', async () => {
  const scene = await open();
  const old = scene.pull.headCommit;
  pushBefore(scene, /git-upload-pack$/);
  await expect(scene.happened('opened')).resolves.toMatchObject({ kind: 'superseded', published: null });
  expect(scene.reviews()).toEqual([]);
  expect(scene.comments()).toEqual([]);
  expect(scene.check(old)).toMatchObject({ status: 'completed', conclusion: 'failure', title: /moved on/ });
  expect(scene.log((log) => log.runs({ limit: 1 })[0]?.state)).toBe('aborted');
});

test('a push while a finding is dismissed: the dismissal holds, and is answered', async () => {
  const scene = await open();
  await scene.happened('opened');
  pushBefore(scene, /permission$/);
  await expect(scene.answers(RUN, 'grace', '/docket dismiss it is ours')).resolves.toMatchObject({ kind: 'commanded' });
  expect(scene.threads()).toEqual({ [RUN]: 'dismissed' });
  expect(scene.repliesIn(RUN)).toHaveLength(1);
});

test('a dismissal that was interrupted before its answer is taken up, not done twice', async () => {
  const scene = await open();
  await scene.happened('opened');
  const comment = scene.github.reply(scene.thread(RUN), 'grace', '/docket dismiss it is ours');
  const payload = scene.github.payloads.reviewComment(comment);
  const fault = scene.github.fault({
    when: { method: 'POST', path: /\/replies$/ },
    times: 50,
    kind: 'status',
    status: 500,
  });
  await scene.deliver('pull_request_review_comment', payload).catch(() => null);
  fault.cancel();
  expect(scene.repliesIn(RUN)).toEqual([]);
  await scene.deliver('pull_request_review_comment', payload);
  expect(scene.repliesIn(RUN)).toEqual([expect.stringContaining('is dismissed by `grace`')]);
  expect(scene.outcomes()).toEqual(['dismissed · grace · it is ours · write']);
  expect(scene.check()).toMatchObject({ conclusion: 'success' });
});

test('the end of a workflow names a fork; the pull request is found by its head, or none is reviewed', async () => {
  const scene = await open({ ...ONE, fork: true });
  const payload = workflowRunEvent(scene.github, scene.pull);
  await expect(scene.deliver('workflow_run', payload)).resolves.toMatchObject({ kind: 'reviewed' });
  expect(scene.threads()).toEqual({ [RUN]: 'raised' });
  scene.push({ 'src/clean.ts': SHELL });
  await expect(scene.deliver('workflow_run', payload)).rejects.toThrow('no open pull request has this head');
});

test('somebody who edits our comment dismisses nothing by it', async () => {
  const scene = await open();
  await scene.happened('opened');
  const [comment] = scene.thread(RUN).comments;
  if (comment === undefined) throw new Error('the thread is empty');
  const forged = comment.body.replace(/^<!-- docket (\S+) -->/, (_line, data: string) => {
    const mark = JSON.parse(Buffer.from(data, 'base64url').toString('utf8')) as object;
    const dismissed = { ...mark, state: 'dismissed', actor: 'ada', reason: 'no' };
    return `<!-- docket ${Buffer.from(JSON.stringify(dismissed)).toString('base64url')} -->`;
  });
  expect(forged).not.toBe(comment.body);
  scene.github.editComment(comment, 'ada', forged);
  scene.push({ 'src/other.ts': 'export const other = 1;\n' });
  await scene.happened('synchronize');
  expect(scene.check()).toMatchObject({ conclusion: 'failure', title: /1 critical/ });
  expect(scene.notices.join('\n')).toContain('somebody edited a comment of ours');
});
