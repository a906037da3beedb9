import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Conversation } from '../../../forge/github/read/conversation.ts';
import { readConversation } from '../../../forge/github/read/read-conversation.ts';
import { readMarker } from '../../../forge/github/publish/marker.ts';
import type { ReplyMark } from '../../../schemas/publication.ts';
import type { ReviewComment, Thread } from '../../support/github/state.ts';
import { clientOf, concernMark, marked, REF, summaryMark } from './reading-scene.ts';
import { comment, StandInScene } from './stand-in-scene.ts';

const REVIEWS = '/pulls/1/reviews';
const answerTo = (to: string): ReplyMark => ({ kind: 'reply', to, breakGlass: null });

let scene: StandInScene;
beforeAll(async () => {
  scene = await StandInScene.open();
  scene.github.addUser('ada', { permission: { 'octo/project': 'write' } });
});
afterAll(() => scene.close());
beforeEach(() => {
  const { reviews, threads, reviewComments, issueComments } = scene.github.state;
  for (const list of [reviews, threads, reviewComments, issueComments]) list.length = 0;
});

/** Publishes one thread a concern, as ourselves. */
async function raise(...concerns: readonly string[]): Promise<readonly Thread[]> {
  const comments = concerns.map((concern) => comment(10, { body: marked(concernMark(concern), `About ${concern}.`) }));
  const before = scene.github.state.threads.length;
  await scene.rest('POST', REVIEWS, { body: { body: 'review', event: 'COMMENT', comments } });
  return scene.github.state.threads.slice(before);
}

const say = (body: string, token?: string) =>
  scene.rest('POST', '/issues/1/comments', { body: { body }, ...(token === undefined ? {} : { token }) });
const read = (): Promise<Conversation> =>
  readConversation(clientOf(scene), REF).then(({ conversation }) => conversation);

/** The same thread about another concern; making each by a request would take its time. */
function copyThread(thread: Thread, index: number): void {
  const copy = {
    ...thread,
    id: thread.id + index * 1000,
    nodeId: `${thread.nodeId}_${index}`,
    comments: [] as ReviewComment[],
  };
  const [opener] = thread.comments;
  const body = marked(concernMark(`c-${index}`), 'x');
  const numbers = { id: copy.id + 1, nodeId: `${opener?.nodeId}_${index}` };
  copy.comments.push({ ...present(opener), ...numbers, thread: copy, body, reactions: [] });
  scene.github.state.threads.push(copy);
  scene.github.state.reviewComments.push(...copy.comments);
}

/** Something that must be there. */
function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new TypeError('it is not there');
  return value;
}

describe('what is read of our own', () => {
  test('a thread, with what people made of it', async () => {
    const [thread] = await raise('c-1');
    const opener = present(thread?.comments[0]);
    scene.github.reply(opener, 'ada', 'I disagree.');
    scene.github.reply(opener, 'renovate[bot]', 'Beep.');
    await scene.rest('POST', `/pulls/1/comments/${opener.id}/replies`, {
      body: { body: marked(answerTo('disagreement:c-1'), 'It still stands.') },
    });
    scene.github.react(opener, 'ada', '-1');
    scene.github.resolve(present(thread), 'ada');

    const { viewer, threads, replies, summary, tampered } = await read();

    expect(viewer.login).toBe('github-actions[bot]');
    expect(threads).toEqual([
      {
        id: thread?.nodeId,
        comment: opener.id,
        body: 'About c-1.',
        mark: concernMark('c-1'),
        url: expect.stringContaining('/octo/project/pull/1#discussion_r'),
        isResolved: true,
        resolvedBy: 'ada',
        replies: [
          { author: 'ada', isBot: false, isViewer: false, body: 'I disagree.', at: expect.any(String) },
          { author: 'renovate[bot]', isBot: true, isViewer: false, body: 'Beep.', at: expect.any(String) },
          {
            author: 'github-actions[bot]',
            isBot: true,
            isViewer: true,
            body: expect.stringContaining('It still stands.'),
            at: expect.any(String),
          },
        ],
        reactions: [{ author: 'ada', content: 'THUMBS_DOWN' }],
        answered: true,
      },
    ]);
    expect([replies, summary, tampered]).toEqual([[answerTo('disagreement:c-1')], null, []]);
  });

  test('an answer about another concern does not answer this one', async () => {
    const [thread] = await raise('c-1');
    await scene.rest('POST', `/pulls/1/comments/${thread?.comments[0]?.id}/replies`, {
      body: { body: marked(answerTo('disagreement:c-2'), 'No.') },
    });
    expect((await read()).threads.map(({ answered }) => answered)).toEqual([false]);
  });

  test('a thread that we resolved ourselves was resolved by the viewer', async () => {
    const [thread] = await raise('c-1');
    scene.github.resolve(present(thread), 'github-actions[bot]');
    const { viewer, threads } = await read();
    expect(threads[0]?.resolvedBy).toBe(viewer.login);
  });

  test('the oldest summary, and the marks of all replies', async () => {
    await say(marked(summaryMark('a'.repeat(40)), 'One.'));
    await say(marked(summaryMark('d'.repeat(40)), 'Two.'));
    await say(marked(answerTo('command:7'), 'Done.'));
    const { summary, replies } = await read();
    expect([summary?.body, summary?.mark.head, replies]).toEqual(['One.', 'a'.repeat(40), [answerTo('command:7')]]);
  });

  test('a mark in place of another kind is not taken for it', async () => {
    await say(marked(concernMark('c-1'), 'A concern in the conversation.'));
    const [thread] = await raise('c-2');
    await scene.rest('POST', `/pulls/1/comments/${thread?.comments[0]?.id}/replies`, {
      body: { body: marked(summaryMark(), 'A summary in a thread.') },
    });
    const { threads, summary, replies } = await read();
    expect([threads.map(({ mark }) => mark.comment.concern), summary, replies]).toEqual([['c-2'], null, []]);
  });
});

describe('nothing is believed that', () => {
  test('somebody else pasted, in a thread, a reply or the conversation', async () => {
    const token = scene.github.token({ identity: { user: 'ada' } });
    const comments = [comment(10, { body: marked(concernMark('forged'), 'x') })];
    await scene.rest('POST', REVIEWS, { token, body: { body: 'mine', event: 'COMMENT', comments } });
    expect(scene.github.state.threads).toHaveLength(1);
    const [thread] = await raise('c-1');
    scene.github.reply(present(thread), 'ada', marked(answerTo('disagreement:c-1'), 'x'));
    scene.github.comment(scene.pull, 'ada', marked(summaryMark(), 'paused'));
    const { threads, summary, replies, tampered } = await read();
    expect(threads.map(({ mark, answered }) => [mark.comment.concern, answered])).toEqual([['c-1', false]]);
    expect([summary, replies, tampered]).toEqual([null, [], []]);
  });

  test('somebody else edited, also when the account is gone since', async () => {
    const [edited, ghost, untouched] = await raise('c-1', 'c-2', 'c-3');
    const [first, second] = [present(edited?.comments[0]), present(ghost?.comments[0])];
    scene.github.editComment(first, 'ada', marked(concernMark('c-1', { state: 'dismissed' }), 'x'));
    scene.github.editComment(second, 'ada', marked(concernMark('c-2', { state: 'dismissed' }), 'x'));
    second.editor = null;
    await say(marked(summaryMark(), 'x'));
    const own = present(scene.github.state.issueComments[0]);
    scene.github.editComment(own, 'ada', marked({ ...summaryMark(), pausedBy: 'ada' }, 'x'));
    const { threads, summary, tampered } = await read();
    expect(threads.map(({ id }) => id)).toEqual([untouched?.nodeId]);
    expect(summary).toBe(null);
    expect(tampered).toHaveLength(3);
    expect(tampered[2]).toContain('#issuecomment-');
  });

  test('a person who is called like the App edited', async () => {
    const [thread] = await raise('c-1');
    const opener = present(thread?.comments[0]);
    scene.github.editComment(opener, 'github-actions', marked(concernMark('c-1', { state: 'dismissed' }), 'x'));
    const { threads, tampered } = await read();
    expect([threads, tampered.length]).toEqual([[], 1]);
  });

  test('is quoted: the mark of a comment is its first line', async () => {
    const inner = marked(concernMark('inner'), 'x');
    await raise('c-1');
    const comments = [comment(10, { body: `text\n${inner}` }), comment(10, { body: `\`\`\`\n${inner}\n\`\`\`` })];
    await scene.rest('POST', REVIEWS, { body: { body: 'r', event: 'COMMENT', comments } });
    const [opener] = scene.github.state.threads;
    scene.github.reply(present(opener), 'ada', inner);
    expect((await read()).threads.map(({ mark }) => mark.comment.concern)).toEqual(['c-1']);
  });

  test('is pending yet', async () => {
    const comments = [comment(10, { body: marked(concernMark('c-1'), 'x') })];
    await scene.rest('POST', REVIEWS, { body: { body: 'draft', comments } });
    expect((await read()).threads).toEqual([]);
  });
});

test('what we edited ourselves is believed', async () => {
  const [thread] = await raise('c-1');
  const opener = present(thread?.comments[0]);
  const body = marked(concernMark('c-1', { state: 'fixed' }), 'Fixed.');
  await scene.rest('PATCH', `/pulls/comments/${opener.id}`, { body: { body } });
  const { threads, tampered } = await read();
  expect([threads[0]?.mark.state, threads[0]?.body, tampered]).toEqual(['fixed', 'Fixed.', []]);
});

test('every page of threads, comments, replies and reactions is read', async () => {
  const [first] = await raise('c-0');
  for (let index = 1; index < 104; index += 1) copyThread(present(first), index);
  const last = present(scene.github.state.threads.at(-1));
  const opener = present(last.comments[0]);
  for (let person = 0; person < 110; person += 1) {
    scene.github.reply(last, 'ada', `reply ${person}`);
    scene.github.react(opener, `person-${person}`, '+1');
  }
  scene.github.reply(last, 'ada', 'the last word');
  scene.github.react(opener, 'ada', '-1');
  for (let index = 0; index < 130; index += 1) scene.github.comment(scene.pull, 'ada', `comment ${index}`);
  await say(marked(summaryMark(), 'The summary.'));

  const { threads, summary } = await read();

  expect(threads.map(({ mark }) => mark.comment.concern)).toEqual(
    Array.from({ length: 104 }, (_, index) => `c-${index}`),
  );
  const newest = present(threads.at(-1));
  expect([newest.replies.length, newest.replies.at(-1)?.body]).toEqual([111, 'the last word']);
  expect([newest.reactions.length, newest.reactions.at(-1)]).toEqual([111, { author: 'ada', content: 'THUMBS_DOWN' }]);
  expect(summary?.body).toBe('The summary.');
  expect(readMarker(opener.body).mark?.kind).toBe('concern');
});
