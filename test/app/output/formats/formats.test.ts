import { parseXml, XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderCheckstyle } from '../../../../app/output/formats/checkstyle.ts';
import { renderGitlab } from '../../../../app/output/formats/gitlab.ts';
import { renderList } from '../../../../app/output/formats/list.ts';
import { renderRdjson } from '../../../../app/output/formats/rdjson.ts';
import type { ReviewOutput } from '../../../../app/output/review-output.ts';
import { runs } from '../../../support/soak.ts';
import { anyOutput } from '../any-output.ts';
import { aComment, anOutput } from '../build-review-output.ts';

/** What GitLab's documentation asks of a row. */
const Gitlab = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().min(1),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.strictObject({ path: z.string().min(1), lines: z.strictObject({ begin: z.int().min(1) }) }),
  }),
);

const Range = z.strictObject({
  start: z.strictObject({ line: z.int().min(1) }),
  end: z.strictObject({ line: z.int().min(1) }),
});
/** reviewdog's DiagnosticResult, as far as it is used. */
const Rdjson = z.strictObject({
  source: z.strictObject({ name: z.string() }),
  diagnostics: z.array(
    z.strictObject({
      message: z.string().min(1),
      location: z.strictObject({ path: z.string().min(1), range: Range.optional() }),
      severity: z.enum(['ERROR', 'WARNING', 'INFO']),
      code: z.strictObject({ value: z.string() }),
      suggestions: z.array(z.strictObject({ range: Range, text: z.string() })).optional(),
    }),
  ),
});

interface Row {
  readonly rule: string;
  readonly text: string;
}

/** Each form, read as its readers read it. */
const FORMS: readonly (readonly [string, (output: ReviewOutput) => Row[]])[] = [
  [
    'gitlab',
    (output) =>
      Gitlab.parse(JSON.parse(renderGitlab(output))).map((row) => ({ rule: row.check_name, text: row.description })),
  ],
  [
    'checkstyle',
    (output) =>
      elements(renderCheckstyle(output)).map(({ attributes: { source, message } }) => ({
        rule: String(source).replace(/^docket\./, ''),
        text: String(message),
      })),
  ],
  [
    'rdjson',
    (output) =>
      Rdjson.parse(JSON.parse(renderRdjson(output))).diagnostics.map((row) => ({
        rule: row.code.value,
        text: row.message,
      })),
  ],
  [
    'list',
    (output) =>
      renderList(output)
        .split('\n')
        .slice(0, -2)
        .map((line) => ({ rule: line.slice(line.lastIndexOf(' [') + 2, -1), text: line })),
  ],
];

function elements(xml: string): XmlElement[] {
  const below = (element: XmlElement): XmlElement[] =>
    element.children.flatMap((child) => (child instanceof XmlElement ? [child, ...below(child)] : []));
  const { root } = parseXml(xml);
  return root === null ? [] : below(root).filter(({ name }) => name === 'error');
}

describe.each(FORMS)('the form %s', (_, rows) => {
  it('is valid and has a row for each concern, whatever was reviewed', () => {
    fc.assert(
      fc.property(anyOutput, (output) => {
        const rules = rows(output).map(({ rule }) => rule);
        for (const { rule } of output.review.comments) expect(rules).toContain(rule);
      }),
      { numRuns: runs(20, 1000) },
    );
  });

  it('is not empty where something was not looked at', () => {
    fc.assert(
      fc.property(anyOutput, (output) => {
        const unread = anOutput({ ...output, review: { ...output.review, comments: [], unread: ['a.zig'] } });
        expect(rows(unread)).toContainEqual({ rule: 'docket/unread-files', text: expect.stringContaining('a.zig') });
      }),
      { numRuns: runs(10, 200) },
    );
  });

  it('takes text of others as text', () => {
    const title = '"/>\n<error source="x"/> ]]> ::error::a \u001b[31m \u202e ##[error]';
    const [row] = rows(anOutput({ comments: [aComment({ title })] }));
    for (const unseen of ['\u001b', '\u202e', '\n']) expect(row?.text).not.toContain(unseen);
    expect(row?.text).toContain('<error source="x"/> ]]> ::error::a');
  });
});

it('places, suggestions and steps of severity are those of each format', () => {
  const location = { path: 'src/a&b.ts', side: 'new', startLine: 3, endLine: 4 } as const;
  const output = anOutput({
    comments: [
      aComment({
        rule: 'security/x',
        severity: 'critical',
        title: 'One',
        explanation: 'Why',
        location,
        replacement: 'y\n',
      }),
      aComment({ rule: 'quality/y', severity: 'suggestion', title: 'Two', explanation: 'Two', location: null }),
    ],
  });
  expect(JSON.parse(renderGitlab(output))).toMatchObject([
    { description: 'One. Why.', severity: 'critical', location: { path: 'src/a&b.ts', lines: { begin: 3 } } },
    { description: 'Two.', severity: 'minor', location: { path: '.' } },
  ]);
  expect(JSON.parse(renderRdjson(output)).diagnostics).toMatchObject([
    {
      severity: 'ERROR',
      location: { range: { start: { line: 3 }, end: { line: 4 } } },
      suggestions: [{ text: 'y', range: { start: { line: 3 }, end: { line: 4 } } }],
    },
    { severity: 'INFO', location: { path: '.' } },
  ]);
  expect(renderCheckstyle(output)).toContain(
    '<file name="src/a&amp;b.ts">\n    <error line="3" severity="error" message="One. Why." source="docket.security/x"/>',
  );
  const [first, second] = renderList(output).split('\n');
  expect(first).toBe('src/a&b.ts:3: critical: One. Why. [security/x]');
  expect(second).toBe('.: suggestion: Two. [quality/y]');
});

it('makes places of the list links, for a terminal, that nothing in a path ends', () => {
  const location = { path: 'a \u001b]8;;x\u0007b.ts', side: 'new' as const, startLine: 3, endLine: 3 };
  const [line = ''] = renderList(anOutput({ comments: [aComment({ location })] }), '/work').split('\n');
  const escape = '\u001b]8;;';
  expect(line.split(escape)).toHaveLength(3);
  expect(line.split(escape)[1]?.startsWith('file:///work/a%20%1B%5D8;;x%07b.ts\u001b\\a ')).toBe(true);
  expect(line.endsWith(']')).toBe(true);
});
