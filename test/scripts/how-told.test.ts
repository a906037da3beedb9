import { expect, test } from 'vitest';
import type { Report } from '../../reviewers/reviewer.ts';
import { howTold } from '../../scripts/suites/how-told.ts';

const report = (over: Partial<Report>): Report => ({
  rule: 'sql-injection',
  location: { path: 'a.py', side: 'new', startLine: 4, endLine: 4 },
  evidence: null,
  title: 'A statement',
  explanation: 'Why.',
  failureScenario: { description: 'What.' },
  ...over,
});

test.each<
  [what: string, reports: readonly Report[], secrets: readonly (readonly [number, number])[], told: string | null]
>([
  ['as sure as its rule', [report({})], [], 'shown'],
  ['sure enough', [report({ confidence: 250 })], [], 'shown'],
  ['less sure', [report({ confidence: 249 })], [], 'folded'],
  ['less sure, and critical', [report({ severity: 'critical', confidence: 100 })], [], 'shown'],
  ['both ways', [report({ confidence: 200 }), report({})], [], 'shown'],
  ['on another line', [report({ location: { path: 'a.py', side: 'new', startLine: 6, endLine: 9 } })], [], null],
  [
    'as a further place',
    [
      report({
        location: { path: 'a.py', side: 'new', startLine: 1, endLine: 1 },
        explanation: 'The same at line 5: `x`.',
        confidence: 200,
      }),
    ],
    [],
    'folded',
  ],
  ['by another rule', [report({ rule: 'weak-hash' })], [], null],
  ['as a secret', [], [[5, 5]], 'shown'],
])('%s', (_, reports, secrets, told) => {
  expect(howTold(reports, { lines: [4, 5], rules: ['sql-injection'] }, secrets)).toBe(told);
});

test('what is excused is not told', () => {
  expect(howTold([report({})], { lines: null, excused: [4] }, [])).toBe(null);
});
