import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Conversation, OwnThread } from '../../../forge/github/read/conversation.ts';
import { type LoggedMemory, memoryOf, newClaims } from '../../../app/pull-request/memory.ts';
import type { KnownConcern } from '../../../schemas/memory.ts';
import type { Outcome } from '../../../schemas/outcome.ts';
import { aMark, aSummaryMark, aThread, numbered } from '../output/github/build-publication.ts';

const row = (at: number) => `0190f3a4-0000-7000-8000-${String(at).padStart(12, '0')}`;
const COMMENT = numbered(1);
const AT = '2026-01-01T00:00:00.000Z';
const EMPTY: LoggedMemory = { comments: [], rejected: [], outcomes: [] };

type ThreadWish = Partial<Omit<OwnThread, 'mark'>> & { readonly mark?: Parameters<typeof aMark>[1] };

function thread({ mark, ...rest }: ThreadWish = {}, comment = COMMENT): OwnThread {
  const { replies: _, ...base } = aThread(comment);
  return {
    ...base,
    replies: [],
    resolvedBy: null,
    reactions: [],
    ...rest,
    mark: aMark(comment, { publication: row(5), ...mark }),
  };
}

function conversation(threads: readonly OwnThread[], summary: Conversation['summary'] = null): Conversation {
  return { viewer: { login: 'docket[bot]', databaseId: 1 }, threads, summary, replies: [], tampered: [] };
}

const said = (body: string, author: string | null = 'ada', about: Partial<OwnThread['replies'][number]> = {}) => ({
  author,
  isBot: false,
  isViewer: false,
  body,
  at: AT,
  ...about,
});

const dismissed = (run: number): LoggedMemory['outcomes'][number] => ({
  run: row(run),
  outcome: { concern: COMMENT.concern, kind: 'dismissed', actor: 'grace', reason: 'a test', role: 'write', at: AT },
});

function known(
  threads: readonly OwnThread[],
  logged: Partial<LoggedMemory> = {},
  summary: Conversation['summary'] = null,
) {
  return memoryOf({ conversation: conversation(threads, summary), logged: { ...EMPTY, ...logged }, since: null }).known;
}

describe('the state of a concern', () => {
  const RAISED: Partial<KnownConcern> = { state: 'raised', actor: null, reason: null };
  const table: readonly (readonly [name: string, thread: ThreadWish, state: Partial<KnownConcern>])[] = [
    ['nobody said anything', {}, RAISED],
    ['"won\'t fix"', { replies: [said("won't fix")] }, { state: 'claimed', actor: 'ada', reason: "won't fix" }],
    [
      'two replies: the last counts',
      { replies: [said('hm'), said('fixed', 'bob')] },
      { state: 'claimed', actor: 'bob', reason: 'fixed' },
    ],
    ['a reply of a bot', { replies: [said('lgtm', 'x[bot]', { isBot: true })] }, RAISED],
    ['a reply of ours', { replies: [said('it stands', 'docket[bot]', { isViewer: true })] }, RAISED],
    ['a reply of somebody who is gone', { replies: [said('no', null)] }, RAISED],
    ['a question by command', { replies: [said('/docket explain')] }, RAISED],
    [
      'a dismissal without the right to it',
      { replies: [said('/docket dismiss it is fine')] },
      { state: 'claimed', actor: 'ada' },
    ],
    [
      'resolved by a person',
      { isResolved: true, resolvedBy: 'ada' },
      { state: 'claimed', actor: 'ada', reason: 'resolved the thread' },
    ],
    ['resolved by us', { isResolved: true, resolvedBy: 'docket[bot]' }, RAISED],
    ['a thumb down', { reactions: [{ author: 'ada', content: 'THUMBS_DOWN' }] }, { state: 'claimed', actor: 'ada' }],
    ['a thumb up', { reactions: [{ author: 'ada', content: 'THUMBS_UP' }] }, RAISED],
    ['a thumb down of ours', { reactions: [{ author: 'docket[bot]', content: 'THUMBS_DOWN' }] }, RAISED],
    [
      'dismissed in the mark, whatever is said',
      { mark: { state: 'dismissed', actor: 'grace', reason: 'a test' }, replies: [said('no!')] },
      { state: 'dismissed', actor: 'grace', reason: 'a test' },
    ],
    [
      'fixed in the mark, and resolved',
      { mark: { state: 'fixed' }, isResolved: true, resolvedBy: 'ada' },
      { state: 'fixed', actor: null },
    ],
  ];
  test.each(table)('%s', (_name, wish, state) => {
    expect(known([thread(wish)])).toEqual([expect.objectContaining(state)]);
  });

  test('a long claim is cut, and stays on one line', () => {
    const [concern] = known([thread({ replies: [said(`a\nb ${'x'.repeat(5000)}`)] })]);
    expect(concern?.reason).toMatch(/^a b x+ …$/);
    expect(concern?.reason?.length).toBeLessThan(1100);
  });
});

describe('GitHub and the log together', () => {
  const logged = (publication: number, comment = COMMENT) => ({ comment, blob: null, publication: row(publication) });
  const full = { ...COMMENT, explanation: 'the whole story' };

  test('the log alone knows what stood in a comment that somebody deleted', () => {
    expect(known([], { comments: [logged(3)] })).toMatchObject([
      { comment: { concern: COMMENT.concern }, state: 'raised' },
    ]);
  });

  test('the log gives the prose, GitHub the state', () => {
    const [concern, ...more] = known([thread({ replies: [said('no')] })], { comments: [logged(5, full)] });
    expect(concern).toMatchObject({ state: 'claimed', comment: { explanation: 'the whole story' } });
    expect(more).toEqual([]);
  });

  test('a dismissal in the log holds where the comment does not tell it', () => {
    expect(known([], { comments: [logged(3)], outcomes: [dismissed(4)] })).toMatchObject([
      { state: 'dismissed', actor: 'grace', reason: 'a test' },
    ]);
  });

  test('what was raised again after a dismissal is not dismissed, and people are still heard', () => {
    const again = thread({ mark: { publication: row(2), state: 'raised' }, replies: [said('no')] });
    const [concern] = known([again], { comments: [logged(2), logged(6)], outcomes: [dismissed(4)] });
    expect(concern).toMatchObject({ state: 'claimed', actor: 'ada' });
  });

  test('of two threads the newer one counts', () => {
    const old = thread({ mark: { publication: row(1), state: 'dismissed', actor: 'grace', reason: 'x' } });
    const now = thread({ mark: { publication: row(9), state: 'raised' } });
    for (const threads of [
      [old, now],
      [now, old],
    ])
      expect(known(threads)).toMatchObject([{ state: 'raised' }]);
  });

  test('concerns that stand in the summary only are known', () => {
    const {
      kind: _kind,
      publication: _row,
      head: _head,
      ...concern
    } = aMark(COMMENT, { state: 'dismissed', actor: 'g', reason: 'r' });
    const summary = { comment: 1, body: '', url: '', mark: aSummaryMark({ concerns: [concern] }) };
    expect(known([], {}, summary)).toMatchObject([{ state: 'dismissed', actor: 'g', reason: 'r' }]);
  });

  test('the order in which things are read changes nothing', () => {
    const threads = [1, 2, 3, 4].map((at) => thread({ mark: { publication: row(at) } }, numbered(at)));
    const comments = [2, 3, 5].map((at) => logged(at, numbered(at)));
    const expected = known(threads, { comments });
    fc.assert(
      fc.property(
        fc.shuffledSubarray(threads, { minLength: 4 }),
        fc.shuffledSubarray(comments, { minLength: 3 }),
        (a, b) => {
          expect(known(a, { comments: b })).toEqual(expected);
        },
      ),
    );
  });
});

describe('claims for the log', () => {
  const memory = memoryOf({
    conversation: conversation([thread({ replies: [said('no')] })]),
    logged: EMPTY,
    since: null,
  });
  const claim: Outcome = { concern: COMMENT.concern, kind: 'claimed', actor: 'ada', reason: 'no', at: AT };

  test('a new one is written down', () => {
    expect(newClaims(memory, EMPTY, AT)).toEqual([claim]);
  });

  test('the same one is not written down twice, another one is', () => {
    expect(newClaims(memory, { outcomes: [{ run: row(7), outcome: claim }] }, AT)).toEqual([]);
    expect(newClaims(memory, { outcomes: [{ run: row(7), outcome: { ...claim, reason: 'yes' } }] }, AT)).toEqual([
      claim,
    ]);
  });

  test('what nobody disputes is no claim', () => {
    const quiet = memoryOf({ conversation: conversation([thread()]), logged: EMPTY, since: null });
    expect(newClaims(quiet, EMPTY, AT)).toEqual([]);
  });
});
