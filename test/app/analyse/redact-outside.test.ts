import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactOutside } from '../../../app/analyse/redact-outside.ts';
import type { SecretScanner, SecretSpan } from '../../../forge/forge.ts';
import { readFindings } from '../../../reviewers/outside/read-findings.ts';
import { runs } from '../../support/soak.ts';
import { aFinding } from '../output/build-review-output.ts';

/** A scanner for which every `SECRET…` up to a space is one. */
const scanner: SecretScanner = {
  scan: async (texts) => texts.map(({ text }) => ({ kind: 'scanned', spans: spansIn(text) })),
};

function spansIn(text: string): SecretSpan[] {
  return text.split('\n').flatMap((line, at) =>
    Array.from(line.matchAll(/SECRET\S*/g), (match) => ({
      startLine: at + 1,
      startColumn: match.index,
      endLine: at + 1,
      endColumn: match.index + match[0].length,
      rule: 'r',
      message: 'm',
    })),
  );
}

function reportsOf(...texts: readonly string[]) {
  return readFindings(JSON.stringify({ findings: texts.map((text) => ({ reviewer: 'bot', text })) }), 'x.json');
}

describe('secrets in outside findings', () => {
  it('are blanked in what a tool says about itself', async () => {
    const gap = { check: 'tool', path: null, kind: 'failed' as const, reason: 'boom SECRETabc' };
    const reports = reportsOf('one').map((one) => ({ ...one, reason: 'died of SECRETxy', gaps: [gap, gap] }));
    const [redacted] = await redactOutside(reports, scanner);
    expect([redacted?.reason, ...(redacted?.gaps.map(({ reason }) => reason) ?? [])].join(' ')).not.toContain('SECRET');
    expect(redacted?.reason).toHaveLength('died of SECRETxy'.length);
    expect(redacted?.gaps.map(({ reason }) => reason.slice(0, 5))).toEqual(['boom ', 'boom ']);
  });

  it('are blanked in every text, at their length', async () => {
    const finding = aFinding({
      evidence: 'key = SECRETabcdef',
      failureScenario: { description: 'use SECRETabcdef now', actual: 'SECRETxyz' },
    });
    const [report] = reportsOf('one').map((one) => ({ ...one, findings: [finding] }));
    const [redacted] = await redactOutside(report === undefined ? [] : [report], scanner);
    expect(redacted?.findings[0]).toEqual({
      ...finding,
      evidence: 'key = [secret]****',
      failureScenario: { description: 'use [secret]**** now', actual: '[secret]*' },
    });
  });

  it('change nothing where there are none, and hide every one where there are', async () => {
    const words = fc.array(fc.constantFrom('plain', 'SECRETone', '\n', 'SECRET🔑', 'ü'), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          words.map((parts) => `x ${parts.join(' ')}`),
          { maxLength: 250 },
        ),
        async (texts) => {
          const before = reportsOf(...texts).flatMap((report) => report.findings);
          const after = (await redactOutside(reportsOf(...texts), scanner)).flatMap((report) => report.findings);
          expect(JSON.stringify(after)).not.toContain('SECRET');
          expect(after.map((finding) => finding.explanation.length)).toEqual(
            before.map((finding) => finding.explanation.length),
          );
          expect(
            after.filter(
              (finding, at) => !/SECRET/.test(before[at]?.explanation ?? '') && finding.title !== before[at]?.title,
            ),
          ).toEqual([]);
        },
      ),
      { numRuns: runs(20, 500) },
    );
  });

  it('blanks what could not be searched', async () => {
    const broken: SecretScanner = { scan: async (texts) => texts.map(() => ({ kind: 'failed', reason: 'crash' })) };
    const [report] = await redactOutside(reportsOf('something secret perhaps'), broken);
    expect(report?.findings[0]?.explanation).toMatch(/^\[unscanned\]\*+$/);
  });
});
