import { STATISTICS } from './statistics-sample.ts';

const id = '0190f3a4-0000-7000-8000-000000000001';
const digest = 'c'.repeat(64);
const commit = 'a'.repeat(40);
const location = { path: 'src/a.ts', side: 'new', startLine: null, endLine: null };

const finding = {
  id: 'f1',
  reviewer: 'ESLint',
  origin: 'outside',
  rule: 'ESLint/no-var',
  severity: 'warning',
  confidence: 700,
  location,
  evidence: 'var x',
  title: 'No var',
  explanation: '',
  failureScenario: { description: 'so', command: 'x' },
  replacement: null,
  references: ['CWE-1'],
};

const decision = {
  finding: 'f1',
  fingerprint: null,
  concern: 'c',
  state: { kind: 'suppressed', reason: 'low-confidence', bar: '200 of 300' },
  steps: [{ step: 'route', note: 'held back' }],
};

const review = {
  verdict: 'approved',
  verdictReason: 'no findings',
  incompleteReasons: [],
  coverage: 'checks-only',
  comments: [
    {
      finding: 'f1',
      merged: ['f2'],
      reviewers: ['ESLint'],
      origins: ['outside'],
      fingerprint: 'fp',
      concern: 'c',
      rule: 'ESLint/no-var',
      severity: 'warning',
      confidence: 700,
      placement: 'file',
      location,
      evidence: null,
      title: 'No var',
      explanation: '',
      failureScenario: null,
      replacement: 'let x',
      references: [],
    },
  ],
  reviewers: [
    {
      reviewer: 'quality',
      required: true,
      status: 'failed',
      reason: 'timeout',
      gaps: [{ check: 'lint', path: null, kind: 'failed', reason: 'crash' }],
      findings: 0,
    },
  ],
  unread: ['a'],
  counts: { critical: 0, warning: 1, suggestion: 0 },
  states: { inline: 0, file: 1, summary: 0, merged: 1, suppressed: 0, failed: 0 },
};

const file = {
  status: 'M',
  similarity: null,
  oldPath: 'a',
  newPath: 'a',
  oldMode: '100644',
  newMode: '100644',
  oldBlob: commit,
  newBlob: null,
  added: 1,
  deleted: 0,
  binary: false,
};

const skipped = [{ line: 1, lines: 2, reason: 'odd' }];

const repositoryConfig = {
  reviewers: { quality: { enabled: true, required: false } },
  ignore: ['docs/**'],
  sensitivePaths: ['x/**'],
  comments: { maxInline: 5, minimumSeverity: 'warning', minimumConfidence: 100 },
};

/** One valid document of every kind, with a value at every key that may have one. */
export const SAMPLES: Readonly<Record<string, object>> = {
  finding,
  decision,
  review,
  run: {
    id,
    startedAt: '2026-01-02T03:04:05.006Z',
    docketVersion: '0.1.0',
    coordinatorVersion: '1',
    source: 'range',
    label: 'main...HEAD',
    baseCommit: commit,
    headCommit: null,
    trust: 'local',
    configDigest: digest,
  },
  outcome: { concern: 'c', kind: 'accepted', actor: null, reason: null, at: '2026-01-02T03:04:05Z' },
  'change-set': {
    source: 'diff',
    label: 'stdin',
    baseCommit: null,
    mergeBase: null,
    headCommit: commit,
    title: '',
    body: '',
    labels: ['x'],
    commits: [{ id: commit, subject: 's', body: '' }],
    files: [
      {
        ...file,
        hunks: [
          {
            oldStart: 0,
            oldLines: 0,
            newStart: 1,
            newLines: 1,
            section: '',
            lines: [{ kind: 'added', oldLine: null, newLine: 1, text: 'x', noNewline: true }],
          },
        ],
      },
    ],
    filtered: [{ ...file, reason: 'lockfile' }],
    skipped,
    redactions: [
      {
        path: 'a',
        side: 'new',
        line: 1,
        startColumn: 0,
        endColumn: 4,
        rule: 'r',
        message: 'm',
        first: true,
        changed: true,
      },
    ],
    tier: 'trivial',
    tierReason: 'small',
  },
  'repository-config': repositoryConfig,
  'operator-config': { ...repositoryConfig, history: '/x/history.db', plugins: ['p'], failOn: 'never' },
  'review-output': {
    schemaVersion: 1,
    docketVersion: '0.1.0',
    run: { id, history: null, elapsedMs: 12 },
    exit: { code: 3, conditions: ['incomplete'] },
    change: {
      source: 'range',
      label: 'x',
      baseCommit: commit,
      mergeBase: null,
      headCommit: null,
      tier: 'full',
      tierReason: 'big',
      files: ['a'],
      filtered: [{ path: 'b', reason: 'minified' }],
      skipped,
    },
    review,
    decisions: [decision],
    findings: [finding],
    usage: {
      models: [
        {
          model: 'anthropic/claude-sonnet-5-5',
          host: 'api.anthropic.com',
          local: false,
          calls: 2,
          reused: 1,
          failedAttempts: 0,
          inputTokens: 10,
          cacheReadTokens: 20,
          cacheWriteTokens: 30,
          outputTokens: 40,
          costMicroUsd: 50,
        },
      ],
      toolCalls: 3,
    },
    judge: { status: 'failed', reason: 'it took too long' },
    problems: [{ what: 'w', where: null, remedy: 'r' }],
  },
  'loose-findings': {
    findings: [
      {
        id: 7,
        reviewer: 'Some Bot',
        text: 'Wrong.',
        path: 'a',
        line: 0,
        severity: 'odd',
        confidence: 0.5,
        category: 'c',
      },
    ],
  },
  'imported-outcomes': {
    source: 'Some Bot',
    outcomes: [
      {
        rule: 'some-bot/race',
        outcome: 'accepted',
        origin: 'model',
        reviewer: 'some-bot',
        confidence: 80,
        path: 'src/a.ts',
        model: 'a/model',
        at: '2026-01-01T00:00:00Z',
      },
    ],
  },
  statistics: STATISTICS,
  calibration: {
    schemaVersion: 1,
    outcomes: 12,
    imported: 1,
    record: {
      steps: [{ speaker: 'model', from: 80, accepted: 5, dismissed: 6, unaddressed: 1, imported: 1, points: -300 }],
      groups: [
        { level: 'rule', name: 'model a/b', accepted: 5, dismissed: 6, unaddressed: 1, imported: 1, points: -300 },
      ],
    },
    reliability: {
      brier: 0.2,
      expectedCalibrationError: 0.1,
      bins: [{ from: 80, outcomes: 11.5, said: 82.1, accepted: 43.5 }],
    },
    check: null,
  },
};
