import { describe, expect, it } from 'vitest';
import { coordinate } from '../../coordinator/coordinate.ts';
import type { Finding } from '../../schemas/finding.ts';
import { at, changedFile, opinion, State } from './builders.ts';

// A finding is never held back because others did not say it.

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

function review(findings: readonly Finding[]) {
  return coordinate(
    new State()
      .file(FILE)
      .findings(...findings)
      .build(),
  );
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
