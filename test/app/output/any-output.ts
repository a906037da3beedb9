import fc from 'fast-check';
import type { ReviewOutput } from '../../../app/output/review-output.ts';
import { aComment, aFinding, anOutput, aReviewer, FILE } from './build-review-output.ts';

/** Words that have broken renderers: orders to terminals, workflow runners and Markdown, wide and unseen characters. */
const HOSTILE = [
  '\u001b[31mred',
  '\u009b2J',
  '::error::owned',
  '##[group]x',
  '](http://evil.example)',
  '![x](http://evil.example/x.png)',
  '@everyone',
  '#1',
  '`````',
  '```',
  '<img src=x>',
  '\u202e',
  '\u200b',
  '{0}',
  '漢字漢字',
  '👩‍👩‍👧‍👦',
  'e\u0301',
  '\ud800',
  '\udcff',
  '\t',
  '\r\n',
  '\n',
  '\n\n',
  '--'.repeat(40),
  'x'.repeat(300),
];

export const anyText = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constant(' ')), {
    minLength: 1,
    maxLength: 12,
  })
  .map((parts) => `x${parts.join('')}`);

/** Names as git allows them: any character but NUL, bytes that are not UTF-8 as lone surrogates. */
export const anyPath = fc.oneof(
  fc.constantFrom('src/user.ts', 'a b/c#d?.ts', 'C:/x.ts', '100%/é/漢字.py', 'a\\b', 'bad\udcff\udc80name', 'x\ny'),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((name) => `p/${name.replaceAll('\0', '0')}`),
);

const severity = fc.constantFrom('critical' as const, 'warning' as const, 'suggestion' as const);
const lines = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 20 }));

const location = fc.option(
  fc
    .record({ path: anyPath, side: fc.constantFrom('old' as const, 'new' as const), lines: fc.option(lines) })
    .map((at) => ({
      path: at.path,
      side: at.side,
      startLine: at.lines === null ? null : at.lines[0],
      endLine: at.lines === null ? null : at.lines[0] + at.lines[1],
    })),
);

const comment = fc
  .record({
    finding: fc.uuid(),
    severity,
    confidence: fc.integer({ min: 0, max: 1000 }),
    location,
    evidence: fc.option(anyText),
    title: anyText,
    explanation: anyText,
    failureScenario: fc.option(
      fc.record({ description: anyText, command: anyText, expected: anyText, actual: anyText }),
    ),
    replacement: fc.option(fc.oneof(anyText, fc.constant(''))),
    references: fc.array(fc.oneof(fc.constant('CWE-89'), anyText, fc.constant('https://example.org/a')), {
      maxLength: 3,
    }),
    rule: fc.constantFrom('security/a', 'quality/b', 'ESLint/no-var', 'semgrep/x.y.z'),
    merged: fc.constantFrom([], ['m1'], ['m1', 'm2', 'unknown']),
    origins: fc.constantFrom(['check' as const], ['outside' as const], ['check' as const, 'model' as const]),
  })
  .map((parts) => aComment({ ...parts, merged: [...parts.merged], origins: [...parts.origins] }));

const gap = fc.record({
  check: anyText,
  path: fc.option(anyPath),
  kind: fc.constantFrom('failed' as const, 'unavailable' as const),
  reason: anyText,
});

const ended = fc.record({
  status: fc.constantFrom('ok' as const, 'failed' as const, 'skipped' as const),
  reason: fc.option(anyText),
});

const reviewer = fc
  .record({
    required: fc.boolean(),
    status: fc.constantFrom('ok' as const, 'failed' as const, 'skipped' as const),
    reason: fc.option(anyText),
    gaps: fc.array(gap, { maxLength: 4 }),
    model: fc.option(ended),
  })
  .map(({ model, ...parts }) =>
    aReviewer({ ...parts, ...(model === null ? {} : { model: { ...model, models: [] } }) }),
  );

const use = fc.record({
  model: anyText,
  host: anyText,
  local: fc.boolean(),
  calls: fc.nat(50),
  reused: fc.nat(50),
  failedAttempts: fc.nat(5),
  inputTokens: fc.nat(),
  cacheReadTokens: fc.nat(),
  cacheWriteTokens: fc.nat(),
  outputTokens: fc.nat(),
  costMicroUsd: fc.nat(),
});
const usage = fc.option(fc.record({ models: fc.array(use, { maxLength: 12 }), toolCalls: fc.nat(99) }));

/** Any review that could be rendered, most of it hostile. */
export const anyOutput: fc.Arbitrary<ReviewOutput> = fc
  .record({
    comments: fc.uniqueArray(comment, { maxLength: 6, selector: (one) => one.finding }),
    reviewers: fc.array(reviewer, { maxLength: 3 }),
    unread: fc.array(anyPath, { maxLength: 3 }),
    verdict: fc.constantFrom('approved' as const, 'minor_issues' as const, 'incomplete' as const),
    verdictReason: anyText,
    incompleteReasons: fc.array(anyText, { maxLength: 2 }),
    suppressed: fc.array(fc.constantFrom('low-confidence' as const, 'unverified' as const), { maxLength: 4 }),
    filtered: fc.array(anyPath, { maxLength: 2 }),
    problems: fc.array(fc.record({ what: anyText, where: anyText }), { maxLength: 2 }),
    recorded: fc.boolean(),
    usage,
    judge: fc.option(ended),
    code: fc.constantFrom(0, 1, 2, 3, 4),
    line: anyText.map((text) => text.replaceAll('\n', ' ')),
  })
  .map((parts) => {
    const { hunks, ...file } = FILE;
    const [hunk] = hunks;
    const shown = hunk === undefined ? [] : [{ ...hunk, lines: hunk.lines.map((at) => ({ ...at, text: parts.line })) }];
    return anOutput({
      comments: parts.comments,
      review: {
        reviewers: parts.reviewers,
        unread: parts.unread,
        verdict: parts.verdict,
        verdictReason: parts.verdictReason,
        incompleteReasons: parts.incompleteReasons,
        states: {
          inline: parts.comments.length,
          file: 0,
          summary: 0,
          merged: 2,
          suppressed: parts.suppressed.length,
          failed: 1,
        },
      },
      decisions: [
        ...parts.suppressed.map((reason, at) => ({
          finding: `s${at}`,
          fingerprint: null,
          concern: null,
          state: { kind: 'suppressed' as const, reason, bar: 'too little' },
          steps: [],
        })),
        {
          finding: 'u',
          fingerprint: null,
          concern: null,
          state: { kind: 'failed' as const, reason: parts.verdictReason },
          steps: [],
        },
      ],
      findings: [
        ...parts.comments.map((one) => aFinding({ id: one.finding, title: one.title, location: one.location })),
        aFinding({ id: 'm1' }),
        aFinding({ id: 'm2', location: null, reviewer: 'quality' }),
      ],
      changeSet: {
        files: [{ ...FILE, hunks: shown }],
        filtered: parts.filtered.map((newPath) => ({ ...file, newPath, reason: 'lockfile' as const })),
        skipped: [{ line: 3, lines: 2, reason: parts.verdictReason }],
      },
      problems: parts.problems,
      usage: parts.usage,
      judge: parts.judge,
      runId: parts.recorded ? '0190f3a4-0000-7000-8000-000000000001' : null,
      exit: { code: parts.code, conditions: parts.code === 0 ? [] : ['incomplete'] },
    });
  });
