import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { defineReviewer } from '../../reviewers/define-reviewer.ts';
import { BUILT_IN_REVIEWERS } from '../../reviewers/index.ts';
import type { Brief, Reviewer } from '../../reviewers/reviewer.ts';

const readme = (id: string): string =>
  readFileSync(fileURLToPath(new URL(`../../reviewers/${id}/README.md`, import.meta.url)), 'utf8');
const briefs = BUILT_IN_REVIEWERS.flatMap((reviewer) =>
  reviewer.brief ? [{ id: reviewer.id, reviewer, brief: reviewer.brief }] : [],
);
const linesOf = (brief: Brief): string[] => [
  brief.focus,
  ...brief.flag,
  ...brief.doNotFlag,
  ...Object.values(brief.severity).flat(),
];
/** A line by its words alone. */
const plain = (line: string): string =>
  line
    .toLowerCase()
    .match(/[a-z0-9]+/g)
    ?.join(' ') ?? '';

test('all seven specialists have a brief', () => {
  expect(briefs.map(({ id }) => id)).toEqual(BUILT_IN_REVIEWERS.map(({ id }) => id));
  expect(briefs).toHaveLength(7);
});

test.each(briefs)('$id: has a version, enough to go by, and a size that seven calls can bear', ({ brief }) => {
  expect(brief.version).toBeGreaterThanOrEqual(1);
  expect(brief.focus.length).toBeGreaterThan(150);
  expect(brief.flag.length).toBeGreaterThanOrEqual(7);
  // What not to flag is at least as long a list: that is where noise comes from.
  expect(brief.doNotFlag.length).toBeGreaterThanOrEqual(brief.flag.length);
  for (const examples of Object.values(brief.severity)) expect(examples.length).toBeGreaterThanOrEqual(2);
  expect(linesOf(brief).join('\n').length).toBeLessThan(8000);
});

test.each(briefs)('$id: examples of severity tell what happens, not what kind of thing it is', ({ brief }) => {
  for (const example of Object.values(brief.severity).flat())
    expect(example.split(' ').length, example).toBeGreaterThan(8);
});

test('no line stands in two briefs, nor twice in one', () => {
  const lines = briefs.flatMap(({ brief }) => linesOf(brief).map(plain));
  expect(lines.filter((line, index) => lines.indexOf(line) !== index)).toEqual([]);
});

test('what every brief shares is said once, elsewhere', () => {
  for (const { brief } of briefs) {
    expect(linesOf(brief).join('\n')).not.toMatch(
      /no findings? (?:is|are)|\bJSON\b|confidence|per mille|prompt injection|ignore (?:any )?instructions/i,
    );
  }
});

test.each(briefs)(
  '$id: each rule that a model may report is in the vocabulary and in the README',
  ({ id, reviewer, brief }) => {
    const offered = brief.rules ?? [];
    expect(offered.length).toBeGreaterThan(0);
    expect(Object.keys(reviewer.rules)).toEqual(expect.arrayContaining([...offered]));
    for (const name of offered) expect(readme(id), name).toContain(`\`${name}\``);
  },
);

const base: Reviewer = {
  id: 'mine',
  description: 'A reviewer of a test.',
  rules: { one: { summary: 'Finds one.', severity: 'warning', confidence: 500 } },
  checks: [{ id: 'c', run: async () => undefined }],
};
const brief: Brief = {
  version: 1,
  focus: 'Looks.',
  flag: ['a'],
  doNotFlag: ['b'],
  rules: ['one'],
  severity: { critical: [], warning: ['w'], suggestion: [] },
};

test('a right brief is taken as it is', () => {
  const good = { ...base, brief };
  expect(defineReviewer(good)).toBe(good);
});

test.each<[what: string, brief: unknown]>([
  ['version', { ...brief, version: 0 }],
  ['version', { ...brief, version: 1.5 }],
  ['focus', { ...brief, focus: '' }],
  ['flag', { ...brief, flag: [] }],
  ['doNotFlag', { ...brief, doNotFlag: [] }],
  ['flag', { ...brief, flag: ['a', 'a'] }],
  ['one line', { ...brief, flag: ['a\nb'] }],
  ['flag', { ...brief, flag: ['x'.repeat(601)] }],
  ['"two" is no rule', { ...brief, rules: ['two'] }],
  ['severity', { ...brief, severity: { critical: [], warning: [] } }],
  ['severity', { ...brief, severity: { ...brief.severity, blocker: ['x'] } }],
  ['tone', { ...brief, tone: 'kind' }],
])('refuses a brief with a wrong %s', (what, wrong) => {
  expect(() => defineReviewer({ ...base, brief: wrong as Brief })).toThrow(what);
});
