import { expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { at, changedFile, finding, opinion, State } from '../builders.ts';

const file = changedFile('src/a.ts', [' a', '+b']);

it.each<[string, Finding, RegExp]>([
  ['a rule outside the vocabulary', finding({ rule: 'quality/unheard-of' }), /vocabulary/],
  ["another reviewer's rule", finding({ rule: 'security/rule' }), /does not belong/],
  ['a blank title', finding({ title: ' ' }), /title/],
  ['a blank quote', finding({ evidence: ' \n', location: at('src/a.ts', 1) }), /quote/],
  ['a path above the repository', finding({ location: at('../a.ts', 1) }), /not inside/],
  ['an absolute path', finding({ location: at('/etc/passwd', 1) }), /not inside/],
  ['a model without a file', finding({ location: null, origin: 'model' }), /no file/],
])('fails %s', (_, bad, reason) => {
  const state = new State()
    .file(file)
    .findings(bad)
    .report('quality', { rules: ['rule'] });
  const [decision] = coordinate(state.build()).decisions;
  expect(decision?.state).toEqual({ kind: 'failed', reason: expect.stringMatching(reason) });
  expect(decision?.fingerprint).toBeNull();
});

it('a check may speak of the change as a whole: that stands in the summary', () => {
  const whole = finding({ location: null, evidence: null });
  const state = new State()
    .file(file)
    .findings(whole)
    .report('quality', { rules: ['rule'] });
  expect(coordinate(state.build()).decisions[0]?.state).toEqual({ kind: 'summary' });
});

it('takes any rule of an outside tool, and a vocabulary with or without the reviewer in front', () => {
  const outside = opinion('tool', 'it breaks');
  for (const rules of [['rule'], ['quality/rule']]) {
    const state = new State().file(file).findings(finding(), outside).report('quality', { rules });
    expect(coordinate(state.build()).review.states.failed).toBe(0);
  }
});

it('fails a report that speaks for another reviewer', () => {
  const input = new State().file(file).findings(finding()).build();
  const reports = input.reports.map((report) => ({ ...report, reviewer: 'security' }));
  expect(coordinate({ ...input, reports }).decisions[0]?.state.kind).toBe('failed');
});

it('accounts for both of two findings with one id', () => {
  const state = new State().file(file).findings(finding(), finding({ title: 'Another thing is wrong' }));
  const { decisions } = coordinate(state.build());
  expect(decisions.map((decision) => decision.state.kind).toSorted()).toEqual(['failed', 'file']);
});
