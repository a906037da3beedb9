import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFindings } from '../../../reviewers/outside/read-findings.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { InputError } from '../../../schemas/problem.ts';
import { ReviewerReport } from '../../../schemas/report.ts';
import { runs } from '../../support/soak.ts';

const FINDING: Finding = {
  id: 'a1',
  reviewer: 'security',
  origin: 'model',
  rule: 'security/sql-injection',
  severity: 'critical',
  confidence: 900,
  location: { path: 'src/a.ts', side: 'old', startLine: 3, endLine: 4 },
  evidence: 'query(sql)',
  title: 'SQL',
  explanation: 'why',
  failureScenario: { description: 'so' },
  replacement: null,
  references: ['CWE-89'],
};

function loose(...findings: readonly Record<string, unknown>[]): string {
  return JSON.stringify({
    findings: findings.map((finding) => ({ reviewer: 'bot', text: 'Something is wrong.', ...finding })),
  });
}

function first(finding: Record<string, unknown>): Finding | undefined {
  return readFindings(loose(finding), 'x.json')[0]?.findings[0];
}

describe("Docket's own findings", () => {
  it.each([
    ['a list', [FINDING]],
    ['a document', { findings: [FINDING] }],
    ['the output of a review', { schemaVersion: 1, review: {}, findings: [FINDING] }],
  ])('are read from %s; whoever they claim to be, they come from outside', (_, document) => {
    expect(readFindings(JSON.stringify(document), 'x.json')).toEqual([
      {
        reviewer: 'security',
        required: true,
        status: 'ok',
        reason: null,
        gaps: [],
        rules: null,
        read: [],
        findings: [{ ...FINDING, origin: 'outside' }],
      },
    ]);
  });
});

describe('the loose form', () => {
  it('fills in what is not said', () => {
    expect(first({})).toMatchObject({
      reviewer: 'bot',
      origin: 'outside',
      rule: 'bot/finding',
      severity: 'warning',
      confidence: 500,
      location: null,
      evidence: null,
      title: 'Something is wrong.',
      explanation: 'Something is wrong.',
    });
  });

  it('takes over what is said', () => {
    const finding = first({
      id: 7,
      path: './src\\a.ts',
      line: 3,
      severity: 'Blocker',
      confidence: 0.25,
      category: 'SQL / Injection',
    });
    expect(finding).toMatchObject({
      id: '7',
      rule: 'bot/sql-injection',
      severity: 'critical',
      confidence: 250,
      location: { path: 'src/a.ts', side: 'new', startLine: 3, endLine: 3 },
    });
  });

  it('gives the same claim the same id, and another one another', () => {
    expect(first({})?.id).toBe(first({})?.id);
    expect(first({})?.id).not.toBe(first({ path: 'a.ts' })?.id);
  });

  it.each([
    ['critical', 'critical'],
    ['HIGH', 'critical'],
    ['medium', 'warning'],
    ['error', 'warning'],
    ['major', 'warning'],
    ['low', 'suggestion'],
    ['nit', 'suggestion'],
    ['improvement', 'suggestion'],
    ['info', 'suggestion'],
  ])('severity %s is %s', (severity, ours) => {
    expect(first({ severity })?.severity).toBe(ours);
  });

  it('reads an unknown severity as a warning and says so', () => {
    const [report] = readFindings(loose({ severity: 'spicy' }, { severity: 'low' }), 'x.json');
    expect(report?.findings[0]?.severity).toBe('warning');
    expect(report?.reason).toBe('severity "spicy" is unknown, read as warning');
  });

  it.each([
    [
      [0.9, 1],
      [900, 1000],
    ],
    [
      [1, 95],
      [10, 950],
    ],
    [
      [95, 850],
      [95, 850],
    ],
    [[0], [0]],
  ])('confidences %j are %j per mille: the largest tells the scale', (confidences, ours) => {
    const [report] = readFindings(loose(...confidences.map((confidence) => ({ confidence }))), 'x.json');
    expect(report?.findings.map((finding) => finding.confidence)).toEqual(ours);
  });

  it.each([
    ['One. Two.', 'One.'],
    ['## **Race** in `close()`\n\nMore.', 'Race in `close()`'],
    ['Use a list, e.g. this one. Done.', 'Use a list, e.g. this one.'],
    ['- fix a.b.c now', 'fix a.b.c now'],
    ['```js\ncode\n```\nText here', 'code'],
    ['这是错的。第二句。', '这是错的。'],
  ])('the title of %j is %j', (text, title) => {
    expect(first({ text })?.title).toBe(title);
  });

  it('bounds the title and keeps the text', () => {
    const text = 'word '.repeat(100).trim();
    expect(first({ text })?.title.length).toBeLessThanOrEqual(120);
    expect(first({ text })?.explanation).toBe(text);
  });

  it('makes one report a reviewer, and ids of names that are none', () => {
    const names = ['Augment Code', 'augment-code', 'Augment  Code!', '审查', 'bot'];
    const reports = readFindings(loose(...names.map((reviewer) => ({ reviewer }))), 'x.json');
    expect(reports.map((report) => report.reviewer)).toEqual([
      'augment-code-3',
      'augment-code',
      'augment-code-2',
      'outside',
      'bot',
    ]);
  });

  it('keeps ids that are unique and makes the others so', () => {
    const reports = readFindings(
      loose({ id: '1' }, { id: '1', reviewer: 'other' }, { id: '2' }, { id: '3', text: 'x' }, { id: '3', text: 'y' }),
      'x.json',
    );
    expect(reports.map((report) => report.findings.map((finding) => finding.id))).toEqual([
      ['bot/1', '2', 'bot/3', 'bot/3~2'],
      ['other/1'],
    ]);
  });
});

describe('bad files of findings', () => {
  it.each([
    ['not JSON', '{"findings":[', 'The file is not JSON'],
    ['empty', ' \n', 'The file is empty.'],
    ['something else', '7', '$: '],
    ['without findings', '{}', '$.findings: '],
    ['a finding that is none', '{"findings":[3]}', '$.findings[0]: '],
    ['a list of half a finding', '[{"reviewer":"a"}]', '$[0].id: '],
    ['no text', loose({}, { text: '  ' }), '$.findings[1].text: '],
    ['no reviewer', loose({ reviewer: '' }), '$.findings[0].reviewer: '],
    ['a line that is a word', loose({ line: '3' }), '$.findings[0].line: '],
    ['a negative line', loose({ line: -1 }), '$.findings[0].line: '],
    ['half a line', loose({ line: 1.5 }), '$.findings[0].line: '],
    ['a huge line', loose({ line: 1e300 }), '$.findings[0].line: '],
    ['a line beyond all numbers', '[{"reviewer":"a","text":"b","line":1e999}]', '$[0].line: '],
    ['a confidence above all scales', loose({ confidence: 1001 }), '$.findings[0].confidence: '],
    ['an absolute path', loose({ path: '/etc/passwd' }), '$.findings[0].path: the path "/etc/passwd" is absolute'],
    ['a Windows path', loose({ path: 'C:\\a.ts' }), '$.findings[0].path: '],
    ['an address', loose({ path: 'file:///a.ts' }), '$.findings[0].path: '],
    [
      'a path that leaves',
      loose({ path: 'a/../../b' }),
      '$.findings[0].path: the path "a/../../b" leaves the repository',
    ],
    ['a NUL in a path', loose({ path: 'a\0b' }), '$.findings[0].path: '],
    [
      'a finding of ours that leaves',
      JSON.stringify([{ ...FINDING, location: { ...FINDING.location, path: '../a' } }]),
      '$[0].location.path: ',
    ],
    ['an unknown key in a finding of ours', JSON.stringify([{ ...FINDING, extra: 1 }]), '$[0]: Unrecognized key'],
  ])('%s is refused with its place', (_, text, message) => {
    const read = () => readFindings(text, 'bad.json');
    expect(read).toThrow(InputError);
    expect(read).toThrow(expect.objectContaining({ where: 'bad.json', message: expect.stringContaining(message) }));
  });

  it('passes over a byte order mark', () => {
    expect(readFindings(`\uFEFF${loose({})}`, 'x.json')).toHaveLength(1);
  });

  it('loses no finding: as many come out as went in, with ids of their own', () => {
    const item = fc.record(
      {
        id: fc.oneof(fc.constantFrom('1', '2', 'bot/1', 'bot/1~2'), fc.integer({ min: 0, max: 3 })),
        reviewer: fc.constantFrom('bot', 'Bot', 'bot!', 'other', '审查'),
        text: fc.string({ minLength: 1 }).map((text) => `x${text}`),
        path: fc.constantFrom('a.ts', './a.ts', './', 'b/c.ts'),
        line: fc.nat(),
        severity: fc.constantFrom('low', 'high', 'odd'),
        confidence: fc.double({ min: 0, max: 1000, noNaN: true }),
        category: fc.string(),
      },
      { requiredKeys: ['reviewer', 'text'] },
    );
    fc.assert(
      fc.property(fc.array(item), (items) => {
        const reports = readFindings(loose(...items), 'x.json').map((report) => ReviewerReport.parse(report));
        const findings = reports.flatMap((report) => report.findings);
        expect(findings).toHaveLength(items.length);
        expect(new Set(findings.map((finding) => finding.id)).size).toBe(items.length);
        expect(findings.map((finding) => finding.explanation).toSorted()).toEqual(
          items.map((one) => one.text.trim()).toSorted(),
        );
        expect(new Set(reports.map((report) => report.reviewer)).size).toBe(
          new Set(items.map((one) => one.reviewer)).size,
        );
      }),
      { numRuns: runs(200, 10_000) },
    );
  });
});
