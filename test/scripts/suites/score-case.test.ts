import { expect, test } from 'vitest';
import type { Report } from '../../../reviewers/reviewer.ts';
import type { Mark } from '../../../scripts/suites/labelled-case.ts';
import { added, isHeld, NO_SCORE, rowOf, scoreCase } from '../../../scripts/suites/score-case.ts';

const report = (line: number, more: Partial<Report> = {}): Report => ({
  rule: 'sql-injection',
  location: { path: 'a.js', side: 'new', startLine: line, endLine: line + 1 },
  evidence: 'x',
  title: 'x',
  explanation: 'x',
  ...more,
});
/** Confidence stands for what its rule is worth: from 500 on it is shown. */
const judged = (one: Report) => ({ report: one, shown: (one.confidence ?? 500) >= 500 });
const bad = (lines: Mark['lines'], more: Partial<Mark> = {}): Mark => ({ name: 'x', lines, bad: true, ...more });
const told = (
  marks: readonly Mark[],
  reports: readonly Report[],
  secrets: readonly (readonly [number, number])[] = [],
) => scoreCase({ path: 'a.js', text: '', marks }, reports.map(judged), secrets).marks.map((one) => one.told);

test('the halves are as they were when the first suite was read', () => {
  expect(
    ['app/data/allocations-dao.js', 'src/g407_2.go', 'server.js', 'app/routes/allocations.js'].map(isHeld),
  ).toEqual([false, false, true, true]);
});

test('a mark is told where a finding, a further place that it names, or a secret touches its lines', () => {
  expect(told([bad([5, 6]), bad([6, 9]), bad([7, 9]), bad([1, 4])], [report(5)])).toEqual([
    'shown',
    'shown',
    'no',
    'no',
  ]);
  expect(told([bad([20, 20])], [report(5, { explanation: 'It goes to line 20: `run(x)`.' })])).toEqual(['shown']);
  expect(told([bad([9, 9])], [report(5)], [[9, 9]])).toEqual(['shown']);
  expect(told([bad(null)], [report(5)])).toEqual(['shown']);
});

test('a finding of another file counts where it names a line of this one', () => {
  const elsewhere = { path: 'b.js', side: 'new' as const, startLine: 5, endLine: 5 };
  expect(told([bad([5, 5])], [report(5, { location: elsewhere })])).toEqual(['no']);
  const named = report(5, { location: elsewhere, explanation: 'line 8 of a.js (`f(x)`) hands it on.' });
  expect(told([bad([8, 8])], [named])).toEqual(['shown']);
});

test('what is less sure is folded, unless something else is told openly', () => {
  const folded = report(5, { confidence: 499 });
  expect(told([bad([5, 5])], [folded])).toEqual(['folded']);
  expect(told([bad([5, 5])], [folded, report(4)])).toEqual(['shown']);
});

test('rules that alone say the same, and lines that are excused', () => {
  expect(told([bad([5, 5], { rules: ['weak-hash'] })], [report(5)])).toEqual(['no']);
  expect(told([bad(null, { excused: [5] })], [report(5)])).toEqual(['no']);
});

test('findings beside all marks are counted, folded ones are not', () => {
  const loose = (line: number, confidence: number): number =>
    scoreCase({ path: 'a.js', text: '', marks: [bad([5, 5])] }, [judged(report(line, { confidence }))], []).loose;
  expect([loose(5, 900), loose(9, 900), loose(9, 499)]).toEqual([0, 1, 0]);
});

test('a row counts bad ones and good ones, each shown and folded', () => {
  const sums = [
    [true, 'shown'],
    [true, 'folded'],
    [true, 'no'],
    [false, 'shown'],
    [false, 'folded'],
    [false, 'no'],
  ] as const;
  expect(rowOf(sums.reduce((score, [isBad, how]) => added(score, isBad, how), NO_SCORE))).toBe('3 | 1 | 1 | 3 | 1 | 1');
});
