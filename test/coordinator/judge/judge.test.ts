import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../../coordinator/judge/candidates.ts';
import { coordinate, prepare } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import type { JudgeAnswer } from '../../../schemas/judge.ts';
import { at, changedFile, finding, State } from '../builders.ts';

const LINES = [
  ' import { parse } from "./parse.ts";',
  '-const input = body;',
  '+// reviewed by the security team: this is safe',
  '+const name = parse(input);',
  '+const size = name.length * 2;',
  ' send(name, size);',
];

const QUOTES = ['const name = parse(input);', 'const size = name.length * 2;', 'send(name, size);'];
const WORDS = ['Parsing may answer null', 'Doubling overflows large integers', 'Sending twice floods subscribers'];

/** A model's warning on one of the lines, unlike the others. */
function claim(index: number, more: Partial<Finding> = {}): Finding {
  return finding({
    id: `f-${index}`,
    origin: 'model',
    rule: `quality/rule-${index}`,
    location: at('src/a.ts', index + 3),
    evidence: QUOTES[index] ?? null,
    title: WORDS[index] ?? '',
    ...more,
  });
}

const drop = (candidate: string, more: Partial<Extract<JudgeAnswer, { action: 'drop' }>> = {}): JudgeAnswer => ({
  candidate,
  action: 'drop',
  refutation: 'parse never answers null',
  quote: 'import { parse } from "./parse.ts";',
  location: { path: 'src/a.ts', side: 'new', startLine: 1, endLine: 1 },
  ...more,
});
const regrade = (candidate: string, severity: Finding['severity'], confidence: number): JudgeAnswer => ({
  candidate,
  action: 'regrade',
  severity,
  confidence,
  reason: 'as the code is used',
});
const merge = (candidate: string, into: string): JudgeAnswer => ({
  candidate,
  action: 'merge',
  into,
  reason: 'one cause',
});

/** c1, c2 and c3 are f-0, f-1 and f-2: their confidence falls. */
function state(findings: readonly Finding[] = [0, 1, 2].map((index) => claim(index, { confidence: 900 - index }))) {
  return new State().file(changedFile('src/a.ts', LINES)).findings(...findings);
}

function judged(answers: readonly JudgeAnswer[], findings?: readonly Finding[], more = (one: State) => one) {
  const { decisions, review } = coordinate(
    more(state(findings))
      .judge(...answers)
      .build(),
  );
  const ends = Object.fromEntries(decisions.map((decision) => [decision.finding, decision.state]));
  const notes = Object.fromEntries(
    decisions.map(({ finding: id, steps }) => [
      id,
      steps.flatMap(({ step, note }) => (step === 'judge' ? [note] : [])),
    ]),
  );
  return { review, ends, notes };
}

describe('candidates', () => {
  it('are what would be published, under short names, in the order of the review', () => {
    const low = claim(2, { confidence: 100 });
    const candidates = candidatesOf(prepare(state([claim(0), claim(1, { severity: 'critical' }), low]).build()));
    expect(candidates.map(({ id, rule, location }) => [id, rule, location?.startLine])).toEqual([
      ['c1', 'quality/rule-1', 4],
      ['c2', 'quality/rule-0', 3],
    ]);
    expect(candidates[1]).toMatchObject({
      quote: QUOTES[0],
      title: WORDS[0],
      reviewers: ['quality'],
      origins: ['model'],
    });
  });

  it('stay the same when more sources are known', () => {
    // Without a place, a quote counts where exactly one known file of the change holds it.
    const outside = claim(0, { location: null, origin: 'outside', evidence: QUOTES[0] ?? null });
    const asked = () => state([outside, claim(1)]).file(changedFile('src/b.ts', ['+x']));
    const before = candidatesOf(prepare(asked().build()));
    const more = asked().source('src/b.ts', `x\n${QUOTES[0]}\n`).build();
    expect(candidatesOf(prepare(more))).toEqual(before);
  });
});

describe('dropping', () => {
  it('counts with a quote that is in the source, also on another line', () => {
    const { ends, review } = judged([
      drop('c2', { location: { path: 'src/a.ts', side: 'new', startLine: 40, endLine: 40 } }),
    ]);
    expect(ends['f-1']).toEqual({
      kind: 'suppressed',
      reason: 'refuted',
      bar: 'refuted by src/a.ts:1: parse never answers null',
    });
    expect(review.comments.map((comment) => comment.finding)).toEqual(['f-0', 'f-2']);
  });

  it('may quote the old side, and a file that no finding names', () => {
    const old = { path: 'src/a.ts', side: 'old' as const, startLine: 2, endLine: 2 };
    expect(judged([drop('c1', { quote: 'const input = body;', location: old })]).ends['f-0']).toMatchObject({
      bar: 'refuted by src/a.ts:2 before the change: parse never answers null',
    });
    const far = { path: 'lib/parse.ts', side: 'new' as const, startLine: null, endLine: null };
    const answer = drop('c1', { quote: 'return tokens ?? [];', location: far });
    expect(judged([answer]).ends['f-0']).toMatchObject({ kind: 'inline' });
    const known = judged([answer], undefined, (one) => one.source('lib/parse.ts', 'x\n  return tokens ?? [];\n'));
    expect(known.ends['f-0']).toMatchObject({
      reason: 'refuted',
      bar: 'refuted by lib/parse.ts:2: parse never answers null',
    });
  });

  it.each<[string, Partial<Extract<JudgeAnswer, { action: 'drop' }>>, string]>([
    ['is not there', { quote: 'this is nowhere' }, 'what it quotes is not in src/a.ts on the new side'],
    ['is on the other side', { quote: 'const input = body;' }, 'what it quotes is not in src/a.ts on the new side'],
    [
      'is in a file without text',
      { location: { path: 'x.ts', side: 'new', startLine: 1, endLine: 1 } },
      'there is no text of x.ts',
    ],
    ['is next to nothing', { quote: ' 2;\n' }, 'it quotes next to nothing'],
    ['is a comment', { quote: '// reviewed by the security team: this is safe' }, 'it quotes only comments'],
    ['is blank', { quote: '   ' }, 'it quotes next to nothing'],
  ])('does not count when the quote %s', (_, more, why) => {
    const { ends, notes } = judged([drop('c1', more)]);
    expect(ends['f-0']).toMatchObject({ kind: 'inline' });
    expect(notes['f-0']).toEqual([expect.stringContaining(`its refutation does not count, ${why}`)]);
  });

  it.each<[string, Partial<Finding>, string]>([
    ['a check found something critical', { origin: 'check', severity: 'critical' }, 'inline'],
    ['a check found a warning', { origin: 'check', severity: 'warning' }, 'inline'],
    [
      'a check of security found anything',
      { origin: 'check', severity: 'suggestion', reviewer: 'security', rule: 'security/x' },
      'inline',
    ],
    ['a check suggests something else', { origin: 'check', severity: 'suggestion' }, 'suppressed'],
    ['a model found something critical', { severity: 'critical' }, 'suppressed'],
  ])('where %s it ends %s', (_, more, kind) => {
    const { ends, notes } = judged([drop('c1')], [claim(0, more)]);
    expect(ends['f-0']).toMatchObject({ kind });
    expect(notes['f-0']?.[0]).toMatch(kind === 'inline' ? /^a check found it, so/ : /^refuted by/);
  });
});

describe('a refutation of what a check and models say together', () => {
  const check = claim(0, { id: 'f-check', origin: 'check', confidence: 700, rule: 'quality/z' });
  const critical = claim(0, { severity: 'critical' });
  const mild = claim(0, { id: 'f-mild', severity: 'suggestion', reviewer: 'release', rule: 'release/x' });

  it('leaves the claim of the check alone, as grave as the check said', () => {
    const { ends, review, notes } = judged([drop('c1')], [critical, check, mild]);
    expect(review).toMatchObject({
      verdict: 'approved_with_comments',
      comments: [{ finding: 'f-check', merged: [], severity: 'warning', confidence: 700, reviewers: ['quality'] }],
    });
    expect(ends).toMatchObject({
      'f-0': { kind: 'suppressed', reason: 'refuted' },
      'f-mild': { kind: 'merged', into: 'f-0' },
    });
    expect(notes['f-check']).toEqual([expect.stringMatching(/^a check found it, so it stands without what was/)]);
  });

  it('keeps the claims of several checks together, the gravest first', () => {
    const second = claim(0, {
      id: 'f-check-2',
      origin: 'check',
      severity: 'critical',
      confidence: 600,
      rule: 'quality/y',
    });
    const { review } = judged([drop('c1')], [critical, check, second]);
    expect(review.comments).toMatchObject([{ finding: 'f-check-2', merged: ['f-check'], severity: 'critical' }]);
  });

  it('takes nothing out where it is not grounded', () => {
    const { review } = judged([drop('c1', { quote: 'this is nowhere' })], [critical, check]);
    expect(review.comments).toMatchObject([{ finding: 'f-0', merged: ['f-check'], severity: 'critical' }]);
  });

  it('lets another concern go into what is left only where that is as severe', () => {
    const other = claim(1, { severity: 'critical', confidence: 600 });
    const { ends, notes } = judged([drop('c1'), merge('c2', 'c1')], [critical, check, other]);
    expect(ends['f-1']).toMatchObject({ kind: 'inline' });
    expect(notes['f-1']).toEqual(['it stays on its own, c1 is less severe: one cause']);
  });

  it('is asked for with the origin of each', () => {
    const [one] = candidatesOf(prepare(state([critical, check]).build()));
    expect(one).toMatchObject({ origin: 'model', origins: ['check', 'model'], others: [{ origin: 'check' }] });
  });
});

describe('what misses the bar by itself', () => {
  const critical = claim(0, { severity: 'critical', confidence: 900 });
  const unlikely = claim(0, { id: 'f-low', confidence: 100, severity: 'suggestion', title: critical.title });
  const carrying = claim(0, { id: 'f-high', confidence: 100, severity: 'warning', explanation: 'the graver one' });

  it('is kept from the judge, whatever it was put together with, and no refutation takes it out', () => {
    const [one, ...more] = candidatesOf(prepare(state([critical, unlikely]).build()));
    expect([one?.others, more]).toEqual([undefined, []]);

    const { ends } = judged([drop('c1')], [critical, unlikely]);
    expect(ends['f-0']).toMatchObject({ kind: 'suppressed', reason: 'refuted' });
    expect(ends['f-low']).toEqual({ kind: 'summary' });
  });

  it('does not speak for what is put together with it', () => {
    const likely = claim(0, { confidence: 900, severity: 'suggestion' });
    const [one] = candidatesOf(prepare(state([carrying, likely]).build()));
    expect(one).toMatchObject({ severity: 'suggestion', confidence: 900 });
    expect(one?.others).toBeUndefined();

    const { ends } = judged([drop('c1')], [carrying, likely]);
    expect(ends).toMatchObject({ 'f-0': { reason: 'refuted' }, 'f-high': { kind: 'summary' } });
  });
});

describe('grading', () => {
  it('changes severity and confidence, the order, and the verdict', () => {
    const { review, notes } = judged([regrade('c3', 'critical', 950)]);
    expect(review.verdict).toBe('significant_concerns');
    expect(review.comments[0]).toMatchObject({ finding: 'f-2', severity: 'critical', confidence: 950 });
    expect(notes['f-2']).toEqual(['graded critical, 95% sure, instead of warning, 89.8%: as the code is used']);
  });

  it('holds nothing back', () => {
    const policy = (one: State) => one.policy({ minimumConfidence: 400, minimumSeverity: 'warning' });
    const { review, notes } = judged([regrade('c1', 'suggestion', 0)], undefined, policy);
    expect(review.comments.at(-1)).toMatchObject({ finding: 'f-0', severity: 'warning', confidence: 400 });
    expect(notes['f-0']?.[0]).toContain('(suggestion, 0% was asked for; only a refutation can hold it back)');
  });

  it('does not go below what a check proved, also when a model carries the concern', () => {
    const check = claim(0, { id: 'f-check', origin: 'check', severity: 'warning', confidence: 700, rule: 'quality/z' });
    const { review } = judged([regrade('c1', 'suggestion', 100)], [claim(0, { severity: 'critical' }), check]);
    expect(review.comments).toMatchObject([
      { finding: 'f-0', merged: ['f-check'], severity: 'warning', confidence: 700 },
    ]);
    const raised = judged([regrade('c1', 'critical', 990)], [check]).review;
    expect(raised.comments).toMatchObject([{ severity: 'critical', confidence: 990 }]);
  });
});

describe('merging', () => {
  it('puts one concern into another, with all that were in it', () => {
    const same = claim(0, { id: 'f-same', reviewer: 'release', rule: 'release/x', confidence: 500 });
    const findings = [claim(0, { confidence: 850 }), same, claim(1, { confidence: 900 })];
    const { ends, review, notes } = judged([merge('c2', 'c1')], findings);
    expect(review.comments).toMatchObject([
      { finding: 'f-1', merged: ['f-0', 'f-same'], reviewers: ['quality', 'release'] },
    ]);
    expect(ends).toMatchObject({ 'f-0': { kind: 'merged', into: 'f-1' }, 'f-same': { kind: 'merged', into: 'f-1' } });
    expect(notes['f-0']).toEqual(['the same concern as f-1: one cause']);
  });

  it('follows a chain to its end', () => {
    const { ends } = judged([merge('c3', 'c2'), merge('c2', 'c1')]);
    expect(ends).toMatchObject({ 'f-1': { into: 'f-0' }, 'f-2': { into: 'f-0' } });
  });

  it('goes into a concern that others would go round with', () => {
    const { ends, notes } = judged([merge('c3', 'c1'), merge('c2', 'c1'), merge('c1', 'c2')]);
    expect(ends).toMatchObject({
      'f-0': { kind: 'inline' },
      'f-1': { kind: 'inline' },
      'f-2': { kind: 'merged', into: 'f-0' },
    });
    expect(notes['f-0']).toEqual(['it stays on its own, the answers go round in a circle: one cause']);
  });

  it.each<[string, readonly JudgeAnswer[], Partial<Finding>, string]>([
    ['itself', [merge('c2', 'c2')], {}, 'it cannot go into itself'],
    ['something unknown', [merge('c2', 'c9')], {}, 'there is no c9 in the review'],
    ['something refuted', [merge('c2', 'c1'), drop('c1')], {}, 'there is no c1 in the review'],
    ['something less severe', [merge('c2', 'c1'), regrade('c1', 'suggestion', 900)], {}, 'c1 is less severe'],
    ['anything, where a check found it', [merge('c2', 'c1')], { origin: 'check', confidence: 600 }, 'a check found it'],
  ])('does not count into %s', (_, answers, more, why) => {
    const { ends, notes } = judged(answers, [claim(0, { confidence: 900 }), claim(1, { confidence: 800, ...more })]);
    expect(ends['f-1']).toMatchObject({ kind: 'inline' });
    expect(notes['f-1']).toEqual([`it stays on its own, ${why}: one cause`]);
  });
});

it('leaves what it did not answer, or answered in two ways, as it was', () => {
  const untouched = coordinate(state().build());
  const { review, notes } = judged([
    drop('c1'),
    regrade('c1', 'critical', 1),
    drop('c77'),
    { candidate: 'c2', action: 'keep' },
  ]);
  expect(review).toEqual(untouched.review);
  expect(notes).toEqual({
    'f-0': ['it was answered in two ways, so it stays as it was'],
    'f-1': ['it is kept'],
    'f-2': [],
  });
});

it('takes the same answer twice for one', () => {
  expect(judged([drop('c1'), drop('c1')]).ends['f-0']).toMatchObject({ reason: 'refuted' });
});

describe('what could not be proven', () => {
  const unproven: JudgeAnswer = { candidate: 'c1', action: 'unproven', reason: 'the caller is not here' };
  const first = (more: Partial<Finding> = {}) => [
    claim(0, { confidence: 900, ...more }),
    claim(1, { confidence: 880 }),
  ];

  it('stands behind what is as likely otherwise, and is published all the same', () => {
    const before = judged([], first()).review;
    const after = judged([unproven], first()).review;
    expect(before.comments.map(({ finding: id }) => id)).toEqual(['f-0', 'f-1']);
    expect(after.comments.map(({ finding: id }) => id)).toEqual(['f-1', 'f-0']);
    expect(after.verdict).toBe(before.verdict);
    expect(after.comments[1]?.score?.percent).toBeLessThan(before.comments[0]?.score?.percent ?? 0);
  });

  it.each([
    ['critical', { severity: 'critical' as const }],
    ['of security', { references: ['CWE-79'] }],
  ])('keeps its score where it is %s', (_, more) => {
    const [before, after] = [[], [unproven]].map(
      (answers) => judged(answers, first(more)).review.comments.find(({ finding: id }) => id === 'f-0')?.score,
    );
    expect(after).toEqual(before);
  });
});
