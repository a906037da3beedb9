import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAnswer } from '../../../reviewers/model-pass/loop/read-answer.ts';
import { ModelAnswer } from '../../../reviewers/model-pass/read-model-answer.ts';
import { splitByReviewer } from '../../../reviewers/model-pass/split-by-reviewer.ts';
import { runs } from '../../support/soak.ts';
import { addedFile, changeOf, reviewerOf } from './builders.ts';
import { said } from './model-script.ts';

const GOOD = said('security/wrong-result', { confidence: 90 });
const options = () => ({
  reviewers: [reviewerOf('security')],
  changeSet: changeOf([addedFile('src/a.ts', ['pay(1);'])]),
  mostFindings: 100,
  bar: { minimumSeverity: 'suggestion' as const },
});
function dealt(answer: unknown) {
  const read = ModelAnswer.parse(answer);
  const task = { reviewers: ['security'] as const, model: 'standard' };
  const result = { task, status: 'ok', reason: null, models: [], seen: new Set<string>(), ...read } as const;
  const [first] = splitByReviewer(result, options());
  return first?.[1] ?? { findings: [], gaps: [] };
}

describe('a field that cannot be read', () => {
  test.each<[string, unknown, object]>([
    ['severity', 'High', { severity: 'critical' }],
    ['severity', 17, { severity: 'warning' }],
    ['confidence', '90 %', { confidence: 900 }],
    ['confidence', null, { confidence: 700 }],
    ['confidence', 'banana', { confidence: 700 }],
    ['startLine', '7', { location: { path: 'src/a.ts', side: 'new', startLine: 1, endLine: 7 } }],
    ['title', null, { title: 'a finding without a title' }],
    ['explanation', 7, { explanation: '7' }],
    ['failureScenario', 'Do it.', { failureScenario: { description: 'Do it.' } }],
    ['failureScenario', null, { failureScenario: null }],
    ['references', 'CWE-1', { references: ['CWE-1'] }],
    ['replacement', {}, { replacement: null }],
    ['side', 'RIGHT', { location: { path: 'src/a.ts', side: 'new', startLine: 1, endLine: 1 } }],
    ['quote', ['a', 'b'], { evidence: 'a\nb' }],
    ['mood', 'good', { evidence: 'x' }],
  ])('%s as %j costs at most itself', (field, value, rest) => {
    expect(dealt({ findings: [{ ...GOOD, [field]: value }] }).findings).toMatchObject([rest]);
  });

  test('a guess is told, and marked as one', () => {
    const { findings, gaps } = dealt({ findings: [{ ...GOOD, confidence: 'banana' }] });
    expect(findings).toMatchObject([{ confidence: 700, stated: false }]);
    expect(gaps).toMatchObject([{ kind: 'unavailable', reason: expect.stringContaining('cannot be read') }]);
  });

  test.each(['security', 'made-up', 'security/made-up', 'release/wrong-result', 'toString', '', undefined])(
    'the rule %j, which no brief has, makes a critical finding no smaller',
    (rule) => {
      const { findings, gaps } = dealt({ findings: [{ ...GOOD, severity: 'critical', rule }, GOOD] });
      expect(findings).toMatchObject([
        { reviewer: 'security', rule: 'security/other', severity: 'critical', confidence: 900 },
        { rule: 'security/wrong-result' },
      ]);
      expect(gaps).toMatchObject([{ kind: 'unavailable', reason: expect.stringMatching(/^1 of its 2 findings name/) }]);
    },
  );

  test('a path that was left out is that of the one file with the quote', () => {
    const { findings } = dealt({ findings: [{ ...GOOD, path: null, quote: 'pay(1);' }] });
    expect(findings).toMatchObject([{ location: { path: 'src/a.ts' } }]);
  });

  test.each([['a remark'], [7], [null], [{}], [{ mood: 'good' }], [{ ...GOOD, quote: {} }], [{ ...GOOD, path: [] }]])(
    'an entry that is no finding (%j) is kept as one that failed, and is a gap',
    (entry) => {
      const { findings, gaps } = dealt({ findings: [entry, GOOD] });
      expect(findings).toHaveLength(2);
      expect(findings).toContainEqual(expect.objectContaining({ title: 'Wrong', confidence: 900 }));
      expect(findings).toContainEqual(expect.objectContaining({ rule: 'security/unreadable' }));
      expect(gaps).toMatchObject([{ kind: 'failed', reason: expect.stringContaining('1 of its 2 findings') }]);
    },
  );

  test('whatever stands beside a finding, it is there', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), fc.array(fc.jsonValue()), (before, after) => {
        const { findings } = dealt({ findings: [...before, GOOD, ...after] });
        const whole = expect.objectContaining({ title: 'Wrong', severity: 'warning', evidence: 'x', confidence: 900 });
        expect(findings).toContainEqual(whole);
        expect(findings).toHaveLength(before.length + after.length + 1);
      }),
      { numRuns: runs(300, 5_000) },
    );
  });
});

const J = JSON.stringify({ findings: [GOOD] });
describe('an answer within other text', () => {
  test.each([
    ['alone', J],
    ['in a fence', `\`\`\`json\n${J}\n\`\`\``],
    ['in a fence within prose', `Here it is:\n\`\`\`json\n${J}\n\`\`\`\nLet me know if {anything} else is needed.`],
    ['in prose', `I found this: ${J} and nothing else.`],
    ['behind thoughts', `<think>maybe {"findings":[]}</think>${J}`],
    ['behind a draft without findings', `First {"findings":[]}, but then ${J}`],
    ['before an example without findings', `${J}\nWithout it: {"findings":[]}`],
    ['as a bare list', `[${JSON.stringify(GOOD)}]`],
    ['with a byte order mark', `\ufeff${J}`],
  ])('%s is read', (_, text) => {
    expect(readAnswer(text, ModelAnswer)).toMatchObject({ ok: true, value: { findings: [{ title: 'Wrong' }] } });
  });

  test.each([
    ['prose', 'Looks good to me.'],
    ['code in prose', 'The line `const a = [];` is fine, and so is `{}` or `[1, 2]`.'],
    ['no list', '{"verdict":"approved"}'],
    ['a null list', '{"findings":null}'],
    ['half an answer', J.slice(0, -2)],
    ['a broken answer behind a draft', `{"findings":[]} or rather ${J.replace(':', ' ')}`],
    ['a broken answer in prose', `It is ${J.slice(0, -3)}`],
    ['nothing', ''],
  ])('%s is no answer', (_, text) => {
    expect(readAnswer(text, ModelAnswer).ok).toBe(false);
  });
});

test.each([
  '{"error":{"message":"overloaded"},"findings":[]}',
  '{"findings":[],"truncated":true}',
  '{"findings":[],"refusal":"no"}',
])('an empty list beside a word of failure is no answer: %s', (text) => {
  expect(readAnswer(text, ModelAnswer).ok).toBe(false);
});

test.each(['{"error":null,"errors":[],"refusal":"","truncated":false,"findings":[]}', '{"findings":[]}'])(
  'an empty list is one where no failure is said: %s',
  (text) => {
    expect(readAnswer(text, ModelAnswer)).toMatchObject({ ok: true, value: { findings: [] } });
  },
);

test('a finding about lines that quotes under another name is shown as one that cannot be read', () => {
  const said = {
    rule: 'security/sql-injection',
    severity: 'critical',
    path: 'a.ts',
    line: 1,
    title: 'x',
    evidence: 'y()',
  };
  expect(ModelAnswer.parse({ findings: [said] })).toMatchObject({
    findings: [],
    unread: [{ reason: 'it names lines and has no quote' }],
  });
  expect(ModelAnswer.parse({ findings: [{ ...said, line: null }] })).toMatchObject({ findings: [{ title: 'x' }] });
});
