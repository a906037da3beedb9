import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { at, changedFile, opinion, State } from '../builders.ts';

const file = changedFile('src/cart.ts', [
  ' const total = sum(items);',
  '+const rate = loadRate(user.country);',
  '+return total * rate;',
]);

const NULL = [
  'loadRate may return null for an unknown country, and total * rate is then 0',
  'rate can be null: loadRate returns null when the country is unknown',
  'When the country is unknown loadRate returns null, so the total becomes zero',
];
const OTHERS = [
  'The cache is never cleared',
  'Sessions are kept for ever',
  'The lock may deadlock',
  'Passwords are logged',
];

function states(...findings: readonly Finding[]) {
  const { decisions } = coordinate(
    new State()
      .file(file)
      .findings(...findings)
      .build(),
  );
  return Object.fromEntries(decisions.map(({ finding, state }) => [finding, state]));
}

const crowd = OTHERS.map((text, index) => opinion(`other-${index}`, text));
const [first = '', second = '', third = ''] = NULL;

describe('an opinion', () => {
  it('is published when enough reviewers share it, and held back with the bar when not', () => {
    const agreed = [opinion('a', first), opinion('b', second), opinion('c', third)];
    const result = states(...agreed, ...crowd);
    const ends = agreed.map((one) => result[one.id]?.kind ?? '').toSorted();
    expect(ends).toEqual(['merged', 'merged', 'summary']);
    for (const one of crowd) {
      expect(result[one.id]).toEqual({
        kind: 'suppressed',
        reason: 'uncorroborated',
        bar: '1 of 7 reviewers; 2 needed',
      });
    }
  });

  it('needs nobody else when there is hardly anybody else', () => {
    const one = opinion('a', first);
    expect(states(one, opinion('b', 'The cache is never cleared'))[one.id]?.kind).toBe('summary');
  });

  it.each(['LGTM', 'Consider renaming this variable for readability', 'Missing tests for the happy path'])(
    'that claims no failure is held back when it stands alone: %s',
    (text) => {
      const one = opinion('a', text);
      expect(states(one)[one.id]).toMatchObject({ kind: 'suppressed', reason: 'uncorroborated' });
    },
  );

  it('gains nothing from word for word repetition', () => {
    const echoes = ['a', 'b', 'c'].map((reviewer) => opinion(reviewer, first));
    const result = states(...echoes, ...crowd);
    expect(Object.values(result).filter((state) => state.kind === 'summary')).toEqual([]);
  });

  it('has one voice in a reviewer and whoever repeats it', () => {
    const echo = opinion('b', first);
    const result = states(opinion('a', first), echo, opinion('b', second), ...crowd.slice(0, 2));
    expect(Object.values(result).filter((state) => state.kind === 'summary')).toEqual([]);
  });

  it('needs no votes when a tool with a rule says the same at a line', () => {
    const ruled = opinion('linter', first, { id: 'rule', rule: 'linter/no-null', location: at('src/cart.ts', 2) });
    const result = states(ruled, opinion('a', second), ...crowd);
    expect(result['rule']?.kind).toBe('inline');
    expect(result[opinion('a', second).id]).toEqual({ kind: 'merged', into: 'rule' });
  });

  it('is shown at the line that its words quote', () => {
    const one = opinion('a', 'The call `loadRate(user.country)` fails for guests');
    expect(states(one)[one.id]).toEqual({ kind: 'inline', at: at('src/cart.ts', 2) });
  });
});

it('lets half of the reviewers suffice, however clear something else is', () => {
  const clear = ['a', 'b', 'c', 'd'].map((name, index) =>
    opinion(name, `${NULL[index % 3]} (${name})`, { id: `clear-${name}` }),
  );
  const half = ['c', 'd'].map((name) =>
    opinion(name, `The deadlock of the ledger lock blocks ${name}`, { id: `half-${name}` }),
  );
  const result = states(...clear, ...half);
  expect(['half-c', 'half-d'].map((id) => result[id]?.kind ?? '').toSorted()).toEqual(['merged', 'summary']);
});
