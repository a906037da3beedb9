import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPattern, patternProblem } from '../../reviewers/policy/pattern.ts';
import { readRepositoryConfig } from '../../app/config/config.ts';
import { readDocketSettings } from '../../reviewers/policy/settings/read-settings.ts';
import { policy } from '../../reviewers/policy/index.ts';
import type { Commit } from '../../schemas/change-set.ts';
import { runs } from '../support/soak.ts';
import { type Change, type CheckTableOptions, places, runChecks } from './check-table.ts';
import { NO_POLICY, type PolicyRule, type PolicySettings } from '../../schemas/policy.ts';

const rule = (more: Partial<PolicyRule> = {}): PolicyRule => ({
  id: 'use-clock',
  paths: ['src/**/*.ts'],
  pattern: String.raw`\bnew Date\(\)`,
  message: 'Use `clock.now()`, which tests can set.',
  ...more,
});
const settings = (more: Partial<PolicySettings>): PolicySettings => ({
  ...NO_POLICY,
  ...more,
});
const commit = (subject: string, body = ''): Commit => ({ id: 'a'.repeat(40), subject, body });
const SIGNED = 'Why.\n\nSigned-off-by: Ada Byron <ada@example.com>';
const DCO = 'All commits carry a `Signed-off-by: Name <mail>` line; `git commit -s` writes it.\n';
const edit = (path: string, old: string, now: string): Change => ({ old: { [path]: old }, new: { [path]: now } });
const contributed = (guide: string, ...commits: Commit[]): [Change, CheckTableOptions] => [
  { old: { 'CONTRIBUTING.md': guide, 'a.ts': '1\n' }, new: { 'CONTRIBUTING.md': guide, 'a.ts': '2\n' } },
  { changeSet: { commits } },
];

const INVALID: readonly (readonly [string, Change, CheckTableOptions, readonly string[]])[] = [
  [
    'an added line',
    edit('src/a.ts', '', 'x;\nlet d = new Date();\n'),
    { policy: settings({ rules: [rule()] }) },
    ['breaks-pattern-rule src/a.ts:2'],
  ],
  [
    'once a file',
    edit('src/a.ts', '', 'new Date();\nnew Date();\n'),
    { policy: settings({ rules: [rule()] }) },
    ['breaks-pattern-rule src/a.ts:1'],
  ],
  [
    'a dot folder',
    edit('.ci/a.yml', '', 'npm install\n'),
    { policy: settings({ rules: [rule({ paths: ['**'], pattern: 'npm install' })] }) },
    ['breaks-pattern-rule .ci/a.yml:1'],
  ],
  [
    'a forbidden path',
    edit('legal/terms.md', 'a\n', 'b\n'),
    { policy: settings({ forbiddenPaths: ['legal/**'] }) },
    ['forbidden-path legal/terms.md:'],
  ],
  [
    'a forbidden path removed',
    { old: { 'legal/a.md': 'a\n' }, new: {} },
    { policy: settings({ forbiddenPaths: ['legal/**'] }) },
    ['forbidden-path legal/a.md:'],
  ],
  [
    'a file moved out of a forbidden path',
    { old: { 'legal/a.md': 'a\nb\nc\nd\n' }, new: { 'a.md': 'a\nb\nc\nd\n' } },
    { policy: settings({ forbiddenPaths: ['legal/**'] }) },
    ['forbidden-path a.md:'],
  ],
  [
    'one line too many',
    edit('a.ts', 'a\n', 'b\n'),
    { policy: settings({ maxChangedLines: 1 }) },
    ['change-too-large a.ts:'],
  ],
  ['no sign-off', ...contributed(DCO, commit('Add it')), ['missing-sign-off a.ts:']],
  [
    'a sign-off without an address',
    ...contributed(DCO, commit('Add it', 'Signed-off-by: me')),
    ['missing-sign-off a.ts:'],
  ],
];

const VALID: readonly (readonly [string, Change, CheckTableOptions])[] = [
  ['nothing is configured', edit('src/a.ts', '', 'new Date();\n'), {}],
  ['another path', edit('test/a.ts', '', 'new Date();\n'), { policy: settings({ rules: [rule()] }) }],
  [
    'a line that stood there',
    edit('src/a.ts', 'new Date();\n', 'new Date();\nx\n'),
    { policy: settings({ rules: [rule()] }) },
  ],
  ['a removed line', edit('src/a.ts', 'new Date();\n', 'x\n'), { policy: settings({ rules: [rule()] }) }],
  ['the pattern does not fit', edit('src/a.ts', '', 'new Date(0);\n'), { policy: settings({ rules: [rule()] }) }],
  ['beside a forbidden path', edit('legalese/a.md', '', 'x\n'), { policy: settings({ forbiddenPaths: ['legal/**'] }) }],
  ['exactly at the limit', edit('a.ts', 'a\n', 'b\n'), { policy: settings({ maxChangedLines: 2 }) }],
  ['signed', ...contributed(DCO, commit('Add it', SIGNED))],
  ['a merge by git', ...contributed(DCO, commit("Merge branch 'main' into x"), commit('Add it', SIGNED))],
  ['nobody asks for it', ...contributed('Be kind.\n', commit('Add it'))],
  [
    'a mention that asks for nothing',
    ...contributed('We do not use a DCO; sign your name in AUTHORS.\n', commit('Add it')),
  ],
  ['optional', ...contributed('A Signed-off-by: line is fine, but sign-off is optional.\n', commit('Add it'))],
];

test.each(INVALID)('reports: %s', async (_name, change, options, expected) => {
  expect(places((await runChecks(policy, change, options)).reports)).toEqual(expected);
});

test.each(VALID)('stays quiet: %s', async (_name, change, options) => {
  expect((await runChecks(policy, change, options)).reports).toEqual([]);
});

test('a rule tells its message, its link and its severity, and where else it is broken', async () => {
  const rules = [rule({ severity: 'suggestion', link: 'https://example.com/clock' })];
  const { reports } = await runChecks(policy, edit('src/a.ts', '', 'new Date();\n\nnew Date();\n'), {
    policy: settings({ rules }),
  });
  expect(reports).toMatchObject([
    {
      severity: 'suggestion',
      references: ['https://example.com/clock'],
      explanation: expect.stringMatching(/clock\.now.*line 3/),
    },
  ]);
});

test('a rule of a sign-off that the change itself brings is not in force', async () => {
  const change = { old: { 'a.ts': '1\n' }, new: { 'a.ts': '2\n', 'CONTRIBUTING.md': DCO } };
  expect((await runChecks(policy, change, { changeSet: { commits: [commit('Add it')] } })).reports).toEqual([]);
});

test('lockfiles that the filter left out are forbidden too, and not counted as size', async () => {
  const [file] = (await import('../support/change-from-trees.ts')).changedFiles(
    { 'pnpm-lock.yaml': '1\n' },
    { 'pnpm-lock.yaml': '2\n' },
  );
  if (file === undefined) throw new Error('no change');
  const { hunks: _, ...rest } = file;
  const options = {
    changeSet: { filtered: [{ ...rest, reason: 'lockfile' as const }] },
    policy: settings({ forbiddenPaths: ['*.yaml'], maxChangedLines: 1 }),
  };
  const result = await runChecks(policy, edit('a.ts', '', 'x\n'), options);
  expect(places(result.reports)).toEqual(['forbidden-path pnpm-lock.yaml:']);
});

test('a hostile pattern ends: ten thousand letters against nested repetition', () => {
  expect(createPattern('^(a+)+$').find(`${'a'.repeat(10_000)}!`)).toBeNull();
});

test('what the engine cannot run is named, not skipped', () => {
  expect(patternProblem('(?=x)')).toEqual(expect.any(String));
  expect(patternProblem('(a)\\1')).toEqual(expect.any(String));
  expect(patternProblem('(')).toEqual(expect.any(String));
  expect(patternProblem('\\bfoo\\(')).toBeNull();
});

test('finds what the engine of the language finds, for plain patterns', () => {
  const part = fc.constantFrom('a', 'b', '.', '[ab]', 'a+', 'b*', '(?:ab)?', '\\w', '^', '$');
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', ' '), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), text, (parts, line) => {
      const source = parts.join('');
      expect(createPattern(source).find(line)).toBe(new RegExp(source).exec(line)?.[0] ?? null);
    }),
    { numRuns: runs(200, 20_000) },
  );
});

const SETTINGS = '.github/docket.yml';
const settled = (old: string, now: string): Change => ({
  old: old === '' ? {} : { [SETTINGS]: old },
  new: now === '' ? {} : { [SETTINGS]: now },
});

test.each<readonly [string, Change, readonly string[]]>([
  ['accepts more', settled('', 'coverage:\n  accept: [rust]\n'), ['reviews-see-less .github/docket.yml:2']],
  ['ignores more', settled('ignore: [a]\n', 'ignore: [a, b]\n'), ['reviews-see-less .github/docket.yml:1']],
  ['ignores less', settled('ignore: [a, b]\n', 'ignore: [a]\n'), []],
  [
    'switches a reviewer off',
    settled('', 'reviewers:\n  security:\n    enabled: false\n'),
    ['reviews-see-less .github/docket.yml:3'],
  ],
  ['switches a rule off', settled('', 'rules:\n  quality/x: off\n'), ['reviews-see-less .github/docket.yml:2']],
  [
    'lowers a rule',
    settled('rules: { a/b: warning }\n', 'rules: { a/b: suggestion }\n'),
    ['reviews-see-less .github/docket.yml:1'],
  ],
  ['switches a rule on again', settled('rules: { a/b: off }\n', 'rules: { a/b: warning }\n'), []],
  ['raises a bar', settled('', 'comments: { minimumSeverity: critical }\n'), ['reviews-see-less .github/docket.yml:1']],
  ['lowers a bar', settled('comments: { minimumConfidence: 700 }\n', 'comments: { minimumConfidence: 500 }\n'), []],
  [
    'goes, and a closed path with it',
    settled('policy:\n  forbiddenPaths: [legal/**]\n', ''),
    ['reviews-see-less .github/docket.yml:2'],
  ],
  [
    'skips authors',
    settled('', 'pullRequests: { skipAuthors: [mallory] }\n'),
    ['reviews-see-less .github/docket.yml:1'],
  ],
  ['is no YAML', settled('', 'ignore: [a\n'), ['broken-settings .github/docket.yml:1']],
  ['has an unknown key', settled('', 'comments: {}\nnonsense: 1\n'), ['broken-settings .github/docket.yml:1']],
  ['accepts everything', settled('', "coverage:\n  accept: ['*']\n"), ['broken-settings .github/docket.yml:2']],
  [
    'has a pattern that cannot be used',
    settled('', "policy:\n  rules: [{ id: a, paths: ['**'], pattern: '(?=a)', message: m }]\n"),
    ['broken-settings .github/docket.yml:2'],
  ],
  [
    'is moved away, and a closed path with it',
    {
      old: { [SETTINGS]: 'policy:\n  forbiddenPaths: [legal/**]\n' },
      new: { 'old.yml': 'policy:\n  forbiddenPaths: [legal/**]\n' },
    },
    ['reviews-see-less .github/docket.yml:2'],
  ],
  ['is a folder', { old: {}, new: { [`${SETTINGS}/a.yml`]: 'a: 1\n' } }, ['broken-settings .github/docket.yml/a.yml:']],
  [
    'is moved in',
    { old: { 'new.yml': 'coverage:\n  accept: [rust]\n' }, new: { [SETTINGS]: 'coverage:\n  accept: [rust]\n' } },
    ['reviews-see-less .github/docket.yml:2'],
  ],
  [
    'reviews only some bases',
    settled('pullRequests: { baseBranches: [] }\n', 'pullRequests: { baseBranches: [main] }\n'),
    ['reviews-see-less .github/docket.yml:1'],
  ],
  [
    'reviews all bases again',
    settled('pullRequests: { baseBranches: [main] }\n', 'pullRequests: { baseBranches: [] }\n'),
    [],
  ],
  ['hides all comments', settled('', 'comments: { maxInline: 0 }\n'), ['reviews-see-less .github/docket.yml:1']],
  ['shows fewer comments', settled('', 'comments: { maxInline: 2 }\n'), []],
  ['takes no orders', settled('', 'pullRequests: { commands: false }\n'), ['reviews-see-less .github/docket.yml:1']],
  ['asks for more', settled('', 'sensitivePaths: [pay/**]\npolicy: { maxChangedLines: 500 }\n'), []],
])('settings of Docket: %s', async (_, change, expected) => {
  expect(places((await runChecks(policy, change, { only: ['docket-settings'] })).reports)).toEqual(expected);
});

test('a rule that goes and one that is written otherwise are told apart, by their ids', async () => {
  const rules = (...all: string[]): string => `policy:\n  rules:\n${all.map((one) => `    - ${one}\n`).join('')}`;
  const [one, other, another] = ['x', 'y', 'z'].map(
    (pattern) => `{ id: a, paths: ['**'], pattern: ${pattern}, message: m }`,
  );
  const gone = "{ id: b, paths: ['**'], pattern: q, message: m }";
  const said = async (change: Change): Promise<string> =>
    (await runChecks(policy, change, { only: ['docket-settings'] })).reports
      .map(({ explanation }) => explanation)
      .join();
  expect(await said(settled(rules(one ?? '', gone), rules(other ?? '')))).toContain('loses "b" and changes "a"');
  expect(await said(settled(rules(one ?? ''), rules(one ?? '', gone)))).toBe('');
  expect(await said(settled('', rules(another ?? '')))).toBe('');
});

const ALIASES = `ignore: [&a x, ${Array.from({ length: 40 }, () => '*a').join(', ')}]\n`;

test.each([
  'ignore: [a\n',
  'nonsense: 1\n',
  '? [a]\n: 1\n',
  ALIASES,
  'ignore: [a]\n---\nignore: [b]\n',
  'ignore: [a]\nignore: [b]\n',
  "coverage: { accept: ['**'] }\n",
  "policy: { rules: [{ id: a, paths: ['**'], pattern: '(?=a)', message: m }] }\n",
  'models: { deep: a/b }\n',
  '',
  '# nothing\n',
  'ignore: [a]\n',
  'null\n',
  '- a\n',
])('settings are broken exactly where a review refuses them: %j', (text) => {
  let refused = false;
  try {
    readRepositoryConfig(text, SETTINGS);
  } catch {
    refused = true;
  }
  expect(readDocketSettings(text).kind).toBe(refused ? 'broken' : 'ok');
});
