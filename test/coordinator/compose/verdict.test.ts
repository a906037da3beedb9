import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { ReviewerReport } from '../../../schemas/report.ts';
import type { Verdict } from '../../../schemas/review.ts';
import { changedFile, finding, opinion, State } from '../builders.ts';

const PATHS = ['src/a.ts', 'src/b.ts', 'src/c.ts', 'test/d.test.ts', 'docs/e.md'];

/** A finding on a whole file, unlike the others. */
function on(path: string, severity: Finding['severity'], more: Partial<Finding> = {}): Finding {
  const id = `${path}:${more.rule ?? ''}:${severity}`;
  const location = { path, side: 'new' as const, startLine: null, endLine: null };
  return finding({
    id,
    location,
    severity,
    rule: `quality/${path.replaceAll(/\W/g, '-')}`,
    title: `About ${id}`,
    ...more,
  });
}

function review(findings: readonly Finding[], report: Partial<ReviewerReport> = {}) {
  const state = new State().file(...PATHS.map((path) => changedFile(path, ['+x'])));
  return coordinate(
    state
      .findings(...findings)
      .report('quality', { rules: findings.map((one) => one.rule), read: PATHS, ...report })
      .build(),
  ).review;
}

it.each<[string, Verdict, readonly Finding[]]>([
  ['nothing', 'approved', []],
  ['a doubtful suggestion', 'approved', [on('src/a.ts', 'suggestion', { confidence: 499 })]],
  ['a suggestion about documents', 'approved', [on('docs/e.md', 'suggestion')]],
  ['a sure suggestion', 'approved_with_comments', [on('src/a.ts', 'suggestion', { confidence: 500 })]],
  ['one warning', 'approved_with_comments', [on('src/a.ts', 'warning')]],
  ['two unrelated warnings', 'approved_with_comments', [on('src/a.ts', 'warning'), on('src/b.ts', 'warning')]],
  [
    'warnings in tests only',
    'approved_with_comments',
    [
      on('test/d.test.ts', 'warning', { title: 'x y' }),
      on('docs/e.md', 'warning'),
      on('test/d.test.ts', 'warning', { rule: 'quality/z', title: 'quite different words here' }),
    ],
  ],
  [
    'two warnings in one file',
    'minor_issues',
    [on('src/a.ts', 'warning'), on('src/a.ts', 'warning', { rule: 'quality/z', title: 'quite different words here' })],
  ],
  [
    'two warnings of one rule',
    'minor_issues',
    [on('src/a.ts', 'warning', { rule: 'quality/z' }), on('src/b.ts', 'warning', { rule: 'quality/z' })],
  ],
  ['three warnings', 'minor_issues', [on('src/a.ts', 'warning'), on('src/b.ts', 'warning'), on('src/c.ts', 'warning')]],
  ['something critical', 'significant_concerns', [on('docs/e.md', 'critical'), on('src/b.ts', 'suggestion')]],
])('%s is %s', (_, verdict, findings) => {
  expect(review(findings)).toMatchObject({ verdict, coverage: 'checks-only', incompleteReasons: [] });
});

describe('a review is incomplete when', () => {
  const gap = { check: 'lint', path: 'src/a.ts', kind: 'failed' as const, reason: 'timed out' };

  it.each<[string, Partial<ReviewerReport>, string]>([
    ['a required reviewer failed', { status: 'failed', reason: 'crashed' }, 'quality failed: crashed'],
    ['a required check did not finish', { gaps: [gap] }, 'lint on src/a.ts did not finish: timed out'],
    ['nobody read a file', { read: PATHS.slice(1) }, 'nobody read src/a.ts'],
  ])('%s', (_, report, reason) => {
    expect(review([], report)).toMatchObject({ verdict: 'incomplete', incompleteReasons: [reason] });
  });

  it.each<[string, Partial<ReturnType<typeof changedFile>>, string | null]>([
    ['source that a NUL byte hides', { newPath: 'src/x.ts', oldPath: 'src/x.ts' }, 'nobody read src/x.ts'],
    ['source that is gone', { newPath: 'src/x.ts', oldPath: 'src/x.ts', newMode: '000000' }, null],
    ['a picture', { newPath: 'logo.png', oldPath: 'logo.png' }, null],
  ])('binary: %s', (_, file, reason) => {
    const binary = { ...changedFile('src/x.ts', []), hunks: [], binary: true, added: null, deleted: null, ...file };
    const { review: made } = coordinate(new State().file(binary).report('quality', { rules: [], read: [] }).build());
    expect(made.incompleteReasons).toEqual(reason === null ? [] : [reason]);
  });

  it('when a piece of the input could not be looked at, unless nothing can be in it', () => {
    const input = new State().report('quality', { rules: [], read: [] }).build();
    const skipped = [
      { line: 1, lines: 1, reason: 'not part of a diff', harmless: true as const },
      { line: 9, lines: 3, reason: 'a hunk without a readable header' },
      { line: 20, lines: 3, reason: 'coloured' },
    ];
    const of = (pieces: typeof skipped) =>
      coordinate({ ...input, changeSet: { ...input.changeSet, skipped: pieces } }).review;
    expect(of(skipped)).toMatchObject({
      verdict: 'incomplete',
      incompleteReasons: ['a piece of the input could not be looked at: a hunk without a readable header (and 1 more)'],
    });
    expect(of(skipped.slice(0, 1)).verdict).toBe('approved');
  });

  it.each<[string, Partial<ReviewerReport>]>([
    ['an optional reviewer failed', { required: false, status: 'failed', reason: 'crashed' }],
    ['the source does not carry something', { gaps: [{ ...gap, kind: 'unavailable' }] }],
    ['only outside tools took part', { rules: null, read: [] }],
  ])('not when %s', (_, report) => {
    expect(review([], report).verdict).toBe('approved');
  });

  it('and something critical was found, the verdict says both', () => {
    const made = review([on('src/a.ts', 'critical')], { read: [] });
    expect(made.verdict).toBe('significant_concerns');
    expect(made.verdictReason).toMatch(/^1 critical finding; not everything was looked at: nobody read .* and 2 more$/);
    expect(made.unread).toEqual(PATHS.toSorted());
  });
});

it('counts what is published and how every raw finding ended', () => {
  const made = review([
    on('src/a.ts', 'warning'),
    on('src/b.ts', 'critical'),
    on('src/c.ts', 'warning', { confidence: 0 }),
    on('src/z.ts', 'warning', { rule: 'other/x' }),
  ]);
  expect(made.counts).toEqual({ critical: 1, warning: 1, suggestion: 0 });
  expect(made.states).toEqual({ inline: 0, file: 2, summary: 0, merged: 0, suppressed: 1, failed: 1 });
  expect(made.reviewers).toMatchObject([{ reviewer: 'quality', findings: 4 }]);
});

describe('model halves', () => {
  const half = (status: 'ok' | 'failed' | 'skipped' | 'not-asked', reason: string | null = null) => ({
    model: { status, reason, models: status === 'ok' ? ['anthropic/m'] : [] },
  });
  const halves = (reports: Readonly<Record<string, Partial<ReviewerReport>>>) => {
    const state = new State().file(changedFile('src/a.ts', ['+x']));
    for (const [reviewer, report] of Object.entries(reports)) {
      state.report(reviewer, { rules: [], read: ['src/a.ts'], ...report });
    }
    return coordinate(state.build()).review;
  };

  it.each<[string, Readonly<Record<string, Partial<ReviewerReport>>>, object]>([
    ['none was planned', { a: {}, b: {} }, { coverage: 'checks-only', verdict: 'approved', incompleteReasons: [] }],
    ['one of two ended', { a: half('ok'), b: {} }, { coverage: 'full', verdict: 'approved', incompleteReasons: [] }],
    [
      'one failed',
      { a: half('ok'), b: half('failed', 'cut off') },
      { coverage: 'full', verdict: 'incomplete', incompleteReasons: ['the model half of b did not finish: cut off'] },
    ],
    [
      'all failed for want of a key',
      { b: half('failed', 'no key'), c: half('failed', 'no key'), a: half('failed', 'no key') },
      {
        coverage: 'checks-only',
        verdict: 'incomplete',
        incompleteReasons: ['the model halves of a, b and c did not finish: no key'],
      },
    ],
    [
      'one was planned and skipped',
      { a: half('skipped', 'the budget is used up') },
      { verdict: 'incomplete', incompleteReasons: ['the model half of a did not finish: the budget is used up'] },
    ],
    [
      'one was not asked, because nothing of its business changed',
      { a: half('not-asked', 'no document changed'), b: half('ok', null) },
      { coverage: 'full', verdict: 'approved', incompleteReasons: [] },
    ],
    [
      'none was asked: nothing was read by a model',
      { a: half('not-asked', 'no document changed') },
      { coverage: 'checks-only', verdict: 'approved' },
    ],
    ['an optional one failed', { a: { required: false, ...half('failed', 'x') } }, { verdict: 'approved' }],
    [
      'the reviewer failed for the same reason',
      { a: { status: 'failed', reason: 'x', ...half('failed', 'x') } },
      { incompleteReasons: ['the model half of a did not finish: x'] },
    ],
  ])('%s', (_, reports, expected) => {
    expect(halves(reports)).toMatchObject(expected);
  });

  it('are shown as they ended', () => {
    expect(halves({ a: half('failed', 'no key'), b: {} }).reviewers.map(({ model }) => model)).toEqual([
      { status: 'failed', reason: 'no key', models: [] },
      undefined,
    ]);
  });

  it('what a finding says of its origin makes no full coverage', () => {
    const location = { path: 'src/a.ts', side: 'new' as const, startLine: 1, endLine: 1 };
    const model = opinion('m', 'x', { origin: 'model', rule: 'm/x', location, evidence: 'x' });
    const state = new State().file(changedFile('src/a.ts', ['+x'])).findings(model);
    expect(coordinate(state.build()).review.coverage).toBe('checks-only');
  });
});

it('is incomplete where some findings could not be verified, and the findings stay', () => {
  const { review: made } = coordinate({
    ...new State()
      .file(changedFile('src/a.ts', ['+a();']))
      .findings(finding({ severity: 'suggestion' }))
      .build(),
    unverified: 'auth: refused',
  });
  expect(made).toMatchObject({
    verdict: 'incomplete',
    incompleteReasons: ['the verification of findings did not finish: auth: refused'],
  });
  expect(made.comments).toHaveLength(1);
});
