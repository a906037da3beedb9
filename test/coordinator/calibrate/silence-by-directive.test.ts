import { expect, test } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { IgnoreDirective } from '../../../schemas/ignore-directive.ts';
import { at, changedFile, finding, State } from '../builders.ts';

const directive = (more: Partial<IgnoreDirective> = {}): IgnoreDirective => ({
  path: 'a.ts',
  line: 1,
  rules: ['security/x'],
  reason: 'ours',
  covers: [2, 2],
  state: 'stood',
  untouched: true,
  note: '',
  ...more,
});
const found = (more: Partial<Finding> = {}): Finding =>
  finding({
    rule: 'security/x',
    reviewer: 'security',
    severity: 'warning',
    location: at('a.ts', 2),
    evidence: 'two',
    ...more,
  });

function review(given: IgnoreDirective, one: Finding) {
  const input = new State()
    .file(changedFile('a.ts', ['+one', '+two']))
    .source('a.ts', 'one\ntwo')
    .findings(one)
    .build();
  const { review: made, decisions } = coordinate({ ...input, changeSet: { ...input.changeSet, directives: [given] } });
  return { state: decisions[0]?.state, told: made.directives, comments: made.comments.length };
}

test('what stood silences its rule on its code, and is told with its reason', () => {
  const { state, told, comments } = review(directive(), found());
  expect(state).toEqual({
    kind: 'suppressed',
    reason: 'ignored-by-config',
    bar: 'docket-ignore at a.ts:1, which stood at the base and the default branch: ours',
  });
  expect([told?.[0]?.silenced, comments]).toEqual([1, 0]);
});

test.each<readonly [string, Partial<IgnoreDirective>, Partial<Finding>]>([
  ['the change adds it', { state: 'added', note: 'n' }, {}],
  ['the code under it is another', { state: 'changed', note: 'n' }, {}],
  ['it has no reason', { state: 'refused', note: 'n' }, {}],
  ['the function around it is touched', { untouched: false }, {}],
  [
    'the same of anything critical',
    { untouched: false, rules: ['quality/x'] },
    { rule: 'quality/x', reviewer: 'quality', severity: 'critical' },
  ],
])('%s: it silences nothing, and that is told', (_, given, one) => {
  const { told, comments } = review(directive(given), found(one));
  expect([told?.[0]?.silenced, told?.[0]?.note === '', comments]).toEqual([0, false, 1]);
});

test.each<readonly [string, Partial<IgnoreDirective>, Partial<Finding>]>([
  ['another rule', { rules: ['security/y'] }, {}],
  ['a rule that begins alike', { rules: ['security/x-y'] }, {}],
  ['another line', { covers: [1, 1] }, {}],
  [
    'more lines than it covers',
    {},
    { location: { path: 'a.ts', side: 'new', startLine: 1, endLine: 2 }, evidence: 'one\ntwo' },
  ],
  ['another file', { path: 'b.ts' }, {}],
])('%s: it does not speak of that', (_, given, one) => {
  expect(review(directive(given), found(one)).comments).toBe(1);
});

test('what is neither critical nor of security does not depend on the lines around it', () => {
  const given = directive({ untouched: false, rules: ['quality/x'] });
  expect(review(given, found({ rule: 'quality/x', reviewer: 'quality' })).comments).toBe(0);
});
