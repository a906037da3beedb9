import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, comment, StandInScene } from './stand-in-scene.ts';

const REVIEWS = '/pulls/1/reviews';
const ADD_THREAD = `mutation($input: AddPullRequestReviewThreadInput!) {
  addPullRequestReviewThread(input: $input) { thread { id line subjectType comments(first: 1) { nodes { state } } } }
}`;

let scene: StandInScene;
beforeEach(async () => {
  scene = await StandInScene.open();
});
afterEach(() => scene.close());

const pending = (body: object = {}) => scene.rest('POST', REVIEWS, { body: { body: 'draft', ...body } });
const submit = (id: unknown, body: object) => scene.rest('POST', `${REVIEWS}/${String(id)}/events`, { body });

describe('one pending review for each identity and pull request', () => {
  test('a second one is refused, also one that is to be submitted at once, a comment and an answer', async () => {
    const { body: first } = await pending({ comments: [comment(10)] });
    const line = scene.github.state.threads[0]?.comments[0]?.id;
    await submit(at(first, 'id'), { event: 'COMMENT' });
    await pending();

    const again = [
      await pending(),
      await pending({ event: 'COMMENT' }),
      await scene.rest('POST', '/pulls/1/comments', { body: { ...comment(10), commit_id: scene.head } }),
      await scene.rest('POST', `/pulls/1/comments/${line}/replies`, { body: { body: 'yes' } }),
    ];

    expect(again.map((one) => one.status)).toEqual([422, 422, 422, 422]);
    expect(at(again[0]?.body, 'message')).toBe('Unprocessable Entity');
    expect(at(again[0]?.body, 'errors')).toEqual(['User can only have one pending review per pull request']);
    expect(at(again[3]?.body, 'errors', 0, 'message')).toBe(
      'user_id can only have one pending review per pull request',
    );
  });

  test('another identity may have one beside it', async () => {
    await pending();
    scene.github.addUser('bea', { permission: { 'octo/project': 'read' } });
    const token = scene.github.token({ identity: { user: 'bea' } });
    const other = await scene.rest('POST', REVIEWS, { body: { body: 'mine' }, token });
    expect(at(other.body, 'state')).toBe('PENDING');
  });
});

describe('a batch of comments', () => {
  test.each([
    ['a line outside of every hunk', comment(45), 'Line could not be resolved'],
    ['a line behind the end', comment(4000), 'Line could not be resolved'],
    ['an unchanged file', comment(1, { path: 'old.txt' }), 'Path could not be resolved'],
    ['a removed line on the right side', comment(36), 'Line could not be resolved'],
    ['a range over two hunks', comment(30, { start_line: 10 }), 'Start line must be part of the same hunk as the line'],
    ['a range backwards', comment(10, { start_line: 11 }), 'Start line must precede the end line'],
  ])('with %s is refused as a whole, and nobody is named', async (_name, wrong, words) => {
    const got = await pending({ comments: [comment(10), wrong, comment(11)] });
    expect(got.status).toBe(422);
    expect(at(got.body, 'errors')).toEqual([words]);
    expect(scene.github.state.reviews).toEqual([]);
    expect(scene.github.state.threads).toEqual([]);
  });

  test('may stand on changed lines, context, removed lines and ranges over both sides', async () => {
    const got = await pending({
      comments: [
        comment(10),
        comment(7),
        comment(13),
        comment(30, { side: 'LEFT' }),
        comment(10, { start_line: 10, start_side: 'LEFT' }),
        comment(2, { path: 'new.txt', start_line: 1 }),
      ],
    });
    expect(got.status).toBe(200);
    expect(
      scene.github.state.threads.map((thread) => [thread.side, thread.startLine, thread.line, thread.position]),
    ).toEqual([
      ['RIGHT', null, 10, 5],
      ['RIGHT', null, 7, 1],
      ['RIGHT', null, 13, 8],
      ['LEFT', null, 30, 13],
      ['RIGHT', 10, 10, 5],
      ['RIGHT', 1, 2, 2],
    ]);
  });

  test('at a commit that was pushed away is refused', async () => {
    scene.github.push(scene.pull, scene.commit(scene.base, { 'a.txt': 'other\n' }));
    const got = await pending({ commit_id: scene.head });
    expect(at(got.body, 'errors')).toEqual(['Start commit oid is not part of the pull request']);
  });
});

describe('a pending review', () => {
  test('exists for its author only, in REST and in GraphQL, until it is submitted', async () => {
    const { body } = await pending({ comments: [comment(10)] });
    const id = String(at(body, 'id'));
    const stranger = scene.github.token({ identity: { user: 'ada' } });
    const seen = async (token: string) => {
      const query = `{ repository(owner: "octo", name: "project") { pullRequest(number: 1) {
        reviews(first: 5) { totalCount } reviewThreads(first: 5) { nodes { comments(first: 5) { nodes { state viewerDidAuthor } } } } } } }`;
      const graph = await scene.graph(query, {}, token);
      const pull = at(graph.body, 'data', 'repository', 'pullRequest');
      const one = await scene.rest('GET', `${REVIEWS}/${id}`, { token });
      const list = await scene.rest('GET', REVIEWS, { token });
      const comments = await scene.rest('GET', '/pulls/1/comments', { token });
      return [
        one.status,
        at(list.body, 'length'),
        at(comments.body, 'length'),
        at(pull, 'reviews', 'totalCount'),
        at(pull, 'reviewThreads', 'nodes'),
      ];
    };
    const thread = (state: string, viewerDidAuthor: boolean) => [{ comments: { nodes: [{ state, viewerDidAuthor }] } }];

    expect(await seen(scene.token)).toEqual([200, 1, 0, 1, thread('PENDING', true)]);
    expect(await seen(stranger)).toEqual([404, 0, 0, 0, []]);
    expect(at(body, 'submitted_at')).toBeUndefined();

    const done = await submit(id, { event: 'COMMENT', body: 'final' });
    expect([at(done.body, 'state'), at(done.body, 'body')]).toEqual(['COMMENTED', 'final']);
    expect(await seen(stranger)).toEqual([200, 1, 1, 1, thread('SUBMITTED', false)]);
  });

  test('shows its comments without lines and sides in the list of the review', async () => {
    const { body } = await pending({ comments: [comment(10)] });
    const list = await scene.rest('GET', `${REVIEWS}/${String(at(body, 'id'))}/comments`);
    expect(at(list.body, 0, 'path')).toBe('a.txt');
    expect(at(list.body, 0)).not.toHaveProperty('line');
  });

  test('can be deleted with its comments, once; what is submitted cannot', async () => {
    const { body } = await pending({ comments: [comment(10)] });
    const id = String(at(body, 'id'));
    const statuses = [await scene.rest('DELETE', `${REVIEWS}/${id}`), await scene.rest('DELETE', `${REVIEWS}/${id}`)];
    expect(statuses.map((one) => one.status)).toEqual([200, 404]);
    expect(scene.github.state.reviewComments).toEqual([]);

    const { body: next } = await pending();
    await submit(at(next, 'id'), { event: 'COMMENT' });
    const refused = await scene.rest('DELETE', `${REVIEWS}/${String(at(next, 'id'))}`);
    expect(at(refused.body, 'errors')).toEqual(['Can not delete a non-pending pull request review']);
    expect((await submit(at(next, 'id'), { event: 'COMMENT' })).status).toBe(422);
  });
});

describe('what GitHub refuses to submit', () => {
  test('approving by a job, unless the repository allows it', async () => {
    const refused = await pending({ event: 'APPROVE' });
    expect(at(refused.body, 'errors')).toEqual(['GitHub Actions is not permitted to approve pull requests.']);
    scene.repository.actionsMayApprove = true;
    expect(at((await pending({ event: 'APPROVE' })).body, 'state')).toBe('APPROVED');
  });

  test.each(['APPROVE', 'REQUEST_CHANGES'])('%s by the author', async (event) => {
    const token = scene.github.token({ identity: { user: 'ada' } });
    const got = await scene.rest('POST', REVIEWS, { body: { body: 'mine', event }, token });
    expect(String(at(got.body, 'errors', 0))).toMatch(/your own pull request$/);
  });

  test('a comment that says nothing, and a body of more than 65,536 characters', async () => {
    expect((await pending({ body: ' ', event: 'COMMENT' })).status).toBe(422);
    const longest = 'é'.repeat(65_536);
    const issue = (body: string) => scene.rest('POST', '/issues/1/comments', { body: { body } });
    expect([(await pending({ body: `${longest}!` })).status, (await pending({ body: longest })).status]).toEqual([
      422, 200,
    ]);
    expect([(await issue(`${longest}!`)).status, (await issue(longest)).status]).toEqual([422, 201]);
  });

  test('dismissing what is not a verdict', async () => {
    const { body } = await pending({ event: 'REQUEST_CHANGES' });
    const dismiss = (id: unknown) =>
      scene.rest('PUT', `${REVIEWS}/${String(id)}/dismissals`, { body: { message: 'fixed' } });
    expect(at((await dismiss(at(body, 'id'))).body, 'state')).toBe('DISMISSED');
    const { body: said } = await pending({ event: 'COMMENT' });
    expect(at((await dismiss(at(said, 'id'))).body, 'errors')).toEqual([
      'Can not dismiss a commented pull request review',
    ]);
  });
});

describe('threads by GraphQL', () => {
  const add = async (input: object) => (await scene.graph(ADD_THREAD, { input: { body: 'hm', ...input } })).body;

  test('stand on a line or a file of the pending review; outside of the diff there is no thread and no error', async () => {
    const { body } = await pending();
    const pullRequestReviewId = at(body, 'node_id');
    const path = 'a.txt';
    const line = await add({ pullRequestReviewId, path, line: 10 });
    const file = await add({ pullRequestReviewId, path, subjectType: 'FILE' });
    const outside = await add({ pullRequestReviewId, path, line: 45 });
    const thread = (answer: unknown) => at(answer, 'data', 'addPullRequestReviewThread', 'thread');
    expect(thread(line)).toMatchObject({ line: 10, subjectType: 'LINE', comments: { nodes: [{ state: 'PENDING' }] } });
    expect(thread(file)).toMatchObject({ line: null, subjectType: 'FILE' });
    expect(outside).toEqual({ data: { addPullRequestReviewThread: { thread: null } } });
  });

  test('may also vanish when the review is submitted', async () => {
    await scene.close();
    scene = await StandInScene.open({ offDiffThreads: 'vanish' });
    const { body } = await pending();
    const pullRequestReviewId = at(body, 'node_id');
    const made = await add({ pullRequestReviewId, path: 'a.txt', line: 45 });
    await add({ pullRequestReviewId, path: 'a.txt', line: 10 });
    expect(at(made, 'data', 'addPullRequestReviewThread', 'thread', 'line')).toBe(45);
    await submit(at(body, 'id'), { event: 'COMMENT' });
    expect(scene.github.state.threads.map((thread) => thread.line)).toEqual([10]);
  });

  test('say one pending review in a sentence', async () => {
    await pending();
    const mutation =
      'mutation($id: ID!) { addPullRequestReview(input: { pullRequestId: $id }) { pullRequestReview { id } } }';
    const { body } = await scene.graph(mutation, { id: scene.pull.nodeId });
    expect(at(body, 'errors', 0, 'message')).toBe('User can only have one pending review per pull request');
    expect(at(body, 'errors', 0, 'type')).toBe('UNPROCESSABLE');
  });
});
