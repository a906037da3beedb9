import { describe, expect, it } from 'vitest';
import { renderJson } from '../../../app/output/json.ts';
import { renderMarkdown } from '../../../app/output/markdown.ts';
import { renderPretty } from '../../../app/output/pretty.ts';
import type { ReviewOutput } from '../../../app/output/review-output.ts';
import { renderSarif } from '../../../app/output/sarif/render-sarif.ts';
import type { SuppressionReason } from '../../../schemas/decision.ts';
import { ReviewDocument } from '../../../schemas/review-output.ts';
import type { RememberedConcern, ReviewComment } from '../../../schemas/review.ts';
import { aComment, anOutput } from './build-review-output.ts';

const plain = { colour: false, width: 80 };

function aMemory(state: RememberedConcern['state'], of: Partial<ReviewComment> = {}): RememberedConcern {
  const comment = aComment({ explanation: '', ...of });
  return {
    concern: comment.concern,
    fingerprint: comment.fingerprint,
    state,
    note: 'security found it again',
    comment,
  };
}

function outputOf(
  remembered: readonly RememberedConcern[],
  {
    comments = [],
    counts = { critical: 0, warning: 0, suggestion: 0 },
    reasons = [],
  }: {
    readonly comments?: readonly ReviewComment[];
    readonly counts?: ReviewOutput['review']['counts'];
    readonly reasons?: readonly SuppressionReason[];
  } = {},
): ReviewOutput {
  const critical = counts.critical > 0;
  return anOutput({
    comments,
    review: {
      remembered: [...remembered],
      counts,
      verdict: critical ? 'significant_concerns' : 'approved',
      verdictReason: critical ? '1 critical finding (1 raised before)' : 'no findings',
    },
    decisions: reasons.map((reason, at) => ({
      finding: `s${at}`,
      fingerprint: null,
      concern: null,
      state: { kind: 'suppressed', reason, bar: 'so' },
      steps: [],
    })),
  });
}

const STANDING = outputOf([aMemory('standing'), aMemory('fixed', { title: 'Gone' }), aMemory('dismissed')], {
  counts: { critical: 1, warning: 0, suggestion: 0 },
  reasons: ['already-raised', 'dismissed', 'low-confidence'],
});
const SETTLED = outputOf([aMemory('fixed'), aMemory('claimed', { severity: 'suggestion' })], {
  reasons: ['already-raised'],
});

describe('what was raised before', () => {
  it('is no tick as long as it stands, and takes a line each', () => {
    expect(renderPretty(STANDING, plain)).toMatchInlineSnapshot(`
      "· 1 held back (1 not sure enough): docket why s2
      · Raised before: 1 still stands, 1 dismissed, 1 fixed:
        critical src/user.ts:3: Input of the request becomes part of an SQL statement

      Significant concerns: 1 critical finding (1 raised before)
      1 critical in 1 file, +2 -1; checks only: no model was asked
      Run 0190f3a4-0000-7000-8000-000000000001 in /repo/.git/docket/history.db
      "
    `);
    expect(renderMarkdown(STANDING)).toMatchInlineSnapshot(`
      "### Docket: Significant concerns

      1 critical finding (1 raised before)

      **1 critical** · 1 file, +2 -1 · checks only: no model was asked

      - ℹ️ Raised before: 1 still stands, 1 dismissed, 1 fixed
        - critical src/user.ts:3: Input of the request becomes part of an SQL statement
      - ℹ️ 1 held back (1 not sure enough): \`docket why s2\`
      "
    `);
  });

  it('is told in numbers when nothing of it counts any more', () => {
    expect(renderPretty(SETTLED, plain)).toMatchInlineSnapshot(`
      "✓ Nothing new. 1 file, checks only: no model was asked.
      · Raised before: 1 disputed, 1 fixed
      "
    `);
    expect(renderMarkdown(SETTLED)).toMatchInlineSnapshot(`
      "✓ Nothing new. 1 file, +2 -1 · checks only: no model was asked

      - ℹ️ Raised before: 1 disputed, 1 fixed
      "
    `);
  });

  it('is not mentioned where there is no memory, or an empty one', () => {
    expect(renderPretty(outputOf([]), plain)).toBe(renderPretty(anOutput(), plain));
    expect(renderMarkdown(outputOf([]))).toBe(renderMarkdown(anOutput()));
  });

  it('is bounded, and hostile words in it are made harmless', () => {
    const many = Array.from({ length: 20 }, () => aMemory('unknown', { title: '@everyone\n::error::\u001b[31m' }));
    const pretty = renderPretty(outputOf(many), plain);
    const markdown = renderMarkdown(outputOf(many));

    expect(pretty).toContain('and 12 more');
    expect(markdown).toContain('and 12 more');
    expect(pretty).not.toContain('\u001b');
    expect(pretty).not.toMatch(/^\s*::/m);
    expect(markdown).not.toMatch(/(?<!\u200b)@everyone|^\s*::/m);
  });

  it('is among the results of SARIF as long as it is there, and all of it is in the JSON', () => {
    const both = outputOf([aMemory('standing'), aMemory('claimed'), aMemory('dismissed'), aMemory('fixed')], {
      comments: [aComment({ rule: 'quality/other' })],
    });
    const [run] = JSON.parse(renderSarif(both)).runs;

    expect(
      run.results.map((one: { ruleId: string; properties: { raisedBefore?: string } }) => [
        one.ruleId,
        one.properties.raisedBefore,
      ]),
    ).toEqual([
      ['quality/other', undefined],
      ['security/sql-injection', 'standing'],
      ['security/sql-injection', 'claimed'],
    ]);
    expect(run.tool.driver.rules).toHaveLength(2);
    expect(ReviewDocument.parse(JSON.parse(renderJson(both))).review.remembered).toHaveLength(4);
  });
});
