import { aComment, aFinding, anOutput, aReviewer, aUsage } from './build-review-output.ts';

/** A review that is rendered in every format. */
export const DOCUMENTED = anOutput({
  comments: [
    aComment({
      finding: '4f0c21aa93d1',
      reviewers: ['security', 'semgrep-oss'],
      origins: ['check', 'outside'],
      merged: ['9be2d07c5511'],
      fingerprint: 'b1946ac92492d2347c6235b4d2611184',
      concern: '591785b794601e212b260e25925636fd',
      failureScenario: { description: "GET /user?name=x' or 1=1 -- answers with every user" },
      references: ['CWE-89'],
    }),
  ],
  review: {
    verdictReason: '1 critical finding',
    coverage: 'full',
    reviewers: [
      aReviewer({ reviewer: 'policy' }),
      aReviewer({ findings: 1, model: { status: 'ok', reason: null, models: ['anthropic/claude-sonnet-5-5'] } }),
      aReviewer({ reviewer: 'release', status: 'skipped', reason: 'disabled in the configuration' }),
    ],
    states: { inline: 1, file: 0, summary: 0, merged: 1, suppressed: 1, failed: 0 },
  },
  findings: [
    aFinding({ id: '4f0c21aa93d1', references: ['CWE-89'] }),
    aFinding({
      id: '9be2d07c5511',
      reviewer: 'semgrep-oss',
      origin: 'outside',
      rule: 'semgrep-oss/tainted-sql',
      title: 'Tainted SQL',
    }),
  ],
  decisions: [
    {
      finding: '77d1f2c09a3e',
      fingerprint: null,
      concern: null,
      state: { kind: 'suppressed', reason: 'low-confidence', bar: '200 of 300' },
      steps: [],
    },
  ],
  usage: aUsage(),
  judge: { status: 'ok', reason: null },
  elapsedMs: 48_210,
  exit: { code: 1, conditions: ['findings'] },
});
