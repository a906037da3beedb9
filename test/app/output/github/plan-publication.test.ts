import { describe, expect, it, test } from 'vitest';
import { planPublication } from '../../../../app/output/github/plan-publication.ts';
import type { PublicationFacts } from '../../../../app/output/github/publication-facts.ts';
import { PlannedPublication } from '../../../../schemas/publication.ts';
import type { RememberedConcern, ReviewComment, Verdict } from '../../../../schemas/review.ts';
import { aComment, anOutput } from '../build-review-output.ts';
import { aReply, aSummaryMark, aThread, HEAD, numbered, remembered, someFacts } from './build-publication.ts';

const NOTE = 'its quote is gone from `src/user.ts`';

function plan(
  of: {
    readonly comments?: readonly ReviewComment[];
    readonly known?: readonly RememberedConcern[];
    readonly verdict?: Verdict;
    readonly incomplete?: readonly string[];
  },
  facts: Partial<PublicationFacts> = {},
) {
  const { comments = [], known, verdict = 'approved', incomplete = [] } = of;
  const review = {
    verdict,
    incompleteReasons: [...incomplete],
    ...(known === undefined ? {} : { remembered: [...known] }),
  };
  const planned = planPublication(anOutput({ comments, review }), someFacts(facts));
  expect(PlannedPublication.parse(planned)).toEqual(planned);
  return planned;
}

const withThreads = (...threads: PublicationFacts['conversation']['threads']) => ({
  conversation: { threads, summary: null },
});

describe('the comments of a review', () => {
  test.each([
    ['lines', numbered(1), { kind: 'lines', at: aComment().location }],
    [
      'removed lines',
      numbered(1, { location: { path: 'a', side: 'old', startLine: 2, endLine: 4 } }),
      { kind: 'lines', at: { path: 'a', side: 'old', startLine: 2, endLine: 4 } },
    ],
    ['a file', numbered(1, { placement: 'file' }), { kind: 'file', path: 'src/user.ts' }],
    [
      'a file without lines',
      numbered(1, { location: { path: 'a', side: 'new', startLine: null, endLine: null } }),
      { kind: 'file', path: 'a' },
    ],
  ])('stand at %s', (_name, comment, place) => {
    const { review, summary } = plan({ comments: [comment] });
    expect(review?.comments.map((one) => one.place)).toEqual([place]);
    expect(review?.event).toBe('COMMENT');
    expect(summary?.mark.concerns).toEqual([]);
  });

  test.each([
    ['the summary', numbered(1, { placement: 'summary' })],
    ['no place', numbered(1, { location: null, placement: 'summary' })],
    [
      'a name that cannot be said to GitHub',
      numbered(1, { location: { path: 'a\udc80', side: 'new', startLine: 1, endLine: 1 } }),
    ],
  ])('are told in the summary where they belong to %s', (_name, comment) => {
    const { review, summary } = plan({ comments: [comment] });
    expect(review).toBeNull();
    expect(summary?.body).toContain('Finding number 1');
    expect(summary?.body).toContain('decides what the database runs');
    expect(summary?.mark.concerns.map((one) => [one.comment.concern, one.state])).toEqual([['c-1', 'raised']]);
  });

  it('carry a mark without prose', () => {
    const comment = numbered(1, { replacement: 'x', failureScenario: { description: 'd' } });
    const [planned] = plan({ comments: [comment] }).review?.comments ?? [];
    expect(planned?.mark).toMatchObject({
      head: HEAD,
      state: 'raised',
      comment: { concern: 'c-1', explanation: '', failureScenario: null, replacement: null },
    });
  });

  it('are not made a second time where a thread has the concern', () => {
    const comment = numbered(1);
    for (const known of [undefined, []]) {
      const { review, updates } = plan({ comments: [comment], ...(known && { known }) }, withThreads(aThread(comment)));
      expect(review).toBeNull();
      expect(updates).toEqual([]);
    }
  });

  it('go into the old thread where the concern was settled and came back as new', () => {
    const thread = aThread(numbered(1), { mark: { state: 'fixed', reason: 'gone' } });
    const { review, updates } = plan(
      { comments: [numbered(1, { title: 'New words' })], known: [] },
      withThreads(thread),
    );
    expect(review).toBeNull();
    expect(updates).toMatchObject([
      {
        thread: thread.id,
        comment: 7,
        resolve: false,
        mark: { state: 'raised', head: HEAD, publication: thread.mark.publication },
      },
    ]);
    expect(updates[0]?.body).toMatch(
      /^\*\*Raised again\*\* at `bbbbbbbbbb`\n\n---\n\n> \[!WARNING\]\n> \*\*New words\*\*/,
    );
  });
});

describe('votes', () => {
  const yes = { requestChanges: true, approve: true };
  const before = (verdict: Verdict, head = 'd'.repeat(40)) => ({
    conversation: { threads: [], summary: { mark: aSummaryMark({ verdict, head }) } },
  });
  test.each([
    ['approved', { event: yes }, 'APPROVE'],
    ['approved', {}, null],
    ['approved', { event: yes, ...before('approved') }, 'APPROVE'],
    ['approved', { event: yes, ...before('approved', HEAD) }, null],
    ['approved', { event: yes, breakGlass: { actor: 'a', reason: 'r' } }, null],
    ['significant_concerns', { event: yes }, 'REQUEST_CHANGES'],
    ['significant_concerns', {}, null],
    ['significant_concerns', { event: yes, ...before('significant_concerns') }, null],
    ['significant_concerns', { event: yes, breakGlass: { actor: 'a', reason: 'r' } }, null],
    ['approved_with_comments', { event: yes }, null],
    ['incomplete', { event: yes }, null],
  ] as const)('%s under %j is %s', (verdict, facts, event) => {
    expect(plan({ verdict }, facts).review?.event ?? null).toBe(event);
  });

  it('are not cast on what is not complete', () => {
    expect(plan({ verdict: 'approved', incomplete: ['nobody read it'] }, { event: yes }).review).toBeNull();
  });
});

describe('the check', () => {
  test.each([
    ['approved', 'success'],
    ['approved_with_comments', 'success'],
    ['minor_issues', 'success'],
    ['significant_concerns', 'failure'],
    ['incomplete', 'failure'],
  ] as const)('of %s is %s', (verdict, conclusion) => {
    expect(plan({ verdict }).check?.conclusion).toBe(conclusion);
    expect(plan({ verdict }, { breakGlass: { actor: 'ann', reason: 'on fire' } }).check).toMatchObject({
      conclusion: 'success',
      title: expect.stringMatching(/^Break glass by ann: on fire \(/) as unknown,
    });
  });

  it('never passes what is not complete', () => {
    const { check, summary } = plan({ verdict: 'minor_issues', incomplete: ['nobody read it'] });
    expect(check).toMatchObject({ conclusion: 'failure', title: 'Minor issues: no findings, not complete' });
    expect(summary?.mark.complete).toBe(false);
  });

  it('annotates what counts and has no comment on its lines, and nothing else', () => {
    const at = (placement: ReviewComment['placement'], startLine: number | null, side: 'old' | 'new' = 'new') => ({
      placement,
      location: { path: 'a.ts', side, startLine, endLine: startLine },
    });
    const comments = [
      numbered(1),
      numbered(2, { ...at('summary', 4), severity: 'critical' }),
      numbered(3, at('summary', null)),
      numbered(4, { ...at('file', 9), severity: 'suggestion' }),
      numbered(5, at('file', null)),
      numbered(6, at('summary', 4, 'old')),
      numbered(7, { placement: 'summary', location: null }),
    ];
    const known = [
      remembered(numbered(8, at('summary', 11)), 'standing'),
      remembered(numbered(9, at('inline', 12)), 'standing'),
      remembered(numbered(10, at('summary', 13)), 'dismissed'),
      remembered(numbered(11, at('summary', 14)), 'unknown'),
    ];
    const { check } = plan({ comments, known });
    expect(check?.annotations.map(({ title, startLine, level }) => [title.slice(15), startLine, level])).toEqual([
      ['2', 4, 'failure'],
      ['3', 1, 'warning'],
      ['4', 9, 'notice'],
      ['8', 11, 'warning'],
      ['11', 14, 'warning'],
    ]);
  });
});

describe('what was published before', () => {
  const one = numbered(1);

  test.each([
    ['raised', 'standing', null],
    ['raised', 'claimed', null],
    ['raised', 'unknown', null],
    ['raised', 'fixed', 'fixed'],
    ['raised', 'dismissed', 'dismissed'],
    ['fixed', 'fixed', null],
    ['fixed', 'standing', 'raised'],
    ['fixed', 'unknown', null],
    ['dismissed', 'dismissed', null],
    ['claimed', 'fixed', 'fixed'],
    ['claimed', 'standing', null],
  ] as const)('%s and now %s: our comment becomes %s', (before, now, after) => {
    const thread = aThread(one, { mark: { state: before } });
    const { updates, review } = plan({ known: [remembered(one, now, NOTE)] }, withThreads(thread));
    expect(updates.map(({ mark }) => mark.state)).toEqual(after === null ? [] : [after]);
    expect(updates.map(({ resolve }) => resolve)).toEqual(after === null ? [] : [after !== 'raised']);
    expect(review).toBeNull();
  });

  it('says at which commit it was fixed, keeps its text, and offers no click any more', () => {
    const [update] = plan({ known: [remembered(one, 'fixed', NOTE)] }, withThreads(aThread(one))).updates;
    expect(update?.body).toMatchInlineSnapshot(`
      "**Fixed** at \`bbbbbbbbbb\`: its quote is gone from \`src/user.ts\`

      ---

      **warning** — **Finding number 1**

      Why.

      \`\`\`
      better
      \`\`\`

      foot"
    `);
    expect(update?.mark).toMatchObject({ state: 'fixed', actor: null, reason: NOTE, head: 'd'.repeat(40) });
  });

  it('says who dismissed it and why, in words that notify nobody', () => {
    const mark = { state: 'claimed', actor: 'bob', reason: '@team see #1 <img src=x>\n/merge' } as const;
    const thread = aThread(one, { isResolved: true, mark });
    const [update] = plan({ known: [remembered(one, 'dismissed')] }, withThreads(thread)).updates;
    expect(update?.body.split('\n')[0]).toBe(
      '**Dismissed** by `bob`: @&#8203;team see #&#8203;1 &lt;img src=x> /merge',
    );
    expect(update?.resolve).toBe(false);
    expect(update?.mark).toMatchObject({ state: 'dismissed', actor: 'bob' });
  });

  it.each(['\n', '\r\n'])('has one status, however often it changes, with line ends of %j', (end) => {
    const fixed = plan({ known: [remembered(one, 'fixed', NOTE)] }, withThreads(aThread(one))).updates[0];
    const thread = aThread(one, { body: (fixed?.body ?? '').replaceAll('\n', end), mark: { state: 'fixed' } });
    const back = plan({ known: [remembered(one, 'standing', 'found again')] }, withThreads(thread)).updates[0];
    expect(back?.body).toMatch(/^\*\*Back\*\* at `bbbbbbbbbb`: found again\n\n---\n\n\*\*warning\*\*/);
    expect(back?.body.match(/^---$/gm)).toHaveLength(1);
  });

  it('that somebody else edited is told in the summary', () => {
    const tampered = ['https://github.com/acme/shop/pull/5#discussion_r9', 'x](http://evil.example)'];
    const body = plan({}, { conversation: { threads: [], summary: null, tampered } }).summary?.body;
    expect(body).toContain('2 comments of ours were edited by somebody else');
    expect(body).toContain('([here](https://github.com/acme/shop/pull/5#discussion_r9))');
    expect(body).not.toContain('evil');
  });

  it('fits again, whatever stood there', () => {
    const thread = aThread(one, { body: `**warning** — x\n\n${'y'.repeat(65_000)}` });
    const [update] = plan({ known: [remembered(one, 'fixed', NOTE)] }, withThreads(thread)).updates;
    expect(update?.body).toMatch(
      /^\*\*Fixed\*\* at `bbbbbbbbbb`: .*\n\n---\n\n> \[!WARNING\]\n> \*\*Finding number 1\*\*$/,
    );
  });

  it('stays in the mark of the summary where it has no thread', () => {
    const listed = (at: number, state: 'raised' | 'dismissed' | 'claimed') => {
      const {
        kind: _kind,
        publication: _publication,
        head: _head,
        ...rest
      } = aThread(numbered(at), { mark: { state, actor: 'ann', reason: 'why' } }).mark;
      return rest;
    };
    const summary = {
      mark: aSummaryMark({
        concerns: [
          listed(1, 'raised'),
          listed(2, 'dismissed'),
          listed(3, 'claimed'),
          listed(4, 'raised'),
          listed(5, 'raised'),
        ],
      }),
    };
    const known = [
      remembered(numbered(1), 'standing'),
      remembered(numbered(2), 'dismissed'),
      remembered(numbered(3), 'standing'),
      remembered(numbered(4), 'fixed', NOTE),
    ];
    const { mark, body } = plan({ known }, { conversation: { threads: [], summary } }).summary ?? {};
    expect(mark?.concerns.map((at) => [at.comment.concern, at.state, at.actor])).toEqual([
      ['c-1', 'raised', null],
      ['c-5', 'raised', 'ann'],
      ['c-3', 'claimed', 'ann'],
      ['c-2', 'dismissed', 'ann'],
      ['c-4', 'fixed', null],
    ]);
    expect(body).toMatch(
      /Still standing\*\* \(2\)[^]*Dismissed\*\* \(1\)[^]*`ann`: why[^]*Fixed\*\* since the last review \(1\)/,
    );
  });
});

describe('an answer', () => {
  const one = numbered(1);
  const answers = (state: RememberedConcern['state'], thread: Parameters<typeof aThread>[1]) =>
    plan({ known: [remembered(one, state)] }, withThreads(aThread(one, thread))).replies;

  test.each([
    ['standing', { replies: [aReply('I disagree')] }, 1],
    ['standing', { replies: [aReply("won't fix")] }, 1],
    ['standing', { replies: [aReply('I disagree')], isResolved: true }, 1],
    ['unknown', { replies: [aReply('I disagree')] }, 1],
    ['claimed', { replies: [aReply('I disagree')] }, 1],
    ['claimed', { replies: [aReply('I disagree')], isResolved: true }, 0],
    ['claimed', { replies: [aReply("won't fix")] }, 0],
    ['standing', { replies: [aReply('thanks')] }, 0],
    ['standing', { replies: [] }, 0],
    ['standing', { replies: [aReply('I disagree'), aReply('really, I disagree')] }, 1],
    ['standing', { replies: [aReply('I disagree')], answered: true }, 0],
    ['standing', { replies: [aReply('I disagree', { isBot: true })] }, 0],
    ['standing', { replies: [aReply('I disagree', { isViewer: true })] }, 0],
    ['fixed', { replies: [aReply('I disagree')] }, 0],
    ['dismissed', { replies: [aReply('I disagree')] }, 0],
  ] as const)('in a thread that is %s with %j: %i', (state, thread, count) => {
    expect(answers(state, thread)).toHaveLength(count);
  });

  it('says why it stands, what would refute it and how to dismiss it', () => {
    const [answer] = answers('standing', { replies: [aReply('I disagree')] });
    expect(answer?.mark).toEqual({ kind: 'reply', to: 'disagreement:c-1', breakGlass: null });
    expect(answer?.comment).toBe(7);
    expect(answer?.body).toMatchInlineSnapshot(`
      "This is still there at \`bbbbbbbbbb\`: its quote is still in the file

      An objection alone does not settle it, so it counts in the verdict.

      *What would refute it:* a change after which \`database.query(sql)\` is gone or cannot be reached this way, or a test that takes the described way and passes.

      Who has write permission can settle it for good: \`/docket dismiss f-1 reason\`"
    `);
  });
});
