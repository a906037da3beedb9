import type { ChangeSet } from '../../schemas/change-set.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import type { Decision } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Review, ReviewComment } from '../../schemas/review.ts';
import type { Run } from '../../schemas/run.ts';

export function aRun(run: Partial<Run> = {}): Omit<Run, 'id' | 'startedAt'> {
  return {
    docketVersion: '0.1.0',
    coordinatorVersion: '1',
    source: 'range',
    label: 'main...HEAD',
    baseCommit: 'a'.repeat(40),
    headCommit: 'b'.repeat(40),
    trust: 'local',
    configDigest: '0'.repeat(64),
    ...run,
  };
}

export function aFinding(finding: Partial<Finding> = {}): Finding {
  return {
    id: 'f-1',
    reviewer: 'security',
    origin: 'check',
    rule: 'security/sql-injection',
    severity: 'critical',
    confidence: 900,
    location: { path: 'src/db.ts', side: 'new', startLine: 3, endLine: 3 },
    evidence: 'db.query("SELECT " + id)',
    title: 'SQL built from input',
    explanation: 'The id reaches the statement unescaped.',
    failureScenario: null,
    replacement: null,
    references: ['CWE-89'],
    ...finding,
  };
}

export function aDecision(decision: Partial<Decision> = {}): Decision {
  return {
    finding: 'f-1',
    fingerprint: 'fp-1',
    concern: 'c-1',
    state: { kind: 'summary' },
    steps: [{ step: 'route', note: 'no line to stand on' }],
    ...decision,
  };
}

export function aReview(review: Partial<Review> = {}): Review {
  return {
    verdict: 'approved',
    verdictReason: 'nothing found',
    incompleteReasons: [],
    coverage: 'checks-only',
    comments: [],
    reviewers: [],
    unread: [],
    counts: { critical: 0, warning: 0, suggestion: 0 },
    states: { inline: 0, file: 0, summary: 0, merged: 0, suppressed: 0, failed: 0 },
    ...review,
  };
}

export function aChangeSet(changeSet: Partial<ChangeSet> = {}): ChangeSet {
  return {
    source: 'range',
    label: 'main...HEAD',
    baseCommit: null,
    mergeBase: null,
    headCommit: null,
    title: '',
    body: '',
    labels: [],
    commits: [],
    files: [],
    filtered: [],
    skipped: [],
    redactions: [],
    tier: 'trivial',
    tierReason: 'small',
    ...changeSet,
  };
}

export function anInput(findings: readonly Finding[], input: Partial<CoordinatorInput> = {}): CoordinatorInput {
  const report = {
    reviewer: 'security',
    required: true,
    status: 'ok',
    reason: null,
    gaps: [],
    rules: null,
    read: [],
  } as const;
  return {
    changeSet: aChangeSet(),
    sources: [
      { path: 'src/db.ts', side: 'new', text: 'one\ntwo\n' },
      { path: 'bad\udc80name', side: 'old', text: null },
    ],
    reports: [{ ...report, gaps: [], read: [], findings: [...findings] }],
    policy: { maxInlineComments: 15, minimumConfidence: 300, minimumSeverity: 'suggestion' },
    ...input,
  };
}

/** A comment of a review on the usual finding. */
export function aReviewComment(comment: Partial<ReviewComment> = {}): ReviewComment {
  const { id: finding, reviewer, origin, ...said } = aFinding();
  return {
    ...said,
    finding,
    merged: [],
    reviewers: [reviewer],
    origins: [origin],
    fingerprint: 'fp-1',
    concern: 'c-1',
    placement: 'inline',
    ...comment,
  };
}
