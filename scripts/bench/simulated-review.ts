import type { Review } from '../../schemas/review.ts';
import type { Simulated, SimulatedFinding } from './simulated-runs.ts';

const PUBLISHED = ['inline', 'file', 'summary'] as const;

/** The review that belongs to the rows of a simulated run. */
export function simulatedReview({
  findings,
  hasModels,
  failed,
}: Pick<Simulated, 'findings' | 'hasModels' | 'failed'>): Review {
  const published = findings.filter(({ state }) => PUBLISHED.some((one) => one === state));
  const count = (severity: string) => published.filter((one) => one.severity === severity).length;
  const ended = (state: string) => findings.filter((one) => one.state === state).length;
  const critical = count('critical');
  const verdict =
    failed !== null
      ? 'incomplete'
      : critical > 0
        ? 'significant_concerns'
        : published.length > 0
          ? 'approved_with_comments'
          : 'approved';
  return {
    verdict,
    verdictReason: 'simulated',
    incompleteReasons: failed === null ? [] : [`${failed} did not finish`],
    coverage: hasModels ? 'full' : 'checks-only',
    comments: published.map(commentOf),
    reviewers: ['security', 'quality', 'performance', 'documentation', 'release', 'policy', 'agents-md'].map(
      (reviewer) => ({
        reviewer,
        required: true,
        status: reviewer === failed ? 'failed' : 'ok',
        reason: reviewer === failed ? 'timeout' : null,
        gaps: [],
        findings: findings.filter((one) => one.reviewer === reviewer).length,
        ...(hasModels ? { model: { status: 'ok' as const, reason: null, models: ['claude-sonnet-5-5'] } } : {}),
      }),
    ),
    unread: [],
    judged: [
      {
        path: 'src/a.ts',
        kind: { id: 'typescript', label: 'TypeScript', class: 'code' },
        state: 'judged',
        families: ['injection', 'correctness'],
        models: [],
      },
      {
        path: 'lib/b.zig',
        kind: { id: 'zig', label: 'Zig', class: 'code' },
        state: hasModels ? 'judged' : 'not-covered',
        families: ['secrets'],
        models: hasModels ? ['quality'] : [],
      },
      {
        path: 'README.md',
        kind: { id: 'markdown', label: 'Markdown', class: 'prose' },
        state: 'not-needed',
        families: ['secrets'],
        models: [],
      },
    ],
    counts: { critical, warning: count('warning'), suggestion: count('suggestion') },
    states: {
      inline: ended('inline'),
      file: ended('file'),
      summary: ended('summary'),
      merged: ended('merged'),
      suppressed: ended('suppressed'),
      failed: ended('failed'),
    },
  };
}

function commentOf(finding: SimulatedFinding): Review['comments'][number] {
  const placement = PUBLISHED.find((one) => one === finding.state) ?? 'summary';
  const percent = Math.round(finding.confidence / 10);
  return {
    finding: finding.id,
    merged: [],
    reviewers: [finding.reviewer],
    origins: [finding.origin],
    fingerprint: `fp-${finding.id}`,
    concern: finding.concern,
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    score: {
      percent,
      beforeVoices: percent,
      terms: [{ term: 'stated', points: (percent - 50) * 60, note: 'simulated' }],
    },
    placement,
    location: { path: finding.path, side: 'new', startLine: 12, endLine: 12 },
    evidence: 'db.query("SELECT * FROM users WHERE name = " + name)',
    title: 'SQL built from input',
    explanation: 'The name reaches the statement unescaped; anybody who can ask for a user can read the table.',
    failureScenario: null,
    replacement: null,
    references: ['CWE-89'],
  };
}
