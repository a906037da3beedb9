import { describe, expect, it, onTestFinished } from 'vitest';
import { type EvaluatedConfig, gradeConfigurations } from '../../../app/evaluate/evaluate.ts';
import { fixLabels } from '../../../app/evaluate/fix-labels.ts';
import { labelOf, readLabels } from '../../../app/evaluate/read-labels.ts';
import { matchLabels } from '../../../coordinator/evaluate/match-labels.ts';
import { coordinate } from '../../../coordinator/coordinate.ts';
import { removedSince } from '../../../forge/local/git/removed-lines.ts';
import { openRepository } from '../../../forge/local/git/repository.ts';
import { openInMemory } from '../../../history/log.ts';
import { EvaluationDocument } from '../../../schemas/learning/evaluation.ts';
import { at, changedFile, finding, State } from '../../coordinator/builders.ts';
import { recordRun } from '../../history/builders.ts';
import { aRun } from '../../history/records.ts';
import { GitRepository } from '../../support/git-repository.ts';

const POLICY = { maxInlineComments: 5, minimumConfidence: 0, openPercent: 0, minimumSeverity: 'suggestion' } as const;
const AS_IT_WAS: EvaluatedConfig = { name: 'as recorded', policy: null, without: [] };
const OWN = { configurations: [AS_IT_WAS], last: 1000, seed: 1, labels: null, fixes: null };

/** Pull requests in which one finding that is sure came true, and one that is not sure did not. */
function pastOf(count: number) {
  const log = openInMemory();
  onTestFinished(() => log.close());
  for (let index = 0; index < count; index += 1) {
    const lines = [`cache${index}.put(key, value);`, `while (true) poll${index}();`] as const;
    const said = { origin: 'model', evidence: null } as const;
    const sure = {
      ...said,
      id: `f-sure-${index}`,
      confidence: 950,
      evidence: lines[0],
      title: `Nobody clears cache${index}`,
    };
    const vague = {
      ...said,
      id: `f-vague-${index}`,
      confidence: 100,
      evidence: lines[1],
      title: `poll${index} may be slow`,
    };
    const input = new State()
      .file(
        changedFile(
          'src/a.ts',
          lines.map((line) => `+${line}`),
        ),
      )
      .findings(
        finding({ ...sure, location: at('src/a.ts', 1) }),
        finding({ ...vague, rule: 'quality/slow', location: at('src/a.ts', 2) }),
      )
      .build();
    const label = `acme/shop#${index}`;
    const named = {
      ...input,
      policy: POLICY,
      changeSet: { ...input.changeSet, source: 'pull-request' as const, label },
    };
    const output = coordinate(named);
    const place = { source: 'pull-request', label, trust: 'trusted' } as const;
    recordRun(log, { input: named, output, run: place });
    const recorder = log.startRun(aRun(place));
    for (const { finding: id, concern } of output.review.comments) {
      const kind = id.startsWith('f-sure') ? 'accepted' : 'unaddressed';
      recorder.recordOutcome({ concern, kind, actor: null, reason: null, at: '2026-01-01T00:00:00.000Z' });
    }
    recorder.finish('finished', null);
  }
  return log;
}

describe("grading on a repository's own past", () => {
  it('counts what came true, with intervals, and the same again for the same seed', () => {
    const log = pastOf(6);
    const document = gradeConfigurations(log, OWN);
    expect(EvaluationDocument.parse(document)).toEqual(gradeConfigurations(log, OWN));
    const [as] = document.configurations;
    expect(as?.grade).toMatchObject({ pullRequests: 6, comments: 12, hits: 6, wrong: 6, known: 6, found: 6 });
    expect(as?.grade.precision).toEqual({ value: 0.5, low: 0.5, high: 0.5 });
    expect(as?.grade.rules.map(({ name, hits, wrong }) => [name, hits, wrong])).toEqual([
      ['quality/rule', 6, 0],
      ['quality/slow', 0, 6],
    ]);
    expect(document.suggestion).toBeNull();
  });

  it('compares configurations on the same runs: one that is stricter, one that leaves a reviewer out', () => {
    const strict = { name: 'strict.yml', policy: { ...POLICY, openPercent: 50 }, without: [] };
    const silent = { name: 'silent.yml', policy: POLICY, without: ['quality'] };
    const { configurations, comparisons } = gradeConfigurations(pastOf(5), {
      ...OWN,
      configurations: [AS_IT_WAS, strict, silent],
    });
    expect(configurations.map(({ grade: { hits, wrong } }) => [hits, wrong])).toEqual([
      [5, 5],
      [5, 0],
      [0, 0],
    ]);
    expect(comparisons.map(({ second, secondIsBetter }) => [second, secondIsBetter])).toEqual([
      ['strict.yml', 100],
      ['silent.yml', 0],
      ['silent.yml', 0],
    ]);
  });

  it('suggests a threshold on the older ones that holds on the newer ones', () => {
    const { suggestion } = gradeConfigurations(pastOf(40), OWN);
    expect(suggestion?.heldOut.pullRequests).toBe(12);
    expect(suggestion?.heldOut.f1.value).toBe(1);
    expect(suggestion?.heldOutAsItIs.f1.value).toBeCloseTo(2 / 3);
  });
});

describe('labels of a benchmark', () => {
  const golden = [
    {
      pr_title: 'x',
      url: 'https://github.com/acme/shop/pull/1',
      comments: [{ comment: 'cache1 is never cleared', severity: 'High' }],
    },
  ];
  const aacr = [
    {
      githubPrUrl: 'https://github.com/acme/shop/pull/1',
      other: 1,
      comments: [
        { note: 'clear the cache1', path: 'src/a.ts', side: 'right', from_line: 1, to_line: 2, is_ai_comment: true },
      ],
    },
  ];
  it.each([
    ['without places', golden],
    ['with places', aacr],
  ])('are read %s, and what none is about is wrong', (_, file) => {
    const labels = { source: 'golden.json', byChange: readLabels(JSON.stringify(file), 'golden.json') };
    const { configurations, skipped, runs } = gradeConfigurations(pastOf(3), { ...OWN, labels });
    expect(configurations[0]?.grade).toMatchObject({ pullRequests: 1, known: 1, found: 1, hits: 1, wrong: 1 });
    expect(runs).toBe(1);
    expect(skipped).toBeGreaterThanOrEqual(2);
  });

  it.each(['{}', 'no JSON', '[{"comments": []}]'])('that are none are refused: %s', (text) => {
    expect(() => readLabels(text, 'golden.json')).toThrow(/labels/);
  });

  it('are found by the address, or else by the title', () => {
    expect([labelOf('https://github.com/a/b/pull/7/files'), labelOf('Fix it')]).toEqual(['a/b#7', 'Fix it']);
  });

  it('at another place, or in other words, are others', () => {
    const [comment] = coordinate(
      new State()
        .file(changedFile('src/a.ts', ['+cache.put(key, value);']))
        .findings(
          finding({
            title: 'The cache is never cleared',
            location: at('src/a.ts', 1),
            evidence: 'cache.put(key, value);',
          }),
        )
        .build(),
    ).review.comments;
    const label = {
      id: '1',
      real: true,
      text: 'The cache grows for ever and is never cleared',
      place: at('src/a.ts', 3),
    };
    const matched = (of: Partial<typeof label>) =>
      matchLabels(comment === undefined ? [] : [comment], [{ ...label, ...of }])[0]?.length;
    expect([matched({}), matched({ text: 'A socket leaks' }), matched({ place: null })]).toEqual([1, 0, 1]);
  });
});

it('knows what later commits took out of a change again, and what took all of it back', async () => {
  const git = new GitRepository();
  onTestFinished(() => git.remove());
  git.commit('base', { 'a.ts': 'const first = 1;\n' });
  git.commit('change', { 'a.ts': 'const first = 1;\nconst broken = first + undefined;\nconst fine = first + 1;\n' });
  git.commit('fix', { 'a.ts': 'const first = 1;\nconst mended = first + 2;\nconst fine = first + 1;\n' });
  const repository = await openRepository(git.path);
  onTestFinished(() => repository.close());
  const removals = await removedSince(repository, '2000-01-01T00:00:00Z');
  const files = [
    changedFile('a.ts', [' const first = 1;', '+const broken = first + undefined;', '+const fine = first + 1;']),
  ];
  const before = new Date(Date.parse(removals[0]?.at ?? '') - 1000).toISOString();
  const labels = (of: object = {}) => fixLabels({ files }, { removals, reviewedAt: before, days: 7, ...of });
  expect(labels()).toMatchObject([{ real: true, place: { path: 'a.ts', startLine: 2, endLine: 2 } }]);
  expect(labels({ reviewedAt: '2001-01-01T00:00:00Z' })).toEqual([]);
  const all = removals.slice(-1).map((one) => ({ ...one, lines: [...one.lines, 'const fine = first + 1;'] }));
  expect(labels({ removals: all })).toMatchObject([{ place: null }]);
});
