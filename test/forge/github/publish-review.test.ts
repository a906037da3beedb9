import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMarker, sealMarker } from '../../../forge/github/publish/marker.ts';
import type { PlannedComment } from '../../../schemas/publication.ts';
import { comment, planned, publication, Scene } from './publishing-scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await Scene.open();
});
afterAll(() => scene.close());

describe('where comments land', () => {
  const cases: readonly [string, (head: string) => PlannedComment, string, string][] = [
    ['a changed line', (head) => comment(head, 'c', { line: 3 }), 'c:3', 'lines'],
    ['several lines', (head) => comment(head, 'c', { start: 18, line: 21 }), 'c:21', 'lines'],
    ['a deleted line', (head) => comment(head, 'c', { side: 'old', line: 30 }), 'c:30', 'lines'],
    ['a file that is gone', (head) => comment(head, 'c', { path: 'gone.ts', side: 'old', line: 1 }), 'c:1', 'lines'],
    ['a whole file', (head) => comment(head, 'c', { line: null }), 'c:file', 'file'],
    ['a line outside of the diff', (head) => comment(head, 'c', { line: 12 }), 'c:file', 'file'],
    ['a file outside of the diff', (head) => comment(head, 'c', { path: 'same.ts', line: 1 }), 'c:body', 'body'],
    [
      'a whole file outside of the diff',
      (head) => comment(head, 'c', { path: 'same.ts', line: null }),
      'c:body',
      'body',
    ],
    ['a path that is not UTF-8', (head) => comment(head, 'c', { path: 'a\udcff.ts', line: 1 }), 'c:body', 'body'],
  ];
  it.each(cases)('%s', async (_name, of, said, as) => {
    const pull = scene.pull();

    const published = await scene.publish(
      pull,
      planned(scene.head, [of(scene.head), comment(scene.head, 'z', { line: 20 })]),
    );

    expect(published).toMatchObject({ state: 'published', degraded: [] });
    expect(scene.said(pull)).toEqual([said, 'z:20']);
    expect(published.landed).toEqual([
      { concern: 'c', as },
      { concern: 'z', as: 'lines' },
    ]);
    expect(scene.reviews(pull)).toMatchObject([{ state: 'COMMENTED', commit: scene.head }]);
  });

  it('keeps the place of a comment that lost its lines, and the body of one that lost its file', async () => {
    const pull = scene.pull();
    const comments = [
      comment(scene.head, 'lines', { start: 11, line: 12 }),
      comment(scene.head, 'body', { path: 'same.ts', line: 1 }),
    ];

    await scene.publish(pull, planned(scene.head, comments));

    const [thread] = scene.threads(pull);
    expect(readMarker(thread?.comments[0]?.body ?? '').rest).toBe('lines 11 to 12\n\nConcern lines');
    expect(readMarker(scene.reviews(pull)[0]?.body ?? '').rest).toBe(
      'What is new.\n\n---\n\n` same.ts `, line 1\n\nConcern body',
    );
  });

  it('remembers in the summary what has no thread', async () => {
    const pull = scene.pull();

    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'c', { path: 'same.ts', line: 1 })]));

    const body = scene.github.state.issueComments.find((one) => one.pull === pull)?.body ?? '';
    expect(readMarker(body).mark).toMatchObject({
      kind: 'summary',
      concerns: [{ comment: { concern: 'c' }, state: 'raised' }],
    });
  });

  it('cuts what does not fit into one body, and names it', async () => {
    const pull = scene.pull();
    const long = (concern: string) => ({
      ...comment(scene.head, concern, { path: 'same.ts', line: 1 }),
      body: `Concern ${concern}\n${'ü'.repeat(15_000)}`,
    });

    const published = await scene.publish(pull, planned(scene.head, [long('a'), long('b'), long('c')]));

    const body = scene.reviews(pull)[0]?.body ?? '';
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
    expect([...body.matchAll(/Concern (\w)(\nü)?/g)].map(([, name, rest]) => [name, rest !== undefined])).toEqual([
      ['a', true],
      ['b', true],
      ['c', false],
    ]);
    expect(published.degraded).toMatchObject([{ what: expect.stringContaining('Concern c') }]);
    expect(published.landed).toHaveLength(3);
  });
});

describe('one request where nothing is refused', () => {
  it('creates with all comments, submits, and looks in between', async () => {
    const pull = scene.pull();
    const before = scene.github.requests.length;

    await scene.publish(
      pull,
      planned(scene.head, [comment(scene.head, 'a'), comment(scene.head, 'b', { line: 20 })], {
        summary: null,
        check: null,
      }),
    );

    const requests = scene.github.requests
      .slice(before)
      .map((one) => `${one.method} ${one.operations[0] ?? one.path.replace(/.*pulls\/\d+\//, '').replace(/\d+/, 'N')}`);
    expect(requests).toEqual([
      'POST DocketLook',
      'POST reviews',
      'POST DocketLook',
      'POST reviews/N/events',
      'POST DocketLook',
    ]);
  });
});

describe('what is there already', () => {
  it('is adopted when it says the same on the same head, whoever remembers it', async () => {
    const pull = scene.pull();
    const plan = planned(scene.head, [comment(scene.head, 'a')]);
    const first = await scene.publish(pull, plan);

    const second = await scene.publish(pull, plan, { publication: publication(2) });

    expect(second).toMatchObject({
      state: 'adopted',
      reviewUrl: first.reviewUrl,
      landed: [{ concern: 'a', as: 'lines' }],
    });
    expect(scene.said(pull)).toEqual(['a:3']);
    expect(scene.reviews(pull)).toHaveLength(1);
  });

  it('is not said again, and what is new is', async () => {
    const pull = scene.pull();
    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]));

    const second = await scene.publish(
      pull,
      planned(scene.head, [comment(scene.head, 'a'), comment(scene.head, 'b', { line: 20 })]),
      { publication: publication(2) },
    );

    expect(second).toMatchObject({
      state: 'published',
      landed: [
        { concern: 'a', as: 'already-there' },
        { concern: 'b', as: 'lines' },
      ],
    });
    expect(scene.said(pull)).toEqual(['a:3', 'b:20']);
  });

  const settled = ['fixed', 'dismissed'] as const;
  it.each(settled)('is said again when it was %s on an earlier head', async (state) => {
    const pull = scene.pull();
    const { mark } = comment(scene.head, 'a');
    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]));
    const [first] = scene.threads(pull)[0]?.comments ?? [];
    if (first === undefined) throw new Error('There is no comment.');
    first.body = sealMarker({ ...mark, publication: publication(1), head: '0'.repeat(40), state });
    for (const review of scene.reviews(pull))
      review.body = sealMarker({ kind: 'review', publication: publication(1), head: '0'.repeat(40) });

    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]), { publication: publication(2) });

    expect(scene.said(pull)).toEqual(['a:3', 'a:3']);
  });

  it('is nothing when somebody edited its mark', async () => {
    const pull = scene.pull();
    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'b', { line: 20 })]));
    const [first] = scene.threads(pull)[0]?.comments ?? [];
    if (first === undefined) throw new Error('There is no comment.');
    const forged = sealMarker({ ...comment(scene.head, 'a').mark, publication: publication(1) });
    scene.github.editComment(first, 'maintainer', forged);

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]), {
      publication: publication(2),
      known: [publication(1)],
    });

    expect(published).toMatchObject({ state: 'published', landed: [{ concern: 'a', as: 'lines' }] });
  });

  it('is nothing when somebody else wrote the mark', async () => {
    const pull = scene.pull();
    const { mark } = comment(scene.head, 'a');
    const line = sealMarker({ ...mark, publication: publication(9) });
    const place = { path: 'a.ts', subject: 'line', side: 'RIGHT', line: 3, startLine: null, startSide: null } as const;
    scene.github.review(pull, 'mallory', {
      event: 'COMMENT',
      body: sealMarker({ kind: 'review', publication: publication(9), head: scene.head }),
      comments: [{ place, body: line }],
    });
    scene.github.comment(
      pull,
      'mallory',
      sealMarker({
        kind: 'summary',
        publication: publication(9),
        head: scene.head,
        base: scene.head,
        verdict: 'approved',
        complete: true,
        concerns: [],
        pausedBy: 'mallory',
      }),
    );

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]));

    expect(published).toMatchObject({ state: 'published', landed: [{ concern: 'a', as: 'lines' }] });
    expect(scene.summaries(pull)).toEqual(['', 'Summary of 1']);
  });
});

describe('a review without comments', () => {
  const said = (body: string) => ({
    ...planned(scene.head, []),
    review: { event: 'COMMENT' as const, body, comments: [] },
  });
  const cases: readonly [string, string, readonly string[], string][] = [
    ['is adopted where the log knows it', 'In other words.', [publication(1)], 'adopted'],
    ['is adopted where it says the same', 'In short.', [], 'adopted'],
    ['is posted where another one says something else', 'In other words.', [], 'published'],
  ];
  it.each(cases)('%s', async (_name, body, known, state) => {
    const pull = scene.pull();
    await scene.publish(pull, said('In short.'));

    const second = await scene.publish(pull, said(body), { publication: publication(2), known });

    expect(second).toMatchObject({ state, reviewUrl: expect.any(String) });
    expect(scene.reviews(pull)).toHaveLength(state === 'adopted' ? 1 : 2);
  });
});

describe('nothing to say', () => {
  it('makes no review', async () => {
    const pull = scene.pull();

    const published = await scene.publish(pull, planned(scene.head, []));

    expect(published).toMatchObject({ state: 'nothing-new', reviewUrl: null });
    expect(scene.reviews(pull)).toEqual([]);
    expect(scene.summaries(pull)).toEqual(['Summary of 0']);
  });
});

describe('a pending review', () => {
  const pendingOf = (pull: ReturnType<Scene['pull']>, body: string, comments: readonly string[] = []) => {
    const place = { path: 'a.ts', subject: 'line', side: 'RIGHT', line: 3, startLine: null, startSide: null } as const;
    return scene.github.review(pull, 'github-actions[bot]', {
      event: null,
      body,
      comments: comments.map((one) => ({ place, body: one })),
    });
  };
  const reviewMark = (head: string) => sealMarker({ kind: 'review', publication: publication(7), head });
  const concernMark = (concern: string) =>
    sealMarker({ ...comment(scene.head, concern).mark, publication: publication(7) });

  it('of ours on this head is taken over', async () => {
    const pull = scene.pull();
    const pending = pendingOf(pull, reviewMark(scene.head), [concernMark('a')]);

    const published = await scene.publish(
      pull,
      planned(scene.head, [comment(scene.head, 'a'), comment(scene.head, 'b', { line: 20 })]),
    );

    expect(published.state).toBe('published');
    expect(scene.said(pull)).toEqual(['a:3', 'b:20']);
    expect(scene.reviews(pull)).toEqual([pending]);
  });

  it('with a concern twice is never shown like that', async () => {
    const pull = scene.pull();
    pendingOf(pull, reviewMark(scene.head), [concernMark('a'), concernMark('a')]);
    const shown: number[] = [];
    const stop = scene.github.onRequest((request, phase) => {
      if (phase === 'before' && request.path.endsWith('/events')) shown.push(scene.threads(pull).length);
    });

    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]));

    stop();
    expect(shown).toEqual([1]);
  });

  it('of a publication that the log knows loses what is not planned any more', async () => {
    const pull = scene.pull();
    pendingOf(pull, reviewMark(scene.head), [concernMark('old'), concernMark('a')]);

    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]), { known: [publication(7)] });

    expect(scene.said(pull)).toEqual(['a:3']);
  });

  it('of a publication that nobody knows keeps it: that may be a live process', async () => {
    const pull = scene.pull();
    pendingOf(pull, reviewMark(scene.head), [concernMark('other')]);

    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a', { line: 20 })]));

    expect(scene.said(pull)).toEqual(['a:20', 'other:3']);
  });

  const unneeded: readonly [string, string, readonly string[], number][] = [
    ['that nobody needs is deleted where the log knows it', 'other', [publication(7)], 0],
    ['that nobody needs is deleted where all of it stands already', 'a', [], 0],
    ['that a live process may be filling stays', 'other', [], 1],
  ];
  it.each(unneeded)('%s', async (_name, concern, known, left) => {
    const pull = scene.pull();
    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]));
    pendingOf(pull, reviewMark(scene.head), [concernMark(concern)]);

    await scene.publish(pull, planned(scene.head, []), { publication: publication(2), known });

    expect(scene.reviews(pull).filter((one) => one.state === 'PENDING')).toHaveLength(left);
    expect(scene.said(pull)).toEqual(['a:3']);
  });

  it('of ours on another head is deleted', async () => {
    const pull = scene.pull();
    pendingOf(pull, reviewMark('0'.repeat(40)), [concernMark('old')]);

    await scene.publish(pull, planned(scene.head, []));

    expect(scene.threads(pull)).toEqual([]);
    expect(scene.github.state.reviews.filter((one) => one.pull === pull)).toEqual([]);
  });

  const strangers: readonly [string, () => readonly [string, readonly string[]]][] = [
    ['without our mark', () => ['Mine.', ['Typo']]],
    ['with our mark pasted behind other text', () => [`Mine.\n${reviewMark(scene.head)}`, []]],
    ['with our mark and a comment of somebody else', () => [reviewMark(scene.head), ['Typo']]],
  ];
  it.each(strangers)('%s is waited for, and never touched', async (_name, of) => {
    const pull = scene.pull();
    const pending = pendingOf(pull, ...of());
    const notices: string[] = [];

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]), {
      onNotice: (text) => notices.push(text),
    });

    expect(published).toMatchObject({
      state: 'failed',
      reviewUrl: null,
      landed: [],
      degraded: [{ what: expect.stringContaining('shares our identity') }],
    });
    expect(notices).toEqual([expect.stringContaining('waiting')]);
    expect(pending.state).toBe('PENDING');
    expect(scene.summaries(pull)).toEqual(['Summary of 1']);
    // What could not be said in a review stands beside the code all the same.
    expect(scene.github.state.checkRuns.findLast((run) => run.headCommit === scene.head)?.annotations).toMatchObject([
      { path: 'a.ts', start_line: 3, annotation_level: 'warning', title: 'Concern a' },
    ]);
  });

  it('that a stranger submits in time lets ours out', async () => {
    const pull = scene.pull();
    const pending = pendingOf(pull, 'Mine.', ['Typo']);
    const stop = scene.github.onRequest((request, phase) => {
      if (phase === 'after' && request.operations[0] === 'DocketLook') pending.state = 'COMMENTED';
    });

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]));

    stop();
    expect(published.state).toBe('published');
    expect(scene.said(pull)).toEqual(['a:3']);
  });
});

describe('a head that moves', () => {
  const moves: readonly [string, 'look' | 'review', () => string][] = [
    ['by a push before anything', 'look', () => scene.next],
    ['by a push while the review is pending', 'review', () => scene.next],
    ['by force before anything', 'look', () => scene.forced],
    ['by force while the review is pending', 'review', () => scene.forced],
  ];
  it.each(moves)('%s: nothing is posted', async (_name, when, to) => {
    const pull = scene.pull();
    let isMoved = false;
    const stop = scene.github.onRequest((request, phase) => {
      const isIt = when === 'look' ? phase === 'before' : phase === 'after' && request.path.endsWith('/reviews');
      if (isIt && !isMoved) scene.github.push(pull, to());
      isMoved ||= isIt;
    });

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]));

    stop();
    expect(published).toEqual({
      state: 'superseded',
      reviewUrl: null,
      summaryUrl: null,
      checkUrl: null,
      landed: [],
      degraded: [],
    });
    expect(scene.github.state.reviews.filter((one) => one.pull === pull)).toEqual([]);
    expect(scene.threads(pull)).toEqual([]);
    expect(scene.summaries(pull)).toEqual([]);
  });

  it('after the submission: the check of the reviewed commit is completed, the summary is left to the newer run', async () => {
    const pull = scene.pull();
    const stop = scene.github.onRequest((request, phase) => {
      if (phase === 'after' && request.path.endsWith('/events')) scene.github.push(pull, scene.next);
    });

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]));

    stop();
    expect(published).toMatchObject({
      state: 'published',
      summaryUrl: null,
      checkUrl: expect.any(String),
      degraded: [],
    });
    expect(scene.summaries(pull)).toEqual([]);
  });
});

describe('what a token may not do is told and keeps nothing else back', () => {
  it('no reviews: annotations stand for the comments', async () => {
    const pull = scene.pull();
    const github = scene.client('run', {
      permissions: { contents: 'read', pull_requests: 'read', issues: 'write', checks: 'write' },
    });

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a', { line: 20 })]), {
      github,
    });

    expect(published).toMatchObject({
      state: 'failed',
      landed: [],
      degraded: [{ where: expect.any(String), remedy: expect.any(String) }],
    });
    expect(scene.summaries(pull)).toEqual(['Summary of 1']);
    expect(
      scene.github.state.checkRuns.findLast((run) => run.headCommit === scene.head)?.annotations.at(-1),
    ).toMatchObject({ start_line: 20 });
  });

  it('nothing at all', async () => {
    const pull = scene.pull();
    const github = scene.client('run', { permissions: { contents: 'read', pull_requests: 'read' } });

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]), { github });

    expect(published).toMatchObject({ state: 'failed', summaryUrl: null, checkUrl: null });
    expect(published.degraded.map(({ what }) => what.split(':')[0])).toEqual([
      'The review was not posted',
      'The summary was not written',
      'The check run was not completed',
    ]);
  });

  it('an event: the review goes out as a comment', async () => {
    const pull = scene.pull();
    const plan = planned(scene.head, [comment(scene.head, 'a')]);

    const published = await scene.publish(pull, {
      ...plan,
      review: { event: 'APPROVE', body: 'Fine.', comments: plan.review?.comments ?? [] },
    });

    expect(published).toMatchObject({ state: 'published', degraded: [{ what: expect.stringContaining('APPROVE') }] });
    expect(scene.reviews(pull)).toMatchObject([{ state: 'COMMENTED' }]);
  });
});

describe('GitHub under strain', () => {
  it('a limit that ends in time is waited for, and is no refusal of a comment', async () => {
    const pull = scene.pull();
    const fault = scene.github.fault({
      when: { operation: 'DocketAddThread' },
      kind: 'secondary-limit',
      retryAfterSeconds: 1,
    });

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a', { line: null })]));

    expect(fault.hits).toBe(1);
    expect(published).toMatchObject({ landed: [{ concern: 'a', as: 'file' }], degraded: [] });
  });

  it('a limit that lasts fails the review, and the next run goes on', async () => {
    const pull = scene.pull();
    const plan = planned(scene.head, [comment(scene.head, 'a'), comment(scene.head, 'b', { line: null })]);
    const fault = scene.github.fault({
      when: { operation: 'DocketAddThread' },
      kind: 'secondary-limit',
      retryAfterSeconds: 600,
    });

    const first = await scene.publish(pull, plan);
    fault.cancel();
    const second = await scene.publish(pull, plan, { publication: publication(2) });

    expect(first).toMatchObject({ state: 'failed', degraded: [{ what: expect.stringContaining('not posted') }] });
    expect(second).toMatchObject({ state: 'published', degraded: [] });
    expect(scene.said(pull)).toEqual(['a:3', 'b:file']);
  });

  it('a submission that does not show yet is not sent again', async () => {
    const pull = scene.pull();
    const before = scene.github.requests.length;
    let isLate = false;
    const stop = scene.github.onRequest((request, phase) => {
      if (phase === 'before') return;
      const [review] = scene.reviews(pull);
      if (request.path.endsWith('/events') && review !== undefined) [review.state, isLate] = ['PENDING', true];
      else if (isLate && review !== undefined) [review.state, isLate] = ['COMMENTED', false];
    });

    const published = await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]));

    stop();
    expect(published).toMatchObject({ state: 'published', degraded: [] });
    const submissions = scene.github.requests.slice(before).filter((one) => one.path.endsWith('/events'));
    expect(submissions).toHaveLength(1);
  });
});

describe('a concern that two processes said at once', () => {
  const twice = async () => {
    const pull = scene.pull();
    await scene.publish(pull, planned(scene.head, [comment(scene.head, 'a'), comment(scene.head, 'b', { line: 20 })]));
    const [first, second] = scene.threads(pull).flatMap((thread) => thread.comments);
    if (first === undefined || second === undefined) throw new Error('There are no comments.');
    second.body = first.body;
    return { pull, second, plan: planned(scene.head, [comment(scene.head, 'a')]) };
  };

  it('stays once, the older one', async () => {
    const { pull, plan } = await twice();

    await scene.publish(pull, plan, { publication: publication(2) });

    expect(scene.said(pull)).toEqual(['a:3']);
  });

  it('stays twice where somebody answered to the younger one', async () => {
    const { pull, second, plan } = await twice();
    scene.github.reply(second, 'author', 'I see.');

    await scene.publish(pull, plan, { publication: publication(2) });

    expect(scene.said(pull)).toEqual(['a:20', 'a:3']);
  });
});

it('stops at an abort, and says why', async () => {
  const pull = scene.pull();
  const controller = new AbortController();
  const stop = scene.github.onRequest((request) => {
    if (request.path.endsWith('/reviews')) controller.abort(new Error('newer head'));
  });

  await expect(
    scene.publish(pull, planned(scene.head, [comment(scene.head, 'a')]), { signal: controller.signal }),
  ).rejects.toThrow('newer head');

  stop();
  expect(scene.reviews(pull).filter((one) => one.state !== 'PENDING')).toEqual([]);
});

it('reads every page before it writes', async () => {
  const pull = scene.pull();
  const first = planned(scene.head, [comment(scene.head, 'a')]);
  await scene.publish(pull, first);
  // What is ours is on the last page of each list.
  for (let index = 0; index < 120; index++) {
    const place = {
      path: 'b.ts',
      subject: 'file',
      side: 'RIGHT',
      line: null,
      startLine: null,
      startSide: null,
    } as const;
    scene.github.review(pull, 'chatty', { event: 'COMMENT', body: 'Hm.', comments: [{ place, body: 'Hm.' }] });
    scene.github.comment(pull, 'chatty', 'Hm.');
  }
  const { reviews, threads, issueComments } = scene.github.state;
  const ours = [...scene.reviews(pull), ...scene.threads(pull).filter((one) => one.path === 'a.ts')];
  for (const list of [reviews, threads]) toEnd<object>(list, (one) => ours.some((other) => other === one));
  toEnd(issueComments, (one) => one.pull === pull && one.author.login !== 'chatty');

  const published = await scene.publish(pull, first, { publication: publication(2) });

  expect(published).toMatchObject({ state: 'adopted', degraded: [] });
  expect(scene.said(pull)).toEqual(['a:3']);
  expect(scene.summaries(pull)).toEqual(['Summary of 1']);
});

function toEnd<T>(list: T[], isIt: (one: T) => boolean): void {
  list.push(...list.splice(0).toSorted((a, b) => Number(isIt(a)) - Number(isIt(b))));
}
