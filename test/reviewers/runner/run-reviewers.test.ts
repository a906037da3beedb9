import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnalyserPool, AnalyserResult } from '../../../analysers/analyser.ts';
import type { Contents } from '../../../forge/forge.ts';
import { defineReviewer } from '../../../reviewers/define-reviewer.ts';
import { assignFindingIds, type FindingDraft } from '../../../reviewers/runner/finding-id.ts';
import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import type { Check, Report, Reviewer } from '../../../reviewers/reviewer.ts';
import { type ReviewerEvent, runReviewers, type RunReviewersOptions } from '../../../reviewers/runner/run-reviewers.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import { ReviewerReport } from '../../../schemas/report.ts';
import { changedFiles } from '../../support/change-from-trees.ts';
import { runs } from '../../support/soak.ts';

const TREES = {
  old: { 'src/a.ts': 'one\ntwo\nthree\n', 'gone.ts': 'bye\n' },
  new: { 'src/a.ts': 'one\n2\nthree\nfour\n' },
};
const contents: Contents = {
  async read(path, side) {
    const text = (TREES[side] as Record<string, string>)[path];
    if (path === 'link') return { kind: 'absent', why: 'refused', reason: 'a link' };
    return text === undefined ? { kind: 'absent', why: 'missing', reason: 'no such file' } : { kind: 'text', text };
  },
  list: async (side) => Object.keys(TREES[side]),
};
/** A pool whose tool cannot read `bad` files. */
const pool: Pick<AnalyserPool, 'analyse'> = {
  analyse: async ({ files }) =>
    files.map(({ path }): AnalyserResult =>
      path.startsWith('bad') ? { path, kind: 'skipped', reason: 'it crashed' } : { path, kind: 'ok', matches: [] },
    ),
};

function changeSet(): ChangeSet {
  return {
    source: 'range',
    label: 'test',
    baseCommit: null,
    mergeBase: null,
    headCommit: null,
    title: '',
    body: '',
    labels: [],
    commits: [],
    files: changedFiles(TREES.old, TREES.new),
    filtered: [],
    skipped: [],
    redactions: [],
    tier: 'lite',
    tierReason: 'test',
  };
}

const check = (id: string, run: Check['run']): Check => ({ id, run });
const reviewer = (id: string, ...checks: Check[]): Reviewer => ({
  id,
  description: 'A reviewer of a test.',
  rules: {
    'some-rule': { summary: 'Finds something.', severity: 'warning', confidence: 640, references: ['CWE-1'] },
    other: { summary: 'Finds something else.', severity: 'critical', confidence: 900 },
  },
  checks,
});
const report = (more: Partial<Report> = {}): Report => ({
  rule: 'some-rule',
  location: { path: 'src/a.ts', side: 'new', startLine: 2, endLine: 2 },
  evidence: '2',
  title: 'A number',
  explanation: 'Numbers are words here.',
  ...more,
});
const run = (reviewers: readonly Reviewer[], more: Partial<RunReviewersOptions> = {}): Promise<ReviewerReport[]> =>
  runReviewers({
    reviewers,
    changeSet: changeSet(),
    contents,
    pool,
    required: () => true,
    signal: new AbortController().signal,
    ...more,
  });
/** The only report of one reviewer with these checks. */
async function runOne(checks: readonly Check[], more: Partial<RunReviewersOptions> = {}): Promise<ReviewerReport> {
  const [only] = await run([reviewer('mine', ...checks)], more);
  return ReviewerReport.parse(only);
}
const hang = (): Promise<never> => new Promise(() => undefined);

test('a report becomes a finding with the rule’s own values', async () => {
  const result = await runOne([check('c', async (context) => context.report(report()))]);
  expect(result).toMatchObject({
    reviewer: 'mine',
    required: true,
    status: 'ok',
    reason: null,
    gaps: [],
    rules: ['mine/some-rule', 'mine/other'],
  });
  expect(result.findings).toEqual([
    {
      id: expect.stringMatching(/^f-[0-9a-f]{10}$/),
      reviewer: 'mine',
      origin: 'check',
      rule: 'mine/some-rule',
      severity: 'warning',
      confidence: 640,
      location: { path: 'src/a.ts', side: 'new', startLine: 2, endLine: 2 },
      evidence: '2',
      title: 'A number',
      explanation: 'Numbers are words here.',
      failureScenario: null,
      replacement: null,
      references: ['CWE-1'],
    },
  ]);
});

test('reports come in the order of the reviewers, and all checks run at once', async () => {
  const gate = Promise.withResolvers<void>();
  const waits = reviewer(
    'waits',
    check('c', async (context) => {
      await gate.promise;
      context.report(report());
    }),
  );
  const opens = reviewer(
    'opens',
    check('c', async () => gate.resolve()),
  );
  const both = reviewer(
    'both',
    check('one', async (context) => {
      await gate.promise;
      context.looked('one');
    }),
    check('two', async (context) => context.looked('two')),
  );
  const reports = await run([waits, both, opens], { required: (id) => id === 'opens' });
  expect(reports.map((one) => [one.reviewer, one.required, one.findings.length, one.read])).toEqual([
    ['waits', false, 1, []],
    ['both', false, 0, ['one', 'two']],
    ['opens', true, 0, []],
  ]);
});

test.each<[name: string, run: Check['run'], reason: RegExp]>([
  [
    'throws',
    () => {
      throw new Error('no\n  luck');
    },
    /^no luck$/,
  ],
  [
    'rejects',
    async () => {
      throw new Error('no luck');
    },
    /^no luck$/,
  ],
  ['throws no error', () => Promise.reject(undefined), /^undefined$/],
  ['hangs', hang, /^the check bad did not finish within 0\.(?:05 s of processor time|5 s) and was cut off$/],
])('a check that %s costs neither its earlier findings nor another check', async (_name, body, reason) => {
  const bad = check('bad', async (context) => {
    context.report(report({ title: 'Said before' }));
    await body(context);
  });
  const good = check('good', async (context) => context.report(report({ title: 'Said elsewhere' })));
  const result = await runOne([bad, good], { checkTimeoutMs: 50 });
  expect(result.status).toBe('failed');
  expect(result.reason).toBe(`bad: ${result.gaps[0]?.reason}`);
  expect(result.gaps).toEqual([{ check: 'bad', path: null, kind: 'failed', reason: expect.stringMatching(reason) }]);
  expect(result.findings.map(({ title }) => title)).toEqual(['Said before', 'Said elsewhere']);
});

test('a run that is called off settles every check', async () => {
  const controller = new AbortController();
  const seen: unknown[] = [];
  const waits = check('waits', (context) => {
    context.signal.addEventListener('abort', () => seen.push(context.signal.reason));
    return hang();
  });
  const running = runOne([waits], { signal: controller.signal });
  controller.abort(new Error('called off'));
  expect(await running).toMatchObject({ status: 'failed', reason: 'waits: called off' });
  expect(seen).toHaveLength(1);
  expect(await runOne([check('never', hang)], { signal: controller.signal })).toMatchObject({
    reason: 'never: called off',
  });
});

test('a check that was cut off can say no more', async () => {
  const gate = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<unknown>();
  const late = check('late', async (context) => {
    await gate.promise;
    try {
      context.report(report());
    } catch (error) {
      ended.resolve(error);
      throw error;
    }
  });
  const result = await runOne([late], { checkTimeoutMs: 20 });
  gate.resolve();
  expect(await ended.promise).toMatchObject({ message: 'the check late has ended and can say no more' });
  expect(result.findings).toEqual([]);
});

test('what an analyser skips is a failed gap with its path, and the rest counts as looked at', async () => {
  const result = await runOne([
    check(
      'c',
      async (context) =>
        void (await context.analyse(
          'ast-grep',
          [
            { path: 'ok.ts', text: '' },
            { path: 'bad.ts', text: '' },
          ],
          {},
        )),
    ),
  ]);
  expect(result).toMatchObject({
    status: 'ok',
    gaps: [{ check: 'c', path: 'bad.ts', kind: 'failed', reason: 'ast-grep: it crashed' }],
    read: ['ok.ts'],
  });
});

test('a pool that fails fails the check', async () => {
  const broken = { analyse: () => Promise.reject(new Error('the child is gone')) };
  const result = await runOne([check('c', async (context) => void (await context.analyse('ruff', [], {})))], {
    pool: broken,
  });
  expect(result).toMatchObject({ status: 'failed', gaps: [{ kind: 'failed', reason: 'the child is gone' }] });
});

test('only what was really read counts as looked at', async () => {
  const result = await runOne([
    check('c', async (context) => {
      await context.read('src/a.ts', 'new');
      await context.read('gone.ts', 'old');
      await context.read('missing.ts', 'new');
      await context.read('link', 'new');
    }),
  ]);
  expect(result.read).toEqual(['gone.ts', 'src/a.ts']);
});

test('changed lines of both sides', async () => {
  const seen: unknown[] = [];
  await runOne([
    check('c', async (context) => {
      for (const file of context.changeSet.files) {
        seen.push([file.newPath, [...context.changedLines(file, 'old')], [...context.changedLines(file, 'new')]]);
      }
    }),
  ]);
  expect(seen).toEqual([
    ['gone.ts', [1], []],
    ['src/a.ts', [2], [2, 4]],
  ]);
});

test('unavailable is only shown; a reviewer of which no check could look is skipped', async () => {
  const blind = (id: string) => check(id, async (context) => context.unavailable({ reason: 'no tree' }));
  expect(await runOne([blind('a'), blind('b')])).toMatchObject({
    status: 'skipped',
    reason: 'no tree',
    gaps: [{ kind: 'unavailable', path: null }, {}],
  });
  expect(await runOne([blind('a'), check('b', async () => undefined)])).toMatchObject({ status: 'ok', reason: null });
  const partly = check('b', async (context) => {
    context.unavailable({ path: 'x', reason: 'large' });
    context.looked('y');
  });
  expect(await runOne([partly])).toMatchObject({ status: 'ok', gaps: [{ path: 'x', kind: 'unavailable' }] });
});

test('a rule outside the vocabulary stays a finding for the coordinator to mark', async () => {
  const result = await runOne([check('c', async (context) => context.report(report({ rule: 'invented' })))]);
  expect(result.findings).toMatchObject([{ rule: 'mine/invented' }]);
  expect(result.rules).not.toContain('mine/invented');
});

/** A check that says this, and something good after it. */
const sayingAlso = (said: unknown): Check =>
  check('c', async (context) => {
    context.report(said as Report);
    context.report(report({ title: 'Good' }));
  });
const cyclic: { self?: unknown } = {};
cyclic.self = cyclic;
test.each<[name: string, said: unknown, finding: object]>([
  [
    'lines the wrong way round',
    report({ location: { path: 'a', side: 'new', startLine: 3, endLine: 2 } }),
    { location: null, title: 'A number' },
  ],
  ['confidence in per cent', report({ confidence: 0.9 }), { evidence: '2', location: { path: 'src/a.ts' } }],
  ['no title', { ...report(), title: '' }, { title: 'A report of the check c has no usable shape' }],
  ['an unknown field', { ...report(), line: 3 }, { title: 'A number' }],
  ['a rule with a space', report({ rule: 'two words' }), { title: 'A number' }],
  ['a rule called constructor', report({ rule: 'constructor' }), { rule: 'mine/constructor', confidence: 0 }],
  ['an empty object', {}, { location: null }],
])('a report of a bad shape stays a finding for the coordinator to mark: %s', async (_name, said, finding) => {
  const result = await runOne([sayingAlso(said)]);
  const [odd, ...others] = result.findings.filter(({ title }) => title !== 'Good');
  expect(odd).toMatchObject(finding);
  expect(result.rules).not.toContain(odd?.rule);
  expect([result.status, others, result.findings.length]).toEqual(['ok', [], 2]);
});

test.each<[name: string, said: unknown]>([
  ['a text', 'look at line 3'],
  ['nothing', undefined],
  ['a cycle', { ...report(), title: cyclic }],
])('a report that cannot be written down is a failed gap: %s', async (_name, said) => {
  const result = await runOne([sayingAlso(said)]);
  expect(result.findings.map(({ title }) => title)).toEqual(['Good']);
  expect(result.gaps).toMatchObject([{ check: 'c', kind: 'failed', reason: expect.stringContaining('check c') }]);
});

test('the name of the rule for malformed reports cannot be taken', () => {
  const rules = { 'malformed-report': { summary: 's', severity: 'warning' as const, confidence: 1 } };
  expect(() => defineReviewer({ ...reviewer('x', check('c', hang)), rules })).toThrow('malformed-report');
});

test('a reviewer may carry a brief for a model, in its full shape', () => {
  const severity = { critical: ['x'], warning: [], suggestion: [] };
  const brief = { version: 1, focus: 'Looks at tests.', flag: ['a'], doNotFlag: ['b'], severity };
  const good = { ...reviewer('x', check('c', hang)), brief };
  expect(defineReviewer(good)).toBe(good);
  expect(() => defineReviewer({ ...good, brief: { ...brief, flag: [] } })).toThrow('brief.flag');
});

test('one reviewer cannot change what the next one sees', async () => {
  const result = await runOne([
    check('sorts', async (context) => void context.changeSet.files.reverse()),
    check('edits', async (context) => void Object.assign(context.changeSet.files[0] ?? {}, { newPath: 'other' })),
    check('cuts', async (context) => void context.changeSet.files[0]?.hunks[0]?.lines.pop()),
    check('patches', async (context) => void Object.assign(context, { report: () => undefined })),
  ]);
  expect(result.gaps.map((gap) => gap.check)).toEqual(['sorts', 'edits', 'cuts', 'patches']);
});

test('a report that is changed after it was made stays as it was', async () => {
  const result = await runOne([
    check('c', async (context) => {
      const one = report();
      context.report(one);
      Object.assign(one, { title: 'Another' });
      Object.assign(one.location ?? {}, { startLine: 4, endLine: 4 });
      context.report(one);
    }),
  ]);
  expect(result.findings.map(({ title, location }) => [title, location?.startLine])).toEqual([
    ['A number', 2],
    ['Another', 4],
  ]);
});

test('progress is told as it happens', async () => {
  const events: ReviewerEvent[] = [];
  await runOne(
    [check('good', async (context) => context.report(report())), check('bad', () => Promise.reject(new Error('x')))],
    { onProgress: (event) => events.push(event) },
  );
  expect(events[0]).toEqual({ kind: 'reviewer-started', reviewer: 'mine', checks: 2 });
  expect(events).toContainEqual({ kind: 'check-settled', reviewer: 'mine', check: 'good', status: 'ok', reports: 1 });
  expect(events).toContainEqual({
    kind: 'check-settled',
    reviewer: 'mine',
    check: 'bad',
    status: 'failed',
    reports: 0,
  });
  expect(events.at(-1)).toEqual({ kind: 'reviewer-settled', reviewer: 'mine', status: 'failed', findings: 1 });
});

test('every built-in reviewer has a valid shape and its place in the list', async () => {
  for (const one of BUILT_IN_REVIEWERS) expect(defineReviewer(one)).toBe(one);
  expect(BUILT_IN_REVIEWERS.slice(0, 7).map(({ id }) => id)).toEqual(
    'security quality performance documentation release policy agents-md'.split(' '),
  );
});

const drafts = fc.array(
  fc
    .record({
      rule: fc.constantFrom('mine/a', 'mine/b'),
      path: fc.constantFrom('x.ts', 'é.ts', 'X.ts'),
      line: fc.integer({ min: 1, max: 30 }),
      title: fc.constantFrom('One', 'Two'),
      explanation: fc.constantFrom('', 'longer'),
    })
    .map(({ path, line, ...rest }): FindingDraft => ({
      reviewer: 'mine',
      origin: 'check',
      severity: 'warning',
      confidence: 1,
      evidence: 'code',
      failureScenario: null,
      replacement: null,
      references: [],
      location: { path, side: 'new', startLine: line, endLine: line },
      ...rest,
    })),
  { maxLength: 25 },
);

test('ids are unique and do not depend on the order of input', () => {
  fc.assert(
    fc.property(
      drafts.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, shuffled]) => {
        const findings = assignFindingIds(list);
        expect(new Set(findings.map(({ id }) => id)).size).toBe(list.length);
        expect(assignFindingIds(shuffled)).toEqual(findings);
      },
    ),
    { numRuns: runs(100, 20_000) },
  );
});

test('ids do not depend on where the lines stand, nor on other claims', () => {
  fc.assert(
    fc.property(drafts, drafts, fc.nat(500), (list, others, shift) => {
      const moved = list.map((draft) => {
        const line = (draft.location?.startLine ?? 1) + shift;
        return { ...draft, location: draft.location && { ...draft.location, startLine: line, endLine: line } };
      });
      const foreign = others.map((draft) => ({ ...draft, evidence: 'other code' }));
      const before = assignFindingIds(list).map(({ id }) => id);
      expect(assignFindingIds(moved).map(({ id }) => id)).toEqual(before);
      expect(
        assignFindingIds([...foreign, ...list])
          .filter(({ evidence }) => evidence === 'code')
          .map(({ id }) => id),
      ).toEqual(before);
    }),
    { numRuns: runs(100, 20_000) },
  );
});

test('a repeated claim is numbered by its position', () => {
  const at = (startLine: number): FindingDraft => ({
    reviewer: 'r',
    origin: 'check',
    rule: 'r/a',
    severity: 'warning',
    confidence: 1,
    evidence: 'e',
    title: 't',
    explanation: '',
    failureScenario: null,
    replacement: null,
    references: [],
    location: { path: 'p', side: 'new', startLine, endLine: startLine },
  });
  const findings = assignFindingIds([at(30), at(4), at(200)]);
  const base = findings[0]?.id ?? '';
  expect(findings.map(({ id, location }) => [id, location?.startLine])).toEqual([
    [base, 4],
    [`${base}-2`, 30],
    [`${base}-3`, 200],
  ]);
});
