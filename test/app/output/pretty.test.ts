import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderPretty } from '../../../app/output/pretty.ts';
import { textWidth } from '../../../app/output/text/text-width.ts';
import { runs } from '../../support/soak.ts';
import { anyOutput } from './any-output.ts';
import { aComment, anOutput, aReviewer, FILE } from './build-review-output.ts';

const plain = { colour: false, width: 80 };

describe('the pretty output', () => {
  it('is one quiet line when there is nothing to say', () => {
    expect(renderPretty(anOutput(), plain)).toBe('✓ No findings. 1 file, checks only: no model was asked.\n');
  });

  it('shows the place, the code, why, how it fails, what to write instead, and who says it', () => {
    const comment = aComment({
      reviewers: ['security', 'semgrep'],
      origins: ['check', 'outside'],
      failureScenario: {
        description: "GET /user?name=x' or 1=1 --",
        command: "curl '/user?name=x%27%20or%201=1%20--'",
        expected: 'one user or none',
        actual: 'every user',
      },
      replacement: '\treturn database.query("select * from users where name = ?", [request.query.name]);',
      references: ['CWE-89'],
    });
    expect(renderPretty(anOutput({ comments: [comment] }), plain)).toMatchInlineSnapshot(`
      "✗ critical: Input of the request becomes part of an SQL statement
        src/user.ts:3

             1 | export function user(request) {
             2 |     const sql = \`select * from users where name = '\${request.query.n…
        >    3 |     return database.query(sql);
               |            ^^^^^^^^^^^^^^^^^^^
             4 | }
             5 |

        The name is pasted into the statement, so whoever calls the route decides what
        the database runs.

        How it fails: GET /user?name=x' or 1=1 --
        Run: curl '/user?name=x%27%20or%201=1%20--'
        Expected: one user or none
        Actual: every user

        Suggestion:
          +     return database.query("select * from users where name = ?",
                [request.query.name]);

        93% sure, security/sql-injection, by security, semgrep
        CWE-89
        docket why f1

      Significant concerns: One critical finding.
      1 critical in 1 file, +2 -1; checks only: no model was asked
      Run 0190f3a4-0000-7000-8000-000000000001 in /repo/.git/docket/history.db
      "
    `);
  });

  it('shows what failed, what was not looked at, what was left out and what was held back', () => {
    const { hunks: _hunks, ...lockfile } = { ...FILE, newPath: 'package-lock.json' };
    const gap = { check: 'sinks', kind: 'failed' as const, reason: 'the parser ran out of memory' };
    const output = anOutput({
      review: {
        verdict: 'incomplete',
        verdictReason: 'A required reviewer did not finish.',
        reviewers: [
          aReviewer({ status: 'failed', reason: 'timeout after 60 s' }),
          aReviewer({ reviewer: 'release', status: 'skipped', reason: 'disabled by the operator' }),
          aReviewer({ reviewer: 'quality', gaps: ['a.py', 'b.py'].map((path) => ({ ...gap, path })) }),
        ],
        unread: ['assets/logo.svg'],
        states: { inline: 0, file: 0, summary: 0, merged: 0, suppressed: 2, failed: 0 },
      },
      changeSet: { filtered: [{ ...lockfile, reason: 'lockfile' }] },
      decisions: ['s1', 's2'].map((finding) => ({
        finding,
        fingerprint: null,
        concern: null,
        state: { kind: 'suppressed', reason: 'low-confidence', bar: '200 of 300' },
        steps: [],
      })),
      problems: [
        { what: 'The history could not be written', where: '/repo/.git/docket/history.db', remedy: 'Free some space.' },
      ],
    });
    expect(renderPretty(output, plain)).toMatchInlineSnapshot(`
      "✗ Incomplete: A required reviewer did not finish. No findings so far. 1 file,
        checks only: no model was asked.
      ✗ The history could not be written — /repo/.git/docket/history.db — Free some
        space.
      ✗ security failed: timeout after 60 s
      ✗ quality: check sinks failed: the parser ran out of memory: a.py, b.py
      ! release was skipped: disabled by the operator
      ! no reviewer looked at these changed files: assets/logo.svg
      · not reviewed (lockfile): package-lock.json
      · 2 held back (2 not sure enough): docket why s1 | s2
      "
    `);
  });

  it('never ticks an unfinished review', () => {
    const reviewers = [aReviewer({ status: 'failed', reason: 'timeout' })];
    const text = renderPretty(anOutput({ review: { verdict: 'incomplete', reviewers } }), plain);
    expect(text).not.toContain('✓');
    expect(text).toContain('security failed: timeout');
  });

  it('says that something is missing also where a finding decides the verdict', () => {
    const review = { incompleteReasons: ['quality did not finish'] };
    expect(renderPretty(anOutput({ comments: [aComment()], review }), plain)).toContain(
      'Not complete: quality did not finish',
    );
    expect(renderPretty(anOutput({ review }), plain)).not.toContain('✓');
  });

  it('colours only when asked to, and says the same', () => {
    const output = anOutput({ comments: [aComment()] });
    const coloured = renderPretty(output, { ...plain, colour: true });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(renderPretty(output, plain));
  });

  it('keeps the path of the log on one line, however long it is', () => {
    const historyPath = `/${'very-long-folder/'.repeat(12)}history.db`;
    const output = { ...anOutput({ comments: [aComment()] }), historyPath };
    const text = renderPretty(output, { colour: false, width: 40 });
    expect(text.split('\n')).toContain(`Run ${output.runId} in ${historyPath}`);
  });

  it('keeps within the width, obeys nothing hostile and names every comment, whatever was reviewed', () => {
    fc.assert(
      fc.property(anyOutput, fc.integer({ min: 30, max: 140 }), (output, width) => {
        const text = renderPretty(output, { colour: false, width });
        // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
        expect(text).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e]|##\[|^\s*::/m);
        // The last line says where the log lies, and a path stays whole.
        const wrapped = text.split('\n').filter((line) => !line.startsWith('Run '));
        for (const line of wrapped) expect(textWidth(line)).toBeLessThanOrEqual(width);
        const words = text.replace(/\s/g, '');
        const { comments, reviewers } = output.review;
        const expected = [
          ...comments.map(({ severity }) => `${severity}:x`),
          ...(output.runId === null ? [] : comments.map(({ finding }) => `docketwhy${finding}`)),
          ...reviewers.flatMap(({ status }) => (status === 'failed' ? ['securityfailed:'] : [])),
          ...reviewers.flatMap(({ status }) => (status === 'skipped' ? ['securitywasskipped:'] : [])),
        ];
        for (const word of expected) expect(words).toContain(word);
      }),
      { numRuns: runs(50, 2000) },
    );
  });
});
