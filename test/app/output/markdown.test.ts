import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BODY_LIMIT } from '../../../app/output/fit-body.ts';
import { renderMarkdown } from '../../../app/output/markdown.ts';
import { runs } from '../../support/soak.ts';
import { anyOutput } from './any-output.ts';
import { aComment, anOutput, aReviewer } from './build-review-output.ts';

describe('the Markdown output', () => {
  it('is one line when there is nothing to say', () => {
    expect(renderMarkdown(anOutput())).toBe('✓ No findings. 1 file, +2 -1 · checks only: no model was asked\n');
  });

  it('shows verdict, findings and what failed', () => {
    const comment = aComment({
      failureScenario: { description: "the name is `x' or 1=1`", expected: 'one user' },
      replacement: '\treturn database.query(sql, [name]);',
      references: ['CWE-89'],
    });
    const reviewers = [aReviewer({ reviewer: 'quality', status: 'failed', reason: 'timeout' })];
    expect(renderMarkdown(anOutput({ comments: [comment], review: { reviewers } }))).toMatchInlineSnapshot(`
      "### Docket: Significant concerns

      One critical finding.

      **1 critical** · 1 file, +2 -1 · checks only: no model was asked

      ---

      **critical** \`src/user.ts:3\` — **Input of the request becomes part of an SQL statement**

      \`\`\`ts
      database.query(sql)
      \`\`\`

      The name is pasted into the statement, so whoever calls the route decides what the database runs.

      *How it fails:* the name is \`x' or 1=1\`

      *Expected:* one user

      Suggestion:

      \`\`\`ts
      	return database.query(sql, [name]);
      \`\`\`

      \`security/sql-injection\` · \`security\` · 93% sure · \`CWE-89\` · \`docket why f1\`

      - ❌ quality failed: timeout
      "
    `);
  });

  it('makes hostile text harmless', () => {
    const title = '@everyone see [here](http://evil.example) <img src=x> #1';
    const text = renderMarkdown(
      anOutput({ comments: [aComment({ title, explanation: '/merge\n![x](http://evil.example)' })] }),
    );
    expect(text).not.toMatch(/@everyone|<img|(?<!\\)\[here\]|!\[x|#1\b|^\/merge/m);
  });

  it('begins a block of code on a line of its own, where it is one', () => {
    const failureScenario = { description: '```\n![x](http://evil.example)\n```' };
    const text = renderMarkdown(anOutput({ comments: [aComment({ failureScenario })] }));
    expect(text).toContain('*How it fails:*\n\n```\n![x](http://evil.example)\n```');
  });

  it('leaves out whole findings that do not fit and says how many', () => {
    const comments = Array.from({ length: 100 }, (_, at) =>
      aComment({ finding: `f${at}`, explanation: 'so it is. '.repeat(300) }),
    );
    const text = renderMarkdown(anOutput({ comments }));
    const shown = text.match(/docket why f\d+/g)?.length ?? 0;
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(BODY_LIMIT);
    expect(shown).toBeGreaterThan(10);
    expect(text).toContain(`**${100 - shown} more findings did not fit here.**`);
    expect(text).toContain('docket log 0190f3a4-0000-7000-8000-000000000001');
  });

  it('fits the limit and accounts for every finding, whatever was reviewed', () => {
    fc.assert(
      fc.property(anyOutput, fc.integer({ min: 8000, max: BODY_LIMIT }), (any, limit) => {
        const output = { ...any, runId: '0190f3a4-0000-7000-8000-000000000001' };
        const text = renderMarkdown(output, limit);
        const { comments } = output.review;
        const shown = comments.filter((comment) => text.includes(comment.finding)).length;
        const left = Number(/\*\*(\d+) more findings? did not fit/.exec(text)?.[1] ?? 0);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
        expect(shown + left).toBe(comments.length);
      }),
      { numRuns: runs(50, 2000) },
    );
  });
});
