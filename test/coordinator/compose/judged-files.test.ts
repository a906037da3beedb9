import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import type { FileClass, FileKind, JudgedPath, RuleFamily } from '../../../schemas/judged.ts';
import type { ReviewerReport } from '../../../schemas/report.ts';
import type { RuleSettings } from '../../../schemas/rule-settings.ts';
import { at, changedFile, finding, State } from '../builders.ts';

const kind = (id: string, of: FileClass = 'code'): FileKind => ({ id, label: id, class: of });
const file = (path: string, of: FileKind, more: Partial<ChangedFile> = {}) =>
  changedFile(path, ['+line'], { kind: of, ...more });
const ELIXIR = file('lib/a.ex', kind('elixir'));
const PYTHON = file('a.py', kind('python'));
const WORKFLOW = file('.github/workflows/ci.yml', kind('github-workflow', 'running-configuration'));

const MOVED = file('docs/guard.ex', kind('elixir'), { status: 'R', oldPath: 'src/guard.ex' });
const TURNED = file('src/guard.ex', kind('elixir'), {
  status: 'R',
  oldPath: 'src/guard.ts',
  kinds: { old: kind('typescript'), new: kind('elixir') },
});

/** A reviewer whose checks judged these. */
const judged = (...rows: readonly (readonly [path: string, ...JudgedPath['families']])[]): Partial<ReviewerReport> => ({
  judged: rows.map(([path, ...families]) => ({ path, families: [...families] })),
});
const model = (status: 'ok' | 'failed', ...paths: readonly string[]): Partial<ReviewerReport> => ({
  model: { status, reason: null, models: ['m'], judged: [...paths] },
});

interface Case {
  readonly files: readonly ChangedFile[];
  readonly reports?: Readonly<Record<string, Partial<ReviewerReport>>>;
  readonly accept?: readonly string[];
  readonly rules?: RuleSettings;
}

/** What the rules of a reviewer are about. */
const about = (family: RuleFamily, kinds: string[], ...rules: readonly string[]): Partial<ReviewerReport> => ({
  scopes: [{ family, kinds, rules: rules.map((id) => ({ id, critical: id.includes('grave') })) }],
});

function reviewOf({ files, reports = {}, accept = [], rules = {} }: Case) {
  const state = new State()
    .file(...files)
    .report('secrets', judged(...files.map(({ newPath }) => [newPath, 'secrets'] as const)));
  for (const [name, report] of Object.entries(reports)) state.report(name, report);
  return coordinate(state.policy({ accept: [...accept], rules }).build()).review;
}

const BOTH = { one: judged(['a.py', 'injection']), two: judged(['a.py', 'correctness']) };

describe('what judges a file', () => {
  it.each<readonly [string, Case, states: string[], verdict: string]>([
    ['nobody: only secrets were looked for', { files: [ELIXIR] }, ['not-covered'], 'incomplete'],
    ['injection and correctness, whoever looked', { files: [PYTHON], reports: BOTH }, ['judged'], 'approved'],
    [
      'injection alone is half',
      { files: [PYTHON], reports: { one: judged(['a.py', 'injection']) } },
      ['not-covered'],
      'incomplete',
    ],
    [
      'rules of another file are no help',
      { files: [PYTHON], reports: { one: judged(['b.py', 'injection', 'correctness']) } },
      ['not-covered'],
      'incomplete',
    ],
    [
      'hazards of configuration for a workflow',
      { files: [WORKFLOW], reports: { one: judged(['.github/workflows/ci.yml', 'running-configuration']) } },
      ['judged'],
      'approved',
    ],
    [
      'rules of code are none for a workflow',
      { files: [WORKFLOW], reports: { one: judged(['.github/workflows/ci.yml', 'injection', 'correctness']) } },
      ['not-covered'],
      'incomplete',
    ],
    [
      'a model that read the whole patch',
      { files: [ELIXIR], reports: { one: model('ok', 'lib/a.ex') } },
      ['judged'],
      'approved',
    ],
    [
      'a model that failed read nothing',
      { files: [ELIXIR], reports: { one: { ...model('failed', 'lib/a.ex'), required: false } } },
      ['not-covered'],
      'incomplete',
    ],
    [
      'a model that read another file',
      { files: [ELIXIR], reports: { one: model('ok', 'lib/b.ex') } },
      ['not-covered'],
      'incomplete',
    ],
    [
      'prose, data and assets need nobody',
      {
        files: [
          file('a.md', kind('markdown', 'prose')),
          file('b.csv', kind('csv', 'data')),
          file('c.png', kind('png', 'asset')),
        ],
      },
      ['not-needed', 'not-needed', 'not-needed'],
      'approved',
    ],
    [
      'a text that is gone may have guarded something',
      {
        files: [
          file('lib/auth.ex', kind('elixir'), { status: 'D', newMode: '000000' }),
          file('.eslintrc', kind('symlink'), { status: 'D', newMode: '000000' }),
          ...['codeowners', 'pre-commit', 'apache-configuration', 'yaml'].map((id) =>
            file(`.x/${id}`, kind(id, 'running-configuration'), { status: 'D', newMode: '000000' }),
          ),
        ],
      },
      Array.from({ length: 6 }, () => 'not-covered'),
      'incomplete',
    ],
    [
      'of what nobody can read, nothing is left',
      {
        files: [
          file('a.bin', kind('binary'), { status: 'D', newMode: '000000', binary: true }),
          file('big.psd', kind('lfs-pointer'), { status: 'D', newMode: '000000' }),
        ],
      },
      ['not-needed', 'not-needed'],
      'approved',
    ],
    [
      'a lockfile that nobody read, also where it was left out of prompts',
      { files: [PYTHON, file('mix.lock', kind('lockfile', 'data'))], reports: BOTH },
      ['judged', 'not-covered'],
      'incomplete',
    ],
    [
      'a lockfile whose packages were looked at',
      { files: [file('yarn.lock', kind('lockfile', 'data'))], reports: { one: judged(['yarn.lock', 'dependencies']) } },
      ['judged'],
      'approved',
    ],
    ['white space and comments need nobody', { files: [{ ...ELIXIR, inert: true }] }, ['not-needed'], 'approved'],
    ['an accepted kind', { files: [ELIXIR], accept: ['elixir'] }, ['accepted'], 'approved'],
    ['an accepted glob', { files: [ELIXIR], accept: ['lib/**'] }, ['accepted'], 'approved'],
    ['the operator accepts everything', { files: [ELIXIR], accept: ['*'] }, ['accepted'], 'approved'],
    ['another kind is accepted', { files: [ELIXIR], accept: ['erlang', 'src/**'] }, ['not-covered'], 'incomplete'],
    ['a kind is no prefix', { files: [ELIXIR], accept: ['elix'] }, ['not-covered'], 'incomplete'],
    [
      'a rename into an accepted place has left another one',
      { files: [MOVED], accept: ['docs/**'] },
      ['not-covered'],
      'incomplete',
    ],
    [
      'a rename between accepted places',
      { files: [MOVED], accept: ['docs/**', 'src/guard.*'] },
      ['accepted'],
      'approved',
    ],
    ['a rename of an accepted kind', { files: [MOVED], accept: ['elixir'] }, ['accepted'], 'approved'],
    [
      'a rename that makes an accepted kind of another one',
      { files: [TURNED], accept: ['elixir'] },
      ['not-covered'],
      'incomplete',
    ],
    [
      'a rename that makes another kind of an accepted one',
      { files: [TURNED], accept: ['typescript'] },
      ['not-covered'],
      'incomplete',
    ],
    ['both kinds of a rename', { files: [TURNED], accept: ['elixir', 'typescript'] }, ['accepted'], 'approved'],
    [
      'a text for people that becomes an accepted kind was nothing to accept',
      { files: [{ ...TURNED, kinds: { old: kind('text', 'prose'), new: kind('elixir') } }], accept: ['elixir'] },
      ['accepted'],
      'approved',
    ],
    [
      'noise beside what is judged',
      {
        files: [PYTHON, file('z.min.js', kind('javascript'), { noise: 'minified' })],
        reports: { ...BOTH, three: judged(['z.min.js', 'injection']) },
      },
      ['judged', 'filtered'],
      'approved',
    ],
    [
      'noise in a language that no rule reads, beside what is judged',
      { files: [PYTHON, file('vendor/z.go', kind('go'), { noise: 'vendored' })], reports: BOTH },
      ['judged', 'not-covered'],
      'incomplete',
    ],
    [
      'noise alone',
      { files: [file('z.min.js', kind('javascript'), { noise: 'minified' })] },
      ['not-covered'],
      'incomplete',
    ],
    [
      'noise beside what is not judged',
      { files: [ELIXIR, file('z.min.js', kind('javascript'), { noise: 'minified' })] },
      ['not-covered', 'not-covered'],
      'incomplete',
    ],
    [
      'noise beside prose alone',
      { files: [file('a.md', kind('markdown', 'prose')), file('z.min.js', kind('javascript'), { noise: 'minified' })] },
      ['not-needed', 'not-covered'],
      'incomplete',
    ],
    [
      'one judged file does not speak for another',
      { files: [PYTHON, ELIXIR], reports: BOTH },
      ['judged', 'not-covered'],
      'incomplete',
    ],
    [
      'a rule of injection that is off leaves injection to nobody',
      {
        files: [PYTHON],
        reports: { ...BOTH, one: { ...BOTH.one, ...about('injection', ['python'], 'one/a', 'one/b', 'one/c') } },
        rules: { 'one/a': 'off' },
      },
      ['not-covered'],
      'incomplete',
    ],
    [
      'a rule that is lowered still judges',
      {
        files: [PYTHON],
        reports: { ...BOTH, one: { ...BOTH.one, ...about('injection', ['python'], 'one/a') } },
        rules: { 'one/a': 'suggestion' },
      },
      ['judged'],
      'approved',
    ],
    [
      'a rule of another kind of file is no loss',
      {
        files: [PYTHON],
        reports: { ...BOTH, one: { ...BOTH.one, ...about('injection', ['php'], 'one/a') } },
        rules: { 'one/a': 'off' },
      },
      ['judged'],
      'approved',
    ],
    [
      'of many small rules one may be off',
      {
        files: [PYTHON],
        reports: { ...BOTH, two: { ...BOTH.two, ...about('correctness', ['*'], 'two/a', 'two/b', 'two/c') } },
        rules: { 'two/a': 'off' },
      },
      ['judged'],
      'approved',
    ],
    [
      'but not half of them, by whatever glob',
      {
        files: [PYTHON],
        reports: { ...BOTH, two: { ...BOTH.two, ...about('correctness', ['*'], 'two/a', 'two/b', 'two/c') } },
        rules: { 'two/*': 'off' },
      },
      ['not-covered'],
      'incomplete',
    ],
    [
      'nor one that is critical',
      {
        files: [PYTHON],
        reports: { ...BOTH, two: { ...BOTH.two, ...about('correctness', ['*'], 'two/grave', 'two/b', 'two/c') } },
        rules: { 'two/grave': 'off' },
      },
      ['not-covered'],
      'incomplete',
    ],
    [
      'a model whose rule is off does not stand in for it',
      {
        files: [PYTHON],
        reports: {
          ...BOTH,
          one: { ...model('ok', 'a.py'), ...about('injection', ['python'], 'one/a') },
        },
        rules: { 'one/a': 'off' },
      },
      ['not-covered'],
      'incomplete',
    ],
    [
      'a log that does not say what its rules are about loses all',
      {
        files: [PYTHON],
        reports: { ...BOTH, one: { ...BOTH.one, rules: ['one/a'] } },
        rules: { 'one/a': 'off' },
      },
      ['not-covered'],
      'incomplete',
    ],
  ])('%s', (_name, given, states, verdict) => {
    const review = reviewOf(given);
    expect([review.judged?.map(({ state }) => state), review.verdict]).toEqual([states, verdict]);
  });

  it('a critical finding is graver than what was not covered, and both are told', () => {
    const state = new State().file(ELIXIR).source('lib/a.ex', 'line');
    const grave = finding({ severity: 'critical', location: at('lib/a.ex', 1), evidence: 'line' });
    const { review } = coordinate(state.findings(grave).policy({ accept: [] }).build());
    expect(review.verdict).toBe('significant_concerns');
    expect(review.verdictReason).toBe('1 critical finding; not covered: 1 elixir file');
  });

  it('kinds are counted, with what was looked for in all of their files', () => {
    const files = [ELIXIR, file('lib/b.ex', kind('elixir')), PYTHON];
    const missed = { path: 'a.py', families: ['correctness' as const], reason: 'the parser stumbled' };
    const reports = {
      one: { ...judged(['a.py', 'injection'], ['lib/a.ex', 'hidden-characters']), unjudged: [missed] },
    };
    const review = reviewOf({ files, reports, accept: ['python'] });
    expect(review.notCovered).toEqual([
      {
        kind: kind('elixir'),
        files: 2,
        paths: ['lib/a.ex', 'lib/b.ex'],
        families: ['secrets'],
        accepted: false,
        lack: { families: ['injection', 'correctness'], reasons: ['no rules judge this kind'] },
      },
      {
        kind: kind('python'),
        files: 1,
        paths: ['a.py'],
        families: ['injection', 'secrets'],
        accepted: true,
        lack: { families: ['correctness'], reasons: ['the parser stumbled'] },
      },
    ]);
    expect(review.verdictReason).toBe('not covered: 2 elixir files');
  });

  it.each<readonly [string, Case, readonly string[]]>([
    ['of a kind that nobody knows', { files: [ELIXIR] }, ['no rules judge this kind']],
    [
      'of prose in which something may run',
      { files: [file('a.md', kind('markdown'))] },
      ['something may run it or obey it, and no rules judge that'],
    ],
    [
      'of rules that are off',
      {
        files: [PYTHON],
        reports: {
          one: { ...judged(['a.py', 'injection', 'correctness']), ...about('injection', ['python'], 'one/a') },
        },
        rules: { 'one/a': 'off' },
      },
      ['rules that judge it are switched off'],
    ],
    [
      'of reviewers that failed',
      { files: [PYTHON], reports: { one: { status: 'failed', reason: 'it broke', rules: ['one/a'] } } },
      ['one failed: it broke'],
    ],
    [
      'of a check that looks for something else',
      { files: [PYTHON], reports: { one: { unjudged: [{ path: 'a.py', families: ['performance'], reason: 'x' }] } } },
      ['no rules judge this kind'],
    ],
  ])('what was not judged says why: because %s', (_name, given, reasons) => {
    const [row] = reviewOf(given).judged ?? [];
    expect([row?.state, row?.lack?.reasons]).toEqual(['not-covered', reasons]);
  });

  it('what is named is the kind that would have to be accepted', () => {
    const named = (accept: string) =>
      reviewOf({ files: [TURNED], accept: [accept] }).notCovered?.map(({ kind }) => kind.id);
    expect([named('elixir'), named('typescript')]).toEqual([['typescript'], ['elixir']]);
  });

  it('a change set that was recorded before kinds were says nothing of it', () => {
    const { review } = coordinate(
      new State()
        .file(changedFile('a.ex', ['+line']))
        .report('quality')
        .build(),
    );
    expect([review.verdict, review.judged, review.notCovered]).toEqual(['approved', undefined, undefined]);
  });
});

it('what was judged is gone through once, however many files there are', () => {
  const paths = Array.from({ length: 400 }, (_, at) => `src/${at}.py`);
  let read = 0;
  const rows = paths.map((path): JudgedPath => ({
    families: ['injection', 'correctness'],
    get path() {
      read += 1;
      return path;
    },
  }));
  const files = paths.map((path) => file(path, kind('python')));
  expect(reviewOf({ files, reports: { one: { judged: rows } } }).verdict).toBe('approved');
  expect(read).toBeLessThan(10 * paths.length);
});
