import { expect, test } from 'vitest';
import { boundFinding } from '../../reviewers/bound-finding.ts';
import { aFinding } from '../app/output/build-review-output.ts';

/** 4.4 MB, as a finding was once seen. */
const LINES = 'x'.repeat(43).concat('\n').repeat(100_000);
/** As much as all texts of one may have together, in characters of four bytes. */
const MOST_BYTES = 400_000;

const scenario = (text: string) => ({ description: text, command: text, expected: text, actual: text });

test.each([
  ['a title', { title: LINES }],
  ['an explanation', { explanation: LINES }],
  ['a quote', { evidence: LINES }],
  ['a quote of one line', { evidence: 'q'.repeat(4_400_000) }],
  ['a scenario', { failureScenario: scenario(LINES) }],
  ['a replacement', { replacement: LINES }],
  ['a reference', { references: [`https://acme.io/${LINES}`] }],
  ['references', { references: Array.from({ length: 100_000 }, (_, at) => `https://acme.io/${at}`) }],
  [
    'everything at once',
    { title: LINES, explanation: LINES, evidence: LINES, failureScenario: scenario(LINES), replacement: LINES },
  ],
])('%s without end is cut', (_name, told) => {
  const bounded = boundFinding(aFinding(told));
  expect(JSON.stringify(bounded).length).toBeLessThan(MOST_BYTES / 4);
  expect(boundFinding(bounded)).toEqual(bounded);
});

test('what is cut says so; a quote stays text of the file, and half a replacement is none', () => {
  const bounded = boundFinding(aFinding({ title: LINES, explanation: LINES, evidence: LINES, replacement: LINES }));
  expect([bounded.title.slice(-6), bounded.explanation.slice(-6)]).toEqual([' [cut]', ' [cut]']);
  expect(LINES.startsWith(`${bounded.evidence}\n`)).toBe(true);
  expect(bounded.replacement).toBeNull();
});

test.each(['title', 'explanation', 'evidence'] as const)('no character of the %s is cut in two', (field) => {
  for (const before of ['', '.']) {
    const bounded = boundFinding(aFinding({ [field]: before + '😀'.repeat(100_000) }));
    expect(bounded[field]?.isWellFormed()).toBe(true);
  }
});

test('what is no longer than it may be is left as it is', () => {
  const finding = aFinding({ title: 't'.repeat(500), explanation: '😀'.repeat(8_000), evidence: 'a\n'.repeat(8_000) });
  expect(boundFinding(finding)).toEqual(finding);
});
