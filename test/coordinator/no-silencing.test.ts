import { describe, expect, it } from 'vitest';
import { coordinate } from '../../coordinator/coordinate.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Memory } from '../../schemas/memory.ts';
import { at, changedFile, finding, opinion, State } from './builders.ts';
import { DISMISSED, publishedOf } from './memory/memories.ts';

// A finding is never held back because others did not say it, nor because it sounds like what was answered before.

const FILE = changedFile('src/pay.ts', [
  ' export function pay(order) {',
  "+  db.run('update orders set paid = ' + order.id);",
  '+  ledger.lock(order.account);',
  '+  session.token = order.token;',
  ' }',
]);
const INJECTION = 'The order id reaches the SQL statement unescaped';
const DEADLOCK = 'Two payments lock the ledger in turn and wait for each other';
const TOKEN = 'Whoever sends an order takes over the session of its token';

const said = (reviewer: string, text: string, line: number, more: Partial<Finding> = {}): Finding =>
  opinion(reviewer, text, { severity: 'critical', confidence: 990, location: at('src/pay.ts', line), ...more });

function review(findings: readonly Finding[], memory: Partial<Memory> | null = null) {
  const state = new State().file(FILE).findings(...findings);
  return coordinate((memory === null ? state : state.memory(memory)).build());
}

const lineOf = ({ location }: { location: Finding['location'] }) => location?.startLine;

describe('a finding that nobody else reports', () => {
  it('is published, however many reviewers report something else', () => {
    const made = review([said('a', INJECTION, 2), said('b', DEADLOCK, 3), said('c', TOKEN, 4)]).review;

    expect(made).toMatchObject({ verdict: 'significant_concerns', counts: { critical: 3 }, states: { suppressed: 0 } });
  });

  it('is published by one reviewer alone and by one of twenty', () => {
    const crowd = Array.from({ length: 19 }, (_, index) => said(`r-${index}`, INJECTION, 2, { id: `r-${index}` }));

    for (const others of [[], crowd]) {
      const made = review([said('a', DEADLOCK, 3), ...others]).review;
      expect(made.comments.map(lineOf)).toContain(3);
    }
  });

  it.each([
    'The branch is not tested.',
    'Consider to rename the helper for readability.',
    'The block is duplicated code; LGTM otherwise.',
  ])('is not silenced by a sentence more: %s', (sentence) => {
    for (const explanation of [`${DEADLOCK}. ${sentence}`, `${sentence} ${DEADLOCK}.`, sentence]) {
      const made = review([said('a', DEADLOCK, 3, { explanation })]).review;
      expect(made).toMatchObject({ verdict: 'significant_concerns', states: { inline: 1 } });
    }
  });

  it.each(['finding', 'security', 'concurrency', 'sql-injection-x', 'style', 'Test-Coverage'])(
    'is not silenced by the category %s',
    (category) => {
      const others = [said('b', INJECTION, 2), said('c', TOKEN, 4)];
      const made = review([said('a', DEADLOCK, 3, { rule: `a/${category}` }), ...others]).review;
      expect(made.comments.map(lineOf)).toContain(3);
    },
  );

  it('is not hidden by an obvious one that ten report', () => {
    const words = ['reaches', 'gets into', 'is put into', 'is part of', 'changes'];
    const ten = Array.from({ length: 10 }, (_, index) =>
      said(`r-${index}`, `The order id ${words[index % 5]} the SQL statement unescaped (${index})`, 2),
    );
    const three = ['Two payments wait', 'Payments lock in turn and wait', 'The ledger is locked twice: both wait'].map(
      (text, index) =>
        said(`r-${index}`, `${text} for each other on the ledger: a deadlock`, 3, { severity: 'warning' }),
    );

    const made = review([...ten, ...three]).review;

    expect(made.states.suppressed).toBe(0);
    expect(new Set(made.comments.map(lineOf))).toEqual(new Set([2, 3]));
  });

  it('is published whatever it says: silence is for the configuration', () => {
    const made = review([opinion('a', 'LGTM', { severity: 'suggestion' })]).review;

    expect(made.states).toMatchObject({ summary: 1, suppressed: 0 });
  });
});

describe('a dismissal', () => {
  const quoting = (of: Partial<Finding>) =>
    finding({
      reviewer: 'quality',
      origin: 'model',
      location: at('src/pay.ts', 2),
      evidence: "db.run('update orders set paid = ' + order.id);",
      ...of,
    });
  const lesser = quoting({
    id: 'f-lesser',
    rule: 'quality/statement',
    severity: 'suggestion',
    title: 'The order id is put together with the SQL statement',
  });
  const graver = quoting({
    id: 'f-graver',
    reviewer: 'security',
    rule: 'security/sql-injection',
    severity: 'critical',
    title: 'The order id is put into the SQL statement: an injection',
  });
  const known = publishedOf(new State().file(FILE).findings(lesser).build(), DISMISSED);

  it('of a suggestion does not cover a critical finding in like words on its line', () => {
    const made = review([lesser, graver], { known });

    expect(made.review).toMatchObject({ verdict: 'significant_concerns', counts: { critical: 1 } });
    expect(made.decisions.map(({ finding: id, state }) => [id, state.kind])).toEqual([
      ['f-graver', 'inline'],
      ['f-lesser', 'suppressed'],
    ]);
  });

  it.each<{ what: string; of: Partial<Finding> }>([
    { what: 'an equally grave one by another rule', of: { ...graver, severity: 'suggestion', rule: 'security/other' } },
    { what: 'a graver one by its own rule', of: { severity: 'critical' } },
    { what: 'the same rule name of another reviewer', of: { reviewer: 'security', rule: 'security/statement' } },
    {
      what: 'its own rule on other code',
      of: { location: at('src/pay.ts', 3), evidence: 'ledger.lock(order.account);' },
    },
  ])('does not cover $what', ({ of }) => {
    const other = { ...lesser, ...of, id: 'f-other' };

    expect(review([other], { known }).review.comments.map(({ finding: id }) => id)).toEqual(['f-other']);
    expect(review([lesser, other], { known }).review.comments.map(({ finding: id }) => id)).toEqual(['f-other']);
  });

  it('of a remark covers the same words only, where nothing but words backs them', () => {
    const remark = said('bot', 'The account is locked for ever', 3);
    const before = publishedOf(new State().file(FILE).findings(remark).build(), DISMISSED);

    expect(review([remark], { known: before }).review.comments).toEqual([]);
    expect(review([said('bot', DEADLOCK, 3)], { known: before }).review.verdict).toBe('significant_concerns');
  });
});

describe('what was raised before', () => {
  it('does not hide a graver one by the same rule on the same code, and stands beside it', () => {
    const mild = finding({
      id: 'f-mild',
      rule: 'quality/lock',
      origin: 'model',
      location: at('src/pay.ts', 3),
      evidence: 'ledger.lock(order.account);',
      title: 'The ledger is locked',
    });
    const known = publishedOf(new State().file(FILE).findings(mild).build());
    const grave = { ...mild, id: 'f-grave', severity: 'critical', title: DEADLOCK } as const;

    const made = review([grave], { known }).review;

    expect(made).toMatchObject({
      verdict: 'significant_concerns',
      counts: { critical: 1, warning: 1 },
      comments: [{ finding: 'f-grave' }],
      remembered: [{ state: 'standing', note: 'quality found it again' }],
    });
    expect(made.comments[0]?.concern).not.toBe(known[0]?.comment.concern);
  });

  it('covers every claim that it carried, each by itself', () => {
    const text = 'The order id reaches the SQL statement unescaped';
    const both = [
      said('a', text, 2, { id: 'one', rule: 'a/injection' }),
      said('b', `${text}: an injection`, 2, { id: 'two', rule: 'b/sql' }),
    ];
    const known = publishedOf(
      new State()
        .file(FILE)
        .findings(...both)
        .build(),
    );

    const again = both.map((one) => ({ ...one, id: `${one.id}-again` }));

    expect(known).toHaveLength(1);
    expect(review(again, { known }).review).toMatchObject({ comments: [], verdict: 'significant_concerns' });
    expect(review(again.slice(1), { known }).review).toMatchObject({ comments: [], verdict: 'significant_concerns' });
  });
});
