import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMarker } from '../../../forge/github/publish/marker.ts';
import { replyToComment } from '../../../forge/github/publish/reply.ts';
import type { PlannedPublication, PlannedUpdate } from '../../../schemas/publication.ts';
import type { Pull } from '../../support/github/state.ts';
import { comment, planned, publication, refOf, Scene } from './publishing-scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene.close());

const quiet = (of: Partial<PlannedPublication> = {}) => planned(scene.head, [], { check: null, ...of });

describe('the summary', () => {
  it('is changed, not made again, and not touched where it says the same', async () => {
    const pull = scene.pull();
    const first = await scene.publish(pull, quiet());
    const before = scene.github.requests.length;

    const same = await scene.publish(pull, quiet(), { publication: publication(1) });
    const other = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')], { check: null }), {
      publication: publication(2),
    });

    expect([same.summaryUrl, other.summaryUrl]).toEqual([first.summaryUrl, first.summaryUrl]);
    expect(scene.summaries(pull)).toEqual(['Summary of 1']);
    const writes = scene.github.requests.slice(before).filter((one) => one.path.includes('/issues/'));
    expect(writes.map(({ method }) => method)).toEqual(['PATCH']);
  });

  it('is written anew where somebody edited it', async () => {
    const pull = scene.pull();
    await scene.publish(pull, quiet());
    const posted = scene.github.state.issueComments.find((one) => one.pull === pull);
    if (posted === undefined) throw new Error('There is no summary.');
    scene.github.editComment(posted, 'maintainer', `${posted.body.split('\n')[0]}\nAll is fine.`);

    await scene.publish(pull, quiet(), { publication: publication(2) });

    expect(scene.summaries(pull)).toEqual(['Summary of 0']);
  });

  it('that two processes made stays once, the older one', async () => {
    const pull = scene.pull();
    const made: string[] = [];
    const stop = scene.github.onRequest(async (request, phase) => {
      const isOurs = phase === 'before' && request.method === 'POST' && request.path.endsWith('/comments');
      if (!isOurs || made.length > 0) return;
      made.push('other');
      await scene.publish(pull, quiet(), { publication: publication(2) });
    });

    await scene.publish(pull, quiet());

    stop();
    expect(made).toEqual(['other']);
    expect(scene.summaries(pull)).toEqual(['Summary of 0']);
  });
});

/** Publishes one comment and answers how it would be marked as fixed. */
async function fixedOn(pull: Pull, resolve: boolean): Promise<PlannedUpdate> {
  const old = comment(scene.head, 'a');
  await scene.publish(pull, planned(scene.head, [old], { check: null, summary: null }));
  const [thread] = scene.threads(pull);
  const [first] = thread?.comments ?? [];
  if (thread === undefined || first === undefined) throw new Error('There is no thread.');
  const mark = { ...old.mark, publication: publication(1), state: 'fixed' as const };
  return { thread: thread.nodeId, comment: first.id, body: 'Fixed.', mark, resolve };
}

describe('an earlier comment', () => {
  it('is edited once, and its thread resolved where the token may', async () => {
    const pull = scene.pull();
    const update = await fixedOn(pull, true);
    const github = scene.client('run', { permissions: { contents: 'write', pull_requests: 'write' } });
    await scene.publish(pull, quiet({ updates: [update] }), { github });
    const before = scene.github.requests.length;

    const again = await scene.publish(pull, quiet({ updates: [update] }), { github });

    const [thread] = scene.threads(pull);
    expect(readMarker(thread?.comments[0]?.body ?? '')).toMatchObject({ rest: 'Fixed.', mark: { state: 'fixed' } });
    expect(thread?.resolvedBy?.login).toBe('github-actions[bot]');
    expect(again.degraded).toEqual([]);
    expect(scene.github.requests.slice(before).map(({ operations }) => operations[0])).toEqual(['DocketLook']);
  });

  it('stays unresolved where the token may not, which is told and no failure', async () => {
    const pull = scene.pull();
    const update = await fixedOn(pull, true);
    const notices: string[] = [];

    const published = await scene.publish(pull, quiet({ updates: [update] }), {
      onNotice: (text) => notices.push(text),
    });

    expect(scene.threads(pull)[0]?.resolvedBy).toBeNull();
    expect(notices).toEqual([expect.stringContaining('unresolved')]);
    expect(published.degraded).toEqual([]);
  });

  it('that somebody deleted is left alone', async () => {
    const pull = scene.pull();
    const update = await fixedOn(pull, false);
    scene.github.state.threads.splice(0, scene.github.state.threads.length);

    expect(await scene.publish(pull, quiet({ updates: [update] }))).toMatchObject({ degraded: [] });
  });
});

describe('an answer', () => {
  const mark = (to: string) => ({ kind: 'reply' as const, to, breakGlass: null });

  it('is given once in a thread of somebody else, too', async () => {
    const pull = scene.pull();
    const place = { path: 'a.ts', subject: 'line', side: 'RIGHT', line: 3, startLine: null, startSide: null } as const;
    scene.github.review(pull, 'reader', {
      event: 'COMMENT',
      body: '',
      comments: [{ place, body: '/docket explain f-a' }],
    });
    const [thread] = scene.threads(pull);
    const reply = {
      ref: refOf(pull),
      comment: thread?.comments[0]?.id ?? null,
      body: 'Because.',
      mark: mark('command:1'),
    };

    await replyToComment(scene.client(), reply);
    await replyToComment(scene.client(), reply);

    expect(thread?.comments.map(({ body }) => readMarker(body).rest)).toEqual(['/docket explain f-a', 'Because.']);
  });

  it('is given once in the conversation', async () => {
    const pull = scene.pull();
    const reply = { ref: refOf(pull), comment: null, body: 'Done.', mark: mark('command:2') };

    await replyToComment(scene.client(), reply);
    await replyToComment(scene.client(), reply);

    expect(scene.github.state.issueComments.filter((one) => one.pull === pull)).toHaveLength(1);
  });

  it('is found again at the end of a long thread', async () => {
    const pull = scene.pull();
    const { comment: opener } = await fixedOn(pull, false);
    const [thread] = scene.threads(pull);
    if (thread === undefined) throw new Error('There is no thread.');
    for (let index = 0; index < 205; index++) scene.github.reply(thread, 'chatty', 'Hm.');
    const replies = [{ comment: opener, body: 'It stands.', mark: mark('disagreement:a') }];

    await scene.publish(pull, quiet({ replies }));
    await scene.publish(pull, quiet({ replies }), { publication: publication(2) });

    expect(thread.comments.filter(({ body }) => readMarker(body).mark?.kind === 'reply')).toHaveLength(1);
  });

  it('waits until no review of ours is pending', async () => {
    const pull = scene.pull();
    const { comment: opener } = await fixedOn(pull, false);
    const pending = scene.github.review(pull, 'github-actions[bot]', { event: null, body: 'Mine.', comments: [] });
    const stop = scene.github.onRequest((request, phase) => {
      if (phase === 'after' && request.path.endsWith('/replies')) pending.state = 'COMMENTED';
    });

    const published = await scene.publish(
      pull,
      quiet({ replies: [{ comment: opener, body: 'It stands.', mark: mark('disagreement:a') }] }),
    );

    stop();
    // GitHub refuses like this, and its description does not say so.
    scene.github.takeViolations();
    expect(published.degraded).toEqual([]);
    expect(scene.threads(pull)[0]?.comments.map(({ body }) => readMarker(body).rest)).toEqual([
      'Concern a',
      'It stands.',
    ]);
  });
});

describe('our request for changes', () => {
  const asked = (of: Partial<PlannedPublication> = {}) => {
    const base = planned(scene.head, [comment(scene.head, 'a')], of);
    return {
      ...base,
      review: { event: 'REQUEST_CHANGES' as const, body: 'No.', comments: base.review?.comments ?? [] },
    };
  };
  const check = (conclusion: 'success' | 'failure') => ({
    name: 'Docket',
    conclusion,
    title: 'T',
    summary: 'S',
    annotations: [],
  });
  const cases: readonly [string, Partial<PlannedPublication>, string][] = [
    ['is taken back when the check succeeds', { check: check('success') }, 'DISMISSED'],
    ['stays when it fails', { check: check('failure') }, 'CHANGES_REQUESTED'],
    ['is taken back by a better verdict without a check', { check: null }, 'DISMISSED'],
    ['stays where nothing is known', { check: null, summary: null }, 'CHANGES_REQUESTED'],
  ];
  it.each(cases)('%s', async (_name, of, state) => {
    const pull = scene.pull();
    await scene.publish(pull, asked({ check: null, summary: null }));

    const published = await scene.publish(pull, planned(scene.head, [], of), { publication: publication(2) });

    expect(published.degraded).toEqual([]);
    expect(scene.reviews(pull)).toMatchObject([{ state }]);
  });

  it('of a person is nobody else’s', async () => {
    const pull = scene.pull();
    const review = scene.github.review(pull, 'reviewer', { event: 'REQUEST_CHANGES', body: 'No.', comments: [] });

    await scene.publish(pull, planned(scene.head, [], { check: check('success') }));

    expect(review.state).toBe('CHANGES_REQUESTED');
  });
});

describe('our approval', () => {
  const check = { name: 'Docket', conclusion: 'failure' as const, title: 'T', summary: 'S', annotations: [] };
  const on = (head: string, verdict: 'approved' | 'significant_concerns', of: Partial<PlannedPublication> = {}) => {
    const plan = planned(head, [], { check, ...of });
    return plan.summary === null
      ? plan
      : { ...plan, summary: { ...plan.summary, mark: { ...plan.summary.mark, verdict } } };
  };
  const approve = { event: 'APPROVE' as const, body: 'Yes.', comments: [] };

  it.each([
    ['is taken back when a newer commit does not deserve it', true, 'significant_concerns', {}, 'DISMISSED'],
    ['is for one commit, whatever is said of the next', true, 'approved', {}, 'DISMISSED'],
    ['is taken back when the same commit does not deserve it any more', false, 'significant_concerns', {}, 'DISMISSED'],
    ['stays for its own commit', false, 'approved', {}, 'APPROVED'],
    ['stays when it is no review that is published', true, 'significant_concerns', { check: null }, 'APPROVED'],
  ] as const)('%s', async (_name, isPushed, verdict, of, state) => {
    const pull = scene.pull();
    scene.repository.actionsMayApprove = true;
    await scene.publish(pull, on(scene.head, 'approved', { review: approve }));
    scene.repository.actionsMayApprove = false;
    if (isPushed) scene.github.push(pull, scene.next);

    const head = isPushed ? scene.next : scene.head;
    const published = await scene.publish(pull, on(head, verdict, of), { publication: publication(2) });

    expect(published.degraded).toEqual([]);
    expect(scene.reviews(pull)).toMatchObject([{ state }]);
  });

  it('of a person is nobody else’s', async () => {
    const pull = scene.pull();
    const review = scene.github.review(pull, 'reviewer', { event: 'APPROVE', body: 'Yes.', comments: [] });

    await scene.publish(pull, on(scene.head, 'significant_concerns'));

    expect(review.state).toBe('APPROVED');
  });
});
