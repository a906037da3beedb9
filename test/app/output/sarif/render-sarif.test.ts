import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { renderSarif } from '../../../../app/output/sarif/render-sarif.ts';
import { pathUri } from '../../../../app/output/sarif/sarif-uri.ts';
import { readSarif } from '../../../../reviewers/outside/read-sarif.ts';
import { uriPath } from '../../../../reviewers/outside/uri-path.ts';
import { runs } from '../../../support/soak.ts';
import { anyOutput, anyPath } from '../any-output.ts';
import { aComment, aFinding, anOutput, aReviewer } from '../build-review-output.ts';
import { faults, sarifSchema } from '../json-schema.ts';

const validate = sarifSchema();

/** As much of a run as these tests look at. */
const Run = z.looseObject({
  tool: z.looseObject({
    driver: z.looseObject({
      rules: z.array(z.looseObject({ properties: z.looseObject({ tags: z.array(z.string()) }) })),
    }),
  }),
  invocations: z.tuple([z.looseObject({ executionSuccessful: z.boolean() })]),
  results: z.array(
    z.looseObject({
      message: z.object({ text: z.string() }),
      locations: z.array(z.object({ physicalLocation: z.looseObject({ region: z.unknown().optional() }) })).optional(),
    }),
  ),
});

function sarif(...given: Parameters<typeof renderSarif>): z.infer<typeof Run> {
  const log: unknown = JSON.parse(renderSarif(...given));
  expect(faults(validate, log)).toEqual([]);
  return z.object({ runs: z.tuple([Run]) }).parse(log).runs[0];
}

describe('the SARIF output', () => {
  it('is valid, whatever was reviewed', () => {
    fc.assert(
      fc.property(anyOutput, (output) => {
        const run = sarif(output);
        expect(run.results).toHaveLength(output.review.comments.length);
        expect(run.invocations[0].executionSuccessful).toBe(
          output.review.verdict !== 'incomplete' && output.review.incompleteReasons.length === 0,
        );
      }),
      { numRuns: runs(30, 1000) },
    );
  });

  it('is refused by the official schema when it is wrong', () => {
    expect(validate({ version: '2.1.0', runs: [{ tool: { driver: {} } }] })).toBe(false);
    expect(
      validate({
        version: '2.1.0',
        runs: [{ tool: { driver: { name: 'x' } }, results: [{ level: 'bad', message: { text: '' } }] }],
      }),
    ).toBe(false);
  });

  it('says what, where, how sure, and who is the same', () => {
    const comment = aComment({
      merged: ['f2'],
      replacement: '\treturn database.query(sql, [name]);',
      references: ['CWE-89'],
    });
    const other = aFinding({ id: 'f2', reviewer: 'semgrep', title: 'Tainted SQL' });
    const run = sarif({ ...anOutput({ comments: [comment] }), findings: [aFinding(), other] });
    expect(run.results[0]).toMatchObject({
      ruleId: 'security/sql-injection',
      ruleIndex: 0,
      level: 'error',
      rank: 93,
      partialFingerprints: { 'docket/v1': 'fp1', 'docketConcern/v1': 'c1' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/user.ts', uriBaseId: '%SRCROOT%' },
            region: { startLine: 3, endLine: 3, snippet: { text: 'database.query(sql)' } },
          },
        },
      ],
      relatedLocations: [{ message: { text: 'semgrep: Tainted SQL' } }],
      fixes: [
        {
          artifactChanges: [{ replacements: [{ insertedContent: { text: '\treturn database.query(sql, [name]);' } }] }],
        },
      ],
    });
    expect(run.tool.driver.rules[0]).toMatchObject({
      help: { text: expect.stringContaining('CWE-89') as unknown, markdown: expect.any(String) as unknown },
      helpUri: 'https://cwe.mitre.org/data/definitions/89.html',
      properties: {
        tags: ['security', 'external/cwe/cwe-089'],
        'security-severity': '9.5',
        'problem.severity': 'error',
      },
    });
  });

  it('takes the words of a rule from those who know it', () => {
    const rules = new Map([
      ['security/sql-injection', { summary: 'Input in SQL', references: ['https://example.org/sql'] }],
    ]);
    const run = sarif(anOutput({ comments: [aComment()] }), rules);
    expect(run.tool.driver.rules[0]).toMatchObject({
      shortDescription: { text: 'Input in SQL' },
      helpUri: 'https://example.org/sql',
    });
  });

  it('names no line of the new file for a finding about removed code', () => {
    const location = { path: 'src/user.ts', side: 'old' as const, startLine: 2, endLine: 2 };
    const [result] = sarif(anOutput({ comments: [aComment({ location })] })).results;
    expect(result?.locations?.[0]?.physicalLocation.region).toBeUndefined();
    expect(result?.message.text).toContain('src/user.ts:2 (before the change)');
  });

  it('shows a failed reviewer as a notification of an unsuccessful execution', () => {
    const reviewers = [aReviewer({ status: 'failed', reason: 'timeout' })];
    const run = sarif(
      anOutput({ review: { verdict: 'incomplete', reviewers }, exit: { code: 3, conditions: ['incomplete'] } }),
    );
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: false,
      exitCode: 3,
      exitCodeDescription: 'incomplete',
      toolExecutionNotifications: [{ level: 'error', message: { text: 'security failed: timeout' } }],
    });
  });

  it('makes links of no text', () => {
    const text = renderSarif(anOutput({ comments: [aComment({ title: 'see [here](http://evil.example)' })] }));
    expect(text).not.toContain('](');
  });

  it('percent-encodes every name so that its reader finds it again', () => {
    expect(pathUri('a b/ü#\udcff:.ts')).toBe('a%20b/%C3%BC%23%FF%3A.ts');
    fc.assert(
      fc.property(anyPath, (path) => {
        // What is no path of a repository is changed by any reader: empty and dot segments, backslashes, broken surrogates.
        fc.pre(path.split('/').every((part) => !['', '.', '..'].includes(part)) && !path.includes('\\'));
        fc.pre(
          !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udc7f]|(?<![\ud800-\udbff])[\udd00-\udfff]/.test(
            path,
          ),
        );
        fc.pre(Buffer.from(pathUri(path)).length > 0 && !/(?:[\udc80-\udcff]){2}/.test(path));
        expect(uriPath(pathUri(path))).toEqual({ kind: 'relative', path });
      }),
      { numRuns: runs(200, 10_000) },
    );
  });

  it('can be read back as the findings of an outside tool', () => {
    const comment = aComment({ references: ['CWE-89'] });
    const [report] = readSarif(renderSarif(anOutput({ comments: [comment] })), 'own.sarif');
    expect(report).toMatchObject({ reviewer: 'Docket', status: 'ok' });
    expect(report?.findings[0]).toMatchObject({
      location: comment.location,
      evidence: comment.evidence,
      title: comment.title,
      confidence: 930,
      references: ['CWE-89', 'https://cwe.mitre.org/data/definitions/89.html'],
    });
  });
});
