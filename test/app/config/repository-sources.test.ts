import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import { loadConfig } from '../../../app/config/load-config.ts';
import type { Config, RepositoryConfig } from '../../../schemas/config.ts';

const file = (value: RepositoryConfig | null, branch: string) =>
  value === null ? null : { text: stringify(value), where: `docket.yml at ${branch}` };
const load = (base: RepositoryConfig | null, standard: RepositoryConfig | null) =>
  loadConfig({
    environment: {},
    repository: file(base, 'theirs'),
    defaultBranch: file(standard, 'main'),
    file: null,
    flags: [],
  });

const rule = (id: string, pattern = 'x') => ({ id, paths: ['**'], pattern, message: 'm' });
const { modelHalves } = DEFAULT_CONFIG;

/** What a branch says so that a review sees less, where it can be read, and what counts when only one or both say it. */
const LESS: readonly (readonly [
  key: string,
  says: RepositoryConfig,
  read: (config: Config) => unknown,
  less: unknown,
  usual: unknown,
])[] = [
  [
    'reviewers.<id>.enabled',
    { reviewers: { security: { enabled: false } } },
    (c) => c.reviewers['security']?.enabled,
    false,
    true,
  ],
  [
    'reviewers.<id>.required',
    { reviewers: { security: { required: false } } },
    (c) => c.reviewers['security']?.required,
    false,
    true,
  ],
  [
    'a reviewer with points in its name',
    { reviewers: { 'a.b': { enabled: false } } },
    (c) => c.reviewers['a.b']?.enabled,
    false,
    true,
  ],
  ['ignore', { ignore: ['src/**'] }, (c) => c.ignore, ['src/**'], []],
  ['coverage.accept', { coverage: { accept: ['php'] } }, (c) => c.coverage.accept, ['php'], []],
  ['rules', { rules: { 'security/sql-injection': 'off' } }, (c) => c.rules['security/sql-injection'], 'off', true],
  ['rules by globs', { rules: { 'quality/no-*': 'suggestion' } }, (c) => c.rules['quality/no-*'], 'suggestion', true],
  [
    'comments.minimumSeverity',
    { comments: { minimumSeverity: 'critical' } },
    (c) => c.comments.minimumSeverity,
    'critical',
    'suggestion',
  ],
  ['comments.minimumPercent', { comments: { minimumPercent: 100 } }, (c) => c.comments.minimumPercent, 100, 5],
  ['comments.maxCriticalPerTool', { comments: { maxCriticalPerTool: 0 } }, (c) => c.comments.maxCriticalPerTool, 0, 10],
  ['modelHalves.trivial', { modelHalves: { trivial: [] } }, (c) => c.modelHalves.trivial, [], modelHalves.trivial],
  [
    'modelHalves.lite',
    { modelHalves: { lite: ['quality'] } },
    (c) => c.modelHalves.lite.toSorted(),
    ['quality'],
    modelHalves.lite.toSorted(),
  ],
  ['modelHalves.full', { modelHalves: { full: [] } }, (c) => c.modelHalves.full, [], modelHalves.full],
];

describe('what makes a review see less', () => {
  test.each(LESS)('%s counts where both branches say it', (_, says, read, less, usual) => {
    expect(read(load(says, says).config)).toEqual(less);
    // A pull request into a branch of its author's own.
    for (const silent of [null, {}]) expect(read(load(says, silent).config) ?? true).toEqual(usual);
    for (const silent of [null, {}]) expect(read(load(silent, says).config) ?? true).toEqual(usual);
  });

  test('of two lists what stands in both, of two bars the lower one', () => {
    const { config } = load(
      { ignore: ['a', 'b'], comments: { minimumPercent: 50, minimumSeverity: 'critical' } },
      { ignore: ['b', 'c'], comments: { minimumPercent: 70, minimumSeverity: 'warning' } },
    );
    expect(config.ignore).toEqual(['b']);
    expect(config.comments).toMatchObject({ minimumPercent: 50, minimumSeverity: 'warning' });
  });

  test('rules, limits and sensitive paths of the default branch hold for every base', () => {
    const standard: RepositoryConfig = {
      policy: { rules: [rule('a')], forbiddenPaths: ['legal/**'], maxChangedLines: 100 },
      sensitivePaths: ['pay/**'],
    };
    for (const base of [null, {}, { policy: { rules: [], maxChangedLines: 9999 } }]) {
      const { config } = load(base, standard);
      expect(config.policy).toMatchObject({ rules: [rule('a')], forbiddenPaths: ['legal/**'], maxChangedLines: 100 });
      expect(config.sensitivePaths).toEqual(['pay/**']);
    }
    expect(load(standard, standard).config.policy.rules).toHaveLength(1);
    const weak = load({ policy: { rules: [rule('a', 'never')] } }, standard).config.policy.rules;
    expect(weak.map(({ pattern }) => pattern)).toEqual(['never', 'x']);
  });
});

test.each<readonly [string, RepositoryConfig, (config: Config) => unknown, unknown]>([
  ['comments.minimumPercent', { comments: { minimumPercent: 1 } }, (c) => c.comments.minimumPercent, 1],
  ['comments.maxInline', { comments: { maxInline: 3 } }, (c) => c.comments.maxInline, 3],
  ['sensitivePaths', { sensitivePaths: ['a'] }, (c) => c.sensitivePaths, ['a']],
  ['policy.rules', { policy: { rules: [rule('a')] } }, (c) => c.policy.rules, [rule('a')]],
  ['policy.forbiddenPaths', { policy: { forbiddenPaths: ['a'] } }, (c) => c.policy.forbiddenPaths, ['a']],
  ['policy.maxChangedLines', { policy: { maxChangedLines: 5 } }, (c) => c.policy.maxChangedLines, 5],
  [
    'modelHalves',
    { modelHalves: { trivial: [...modelHalves.trivial, 'policy'] } },
    (c) => c.modelHalves.trivial,
    [...modelHalves.trivial, 'policy'],
  ],
  ['instructions', { instructions: [{ text: 'a' }] }, (c) => c.instructions, [{ text: 'a' }]],
])('%s that makes a review see more counts from the base alone', (_, says, read, expected) => {
  expect(read(load(says, null).config)).toEqual(expected);
});

test.each<RepositoryConfig>([
  { pullRequests: { skipLabel: 'x' } },
  { pullRequests: { bots: false } },
  { pullRequests: { drafts: true } },
])('pull requests are the default branch’s alone: %j', (says) => {
  expect(load(says, null).config.pullRequests).toEqual(DEFAULT_CONFIG.pullRequests);
  expect(load(null, says).config.pullRequests).toMatchObject(says.pullRequests ?? {});
});

test('each key tells whose word it is', () => {
  const { origins } = load(
    { ignore: ['a', 'b'], comments: { minimumPercent: 50, maxInline: 1 }, coverage: { accept: ['php'] } },
    {
      ignore: ['b', 'c'],
      comments: { minimumPercent: 40 },
      pullRequests: { bots: false },
      policy: { forbiddenPaths: ['x'] },
    },
  );
  expect(Object.fromEntries(origins)).toEqual({
    ignore: 'as far as docket.yml at theirs and docket.yml at main both say it',
    'coverage.accept': 'as far as docket.yml at theirs and docket.yml at main both say it',
    'comments.minimumPercent': 'docket.yml at main',
    'comments.maxInline': 'docket.yml at theirs',
    'pullRequests.bots': 'docket.yml at main',
    'policy.forbiddenPaths': 'docket.yml at main',
  });
});

describe('coverage.accept', () => {
  const read = (accept: readonly string[]) =>
    loadConfig({
      environment: {},
      repository: file({ coverage: { accept: [...accept] } }, 'main'),
      file: null,
      flags: [],
    });

  test.each(['*', '**', '**/*', '*.*', '!*', '{*,**}', '{**,a}', '**/*', '[^a]*', '*/**'])(
    'the repository may not accept everything: %s',
    (entry) => {
      expect(() => read([entry])).toThrow(/coverage\.accept.*(?:only the operator|no exceptions)/);
    },
  );

  test('kinds and globs of the repository and the operator add up; the operator may accept everything', () => {
    const flags = [{ origin: '--accept', value: { coverage: { accept: ['*', 'php'] } } }];
    const { config, origins } = loadConfig({
      environment: {},
      repository: file({ coverage: { accept: ['php', 'legacy/**'] } }, 'main'),
      file: null,
      flags,
    });
    expect(config.coverage.accept).toEqual(['php', 'legacy/**', '*']);
    expect(origins.get('coverage.accept')).toBe('docket.yml at main, --accept');
  });
});

describe('what waits for the default branch', () => {
  test.each(LESS)('%s is told where the base alone says it', (key, says) => {
    const told = load(says, null).notices.filter((notice) => notice.includes('docket.yml at theirs'));

    expect(told.length === 1 || key === 'pullRequests').toBe(true);
    expect(load(says, says).notices.filter((notice) => notice.includes('default branch'))).toEqual([]);
    expect(load(null, says).notices.filter((notice) => notice.includes('default branch'))).toEqual([]);
  });
});
