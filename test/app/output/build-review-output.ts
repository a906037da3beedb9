import type { ChangedFile, ChangeSet } from '../../../schemas/change-set.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { ReviewComment, ReviewerStatus } from '../../../schemas/review.ts';
import type { ModelUse, Usage } from '../../../schemas/usage.ts';
import type { ReviewOutput } from '../../../app/output/review-output.ts';

/** `aUser(request.query.name)` stands on line 3 of this file. */
export const FILE: ChangedFile = {
  status: 'M',
  similarity: null,
  oldPath: 'src/user.ts',
  newPath: 'src/user.ts',
  oldMode: '100644',
  newMode: '100644',
  oldBlob: null,
  newBlob: null,
  added: 2,
  deleted: 1,
  binary: false,
  hunks: [
    {
      oldStart: 1,
      oldLines: 4,
      newStart: 1,
      newLines: 5,
      section: '',
      lines: [
        { kind: 'context', oldLine: 1, newLine: 1, text: 'export function user(request) {' },
        { kind: 'deleted', oldLine: 2, newLine: null, text: '\treturn byId(request.id);' },
        {
          kind: 'added',
          oldLine: null,
          newLine: 2,
          text: "\tconst sql = `select * from users where name = '${request.query.name}'`;",
        },
        { kind: 'added', oldLine: null, newLine: 3, text: '\treturn database.query(sql);' },
        { kind: 'context', oldLine: 3, newLine: 4, text: '}' },
        { kind: 'context', oldLine: 4, newLine: 5, text: '' },
      ],
    },
  ],
};

export function aComment(overrides: Partial<ReviewComment> = {}): ReviewComment {
  return {
    finding: 'f1',
    merged: [],
    reviewers: ['security'],
    origins: ['check'],
    fingerprint: 'fp1',
    concern: 'c1',
    rule: 'security/sql-injection',
    severity: 'critical',
    confidence: 930,
    placement: 'inline',
    location: { path: 'src/user.ts', side: 'new', startLine: 3, endLine: 3 },
    evidence: 'database.query(sql)',
    title: 'Input of the request becomes part of an SQL statement',
    explanation: 'The name is pasted into the statement, so whoever calls the route decides what the database runs.',
    failureScenario: null,
    replacement: null,
    references: [],
    ...overrides,
  };
}

export function aFinding(overrides: Partial<Finding> = {}): Finding {
  const { finding: id, rule, severity, confidence, location, evidence, title, explanation } = aComment();
  return {
    id,
    reviewer: 'security',
    origin: 'check',
    rule,
    severity,
    confidence,
    location,
    evidence,
    title,
    explanation,
    failureScenario: null,
    replacement: null,
    references: [],
    ...overrides,
  };
}

export function aReviewer(overrides: Partial<ReviewerStatus> = {}): ReviewerStatus {
  return { reviewer: 'security', required: true, status: 'ok', reason: null, gaps: [], findings: 0, ...overrides };
}

/** What a run took: a model of a provider and a local one. */
export function aUsage(overrides: Partial<ModelUse> = {}, ...more: readonly ModelUse[]): Usage {
  const use: ModelUse = {
    model: 'anthropic/claude-sonnet-5-5',
    host: 'api.anthropic.com',
    local: false,
    calls: 9,
    reused: 2,
    failedAttempts: 1,
    inputTokens: 12_000,
    cacheReadTokens: 90_000,
    cacheWriteTokens: 18_000,
    outputTokens: 4100,
    costMicroUsd: 234_500,
    ...overrides,
  };
  return { models: [use, ...more], toolCalls: 23 };
}

/** A recorded review of one file. Without overrides it found nothing. */
export function anOutput(
  overrides: {
    readonly comments?: readonly ReviewComment[];
    readonly review?: Partial<ReviewOutput['review']>;
    readonly changeSet?: Partial<ChangeSet>;
  } & Partial<Omit<ReviewOutput, 'review' | 'changeSet'>> = {},
): ReviewOutput {
  const { comments = [], review, changeSet, ...rest } = overrides;
  const count = (severity: string) => comments.filter((comment) => comment.severity === severity).length;
  return {
    review: {
      verdict: comments.length === 0 ? 'approved' : 'significant_concerns',
      verdictReason: comments.length === 0 ? 'Nothing was found.' : 'One critical finding.',
      incompleteReasons: [],
      coverage: 'checks-only',
      comments: [...comments],
      reviewers: [aReviewer({ findings: comments.length })],
      unread: [],
      counts: { critical: count('critical'), warning: count('warning'), suggestion: count('suggestion') },
      states: { inline: comments.length, file: 0, summary: 0, merged: 0, suppressed: 0, failed: 0 },
      ...review,
    },
    decisions: [],
    findings: comments.map((comment) => aFinding({ id: comment.finding, title: comment.title })),
    changeSet: {
      source: 'range',
      label: 'main...HEAD',
      baseCommit: 'a'.repeat(40),
      mergeBase: 'a'.repeat(40),
      headCommit: 'b'.repeat(40),
      title: '',
      body: '',
      labels: [],
      commits: [],
      files: [FILE],
      filtered: [],
      skipped: [],
      redactions: [],
      tier: 'lite',
      tierReason: 'few lines',
      ...changeSet,
    },
    runId: '0190f3a4-0000-7000-8000-000000000001',
    historyPath: '/repo/.git/docket/history.db',
    usage: null,
    judge: null,
    problems: [],
    exit: { code: 0, conditions: [] },
    docketVersion: '0.1.0',
    elapsedMs: 1234.5,
    ...rest,
  };
}
