import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Decision } from '../../schemas/decision.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Review } from '../../schemas/review.ts';
import type { Run } from '../../schemas/run.ts';

export const run: Omit<Run, 'id' | 'startedAt'> = {
  docketVersion: '0.1.0',
  coordinatorVersion: '1',
  source: 'range',
  label: 'main...HEAD',
  baseCommit: 'a'.repeat(40),
  headCommit: 'b'.repeat(40),
  trust: 'local',
  configDigest: '0'.repeat(64),
};

export const changeSet: ChangeSet = {
  source: 'range',
  label: 'main...HEAD',
  baseCommit: null,
  mergeBase: null,
  headCommit: null,
  title: 'Look users up by name',
  body: '',
  labels: [],
  commits: [],
  files: [],
  filtered: [],
  skipped: [],
  redactions: [],
  tier: 'trivial',
  tierReason: '10 lines',
};

export const review: Review = {
  verdict: 'significant_concerns',
  verdictReason: 'a critical finding',
  incompleteReasons: [],
  coverage: 'checks-only',
  comments: [],
  reviewers: [],
  unread: [],
  counts: { critical: 1, warning: 0, suggestion: 0 },
  states: { inline: 0, file: 0, summary: 1, merged: 0, suppressed: 0, failed: 0 },
};

export function finding(at: number): Finding {
  return {
    id: `finding-${at}`,
    reviewer: 'security',
    origin: 'check',
    rule: 'security/sql-injection',
    severity: 'critical',
    confidence: 900,
    location: { path: 'src/users.ts', side: 'new', startLine: 12, endLine: 12 },
    evidence: 'db.query("SELECT * FROM users WHERE name = " + name)',
    title: 'SQL built from input',
    explanation: 'The name reaches the statement unescaped; anybody who can ask for a user can read the table.',
    failureScenario: { description: "the name is `' OR 1=1 --`" },
    replacement: null,
    references: ['CWE-89'],
  };
}

export function decision(at: number): Decision {
  return {
    finding: `finding-${at}`,
    fingerprint: `fingerprint-${at}`,
    concern: `concern-${at}`,
    state: { kind: 'summary' },
    steps: [{ step: 'verify', note: 'the quote stands on the line given' }],
  };
}
