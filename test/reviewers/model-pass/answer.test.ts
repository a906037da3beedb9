import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ANSWER_SCHEMA } from '../../../reviewers/model-pass/answer.ts';
import { findingOfAnswer, findingOfUnread } from '../../../reviewers/model-pass/finding-of-answer.ts';
import type { ModelFinding } from '../../../reviewers/model-pass/model-finding.ts';
import { ModelAnswer } from '../../../reviewers/model-pass/read-model-answer.ts';
import { Finding } from '../../../schemas/finding.ts';
import { runs } from '../../support/soak.ts';
import { addedFile, changeOf, reviewerOf } from './builders.ts';

const SAID = {
  rule: 'security/wrong-result',
  severity: 'warning',
  confidence: 700,
  path: 'src/a.ts',
  side: 'new',
  startLine: 3,
  endLine: 4,
  quote: 'pay(1);',
  title: 'Pays twice',
  explanation: 'Because.',
  failureScenario: { description: 'Click twice.', command: null, expected: null, actual: 'two payments' },
  replacement: null,
  references: ['CWE-837'],
};
const REVIEWERS = [reviewerOf('security'), reviewerOf('quality')];
const hiddenPath = 'src/\u202etxt.ts';
const change = changeOf([addedFile('src/a.ts', ['pay(1);']), addedFile(hiddenPath, ['const a = "x\u200by";'])]);
const BAR = { minimumConfidence: 300, minimumSeverity: 'suggestion' } as const;
const read = (said: Record<string, unknown>): ModelFinding => {
  const [finding] = ModelAnswer.parse({ findings: [{ ...SAID, ...said }] }).findings;
  if (finding === undefined) throw new Error('it is no finding');
  return finding;
};
const convert = (said: Record<string, unknown>) =>
  findingOfAnswer(read(said), { reviewers: REVIEWERS, changeSet: change, bar: BAR });

describe('the schema of the answer', () => {
  test('asks for every key, allows no others and knows no defaults', () => {
    const text = JSON.stringify(ANSWER_SCHEMA);
    expect(text).not.toMatch(/"default"/);
    const objects: { properties: object; required: string[]; additionalProperties: boolean }[] = [];
    JSON.parse(text, (_key, value: unknown) => {
      if (typeof value === 'object' && value !== null && 'properties' in value && 'required' in value) {
        objects.push(value as (typeof objects)[number]);
      }
      return value;
    });
    expect(objects).toHaveLength(3);
    for (const one of objects) {
      expect(one.required).toEqual(Object.keys(one.properties));
      expect(one.additionalProperties).toBe(false);
    }
  });

  test('reads answers of servers that leave keys out or add some', () => {
    const { replacement: _r, references: _f, side: _s, startLine: _l, ...short } = SAID;
    const answer = ModelAnswer.parse({ findings: [{ ...short, mood: 'good' }] });
    expect(answer.findings[0]).toMatchObject({ side: 'new', startLine: 4, replacement: null, references: [] });
  });
});

describe('a finding of what a model said', () => {
  test('takes over what fits', () => {
    expect(convert({})).toEqual({
      reviewer: 'security',
      origin: 'model',
      rule: 'security/wrong-result',
      severity: 'warning',
      confidence: 700,
      location: { path: 'src/a.ts', side: 'new', startLine: 3, endLine: 4 },
      evidence: 'pay(1);',
      title: 'Pays twice',
      explanation: 'Because.',
      failureScenario: { description: 'Click twice.', actual: 'two payments' },
      replacement: null,
      references: ['CWE-837'],
    });
  });

  test.each([
    ['quality/wrong-result', 'quality', 'quality/wrong-result'],
    ['wrong-result', 'security', 'security/wrong-result'],
    ['quality/made-up', 'quality', 'quality/made-up'],
    ['release/wrong-result', 'security', 'release/wrong-result'],
    ['made up', 'security', 'security/made-up'],
    ['', 'security', 'security/no-rule'],
    ['/', 'security', 'security/-'],
    ['toString', 'security', 'security/toString'],
  ])('the rule %j belongs to %s as %s', (rule, reviewer, kept) => {
    expect(convert({ rule })).toMatchObject({ reviewer, rule: kept });
  });

  test.each([
    [7, 3, 3, 7],
    [null, 5, 5, 5],
    [5, null, 5, 5],
    [0, -1, null, null],
    [1.5, 2, 2, 2],
    [1e300, 1e300, null, null],
  ])('lines %j to %j become %j to %j', (startLine, endLine, first, last) => {
    expect(convert({ startLine, endLine }).location).toMatchObject({ startLine: first, endLine: last });
  });

  test.each([
    ['/etc/passwd', '/etc/passwd'],
    ['../../secret', '../../secret'],
    ['src/[U+202E]txt.ts', hiddenPath],
    ['docs/[U+202E].md', 'docs/[U+202E].md'],
  ])('the path %j is kept as %j', (path, kept) => {
    expect(convert({ path }).location?.path).toBe(kept);
  });

  test('characters that were made visible are put back into a quote, unless the file has the words themselves', () => {
    expect(convert({ path: hiddenPath, quote: 'const a = "x[U+200B]y";' }).evidence).toBe('const a = "x\u200by";');
    const literal = changeOf([addedFile('a.md', ['write it as [U+200B]'])]);
    const said = read({ path: 'a.md', quote: 'write it as [U+200B]' });
    expect(findingOfAnswer(said, { reviewers: REVIEWERS, changeSet: literal, bar: BAR }).evidence).toBe(
      'write it as [U+200B]',
    );
    expect(convert({ quote: '[U+0041][U+FFFFFF]' }).evidence).toBe('[U+0041][U+FFFFFF]');
  });

  test('long texts are cut and say so, a quote is cut to its beginning', () => {
    const long = 'z'.repeat(20_000);
    const finding = convert({ title: long, explanation: long, quote: long, replacement: long, path: long });
    expect(finding.title).toHaveLength(200);
    expect(finding.explanation).toMatch(/z \[cut\]$/);
    expect(long.startsWith(finding.evidence ?? '?')).toBe(true);
    expect(JSON.stringify(finding).length).toBeLessThan(25_000);
  });

  test('whatever a model says becomes a finding that can be written down', () => {
    const said = fc.dictionary(fc.constantFrom(...Object.keys(SAID)), fc.jsonValue());
    const answer = fc.array(
      fc.oneof(
        said,
        said.map((one) => ({ ...SAID, ...one })),
        fc.jsonValue(),
      ),
    );
    fc.assert(
      fc.property(answer, (findings) => {
        const { findings: some, unread } = ModelAnswer.parse({ findings });
        expect(some.length + unread.length).toBe(findings.length);
        const context = { reviewers: REVIEWERS, changeSet: change, bar: BAR };
        const all = [
          ...some.map((one) => findingOfAnswer(one, context)),
          ...unread.map((one) => findingOfUnread(one, context)),
        ];
        for (const finding of all)
          expect(Finding.safeParse({ id: 'f-1', ...finding })).toMatchObject({ success: true });
      }),
      { numRuns: runs(300, 20_000) },
    );
  });
});
