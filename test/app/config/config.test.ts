import { describe, expect, test } from 'vitest';
import {
  effectiveConfig,
  readEnvironment,
  readOperatorConfig,
  readRepositoryConfig,
} from '../../../app/config/config.ts';
import { InputError } from '../../../schemas/problem.ts';

const FILE = '.github/docket.yml';

describe('a repository configuration that is refused', () => {
  const table: readonly (readonly [name: string, text: string, says: readonly string[]])[] = [
    ['unknown key', 'ignored: [a]', ['unknown key ignored', 'did you mean ignore?']],
    ['unknown nested key', 'comments: {maxinline: 3}', ['unknown key comments.maxinline', 'did you mean maxInline?']],
    [
      'unknown key of a reviewer',
      'reviewers: {security: {enable: false}}',
      ['reviewers.security.enable', 'did you mean enabled?'],
    ],
    ['unknown key far from all', 'zzzzzzzzzz: 1', ['unknown key zzzzzzzzzz', 'known keys: ', 'reviewers']],
    ['operator key history', 'history: /tmp/x.db', ['history may be set by the operator only']],
    ['operator key plugins', 'plugins: [evil]', ['plugins may be set by the operator only']],
    ['operator key failOn', 'failOn: critical', ['failOn may be set by the operator only']],
    ['operator key approve', 'pullRequests: {approve: true}', ['pullRequests.approve may be set by the operator only']],
    [
      'operator key checkName',
      'pullRequests: {drafts: true, checkName: x}',
      ['pullRequests.checkName may be set by the operator only'],
    ],
    ['typing mistake beside it', 'pullRequests: {draft: true}', ['pullRequests.draft', 'did you mean drafts?']],
    ['wrong type', 'ignore: 5', ['ignore: ', 'expected array']],
    ['wrong element', 'ignore: [5]', ['ignore.0: ', 'expected string']],
    ['out of range', 'comments: {minimumConfidence: 1001}', ['comments.minimumConfidence: ']],
    ['not a mapping', '- a\n- b\n', ['the document: ', 'expected object']],
    ['two problems at once', 'ignore: 5\nfoo: 1', ['ignore: ', 'unknown key foo']],
  ];
  test.each(table)('%s', (_name, text, says) => {
    const read = () => readRepositoryConfig(text, FILE);
    expect(read).toThrow(InputError);
    for (const part of says) expect(read).toThrow(part);
  });

  test('broken YAML names line and column', () => {
    const read = () => readRepositoryConfig('ignore: [a\nb: 1\n', FILE);
    expect(read).toThrow(InputError);
    expect(read).toThrow(expect.objectContaining({ where: expect.stringMatching(/docket\.yml:\d+:\d+$/) }));
  });

  test('an alias bomb is refused, not expanded', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((k, i) => `${k}: &${k} [${Array(9).fill(`*${'abcdefg'[i]}`).join(',')}]`),
    ];
    expect(() => readRepositoryConfig(bomb.join('\n'), FILE)).toThrow(InputError);
  });
});

test('an empty file is an empty configuration', () => {
  expect(readRepositoryConfig('', FILE)).toEqual({});
  expect(readRepositoryConfig('# nothing yet\n', FILE)).toEqual({});
});

test('the operator may set what the repository may not', () => {
  expect(readOperatorConfig('failOn: critical\nhistory: /tmp/h.db\nignore: [a]', 'config.yml')).toEqual({
    failOn: 'critical',
    history: '/tmp/h.db',
    ignore: ['a'],
  });
});

test('an unusable environment variable is named', () => {
  expect(() => readEnvironment({ DOCKET_FAIL_ON: 'sometimes' })).toThrow('DOCKET_FAIL_ON');
  expect(readEnvironment({ DOCKET_FAIL_ON: '', SECRET_TOKEN: 'x' })).not.toHaveProperty('SECRET_TOKEN');
});

test('later sources win key by key, lists of globs add up, and every key knows its origin', () => {
  const { config, origins } = effectiveConfig([
    {
      origin: 'repo',
      value: {
        ignore: ['a'],
        comments: { maxInline: 3, minimumPercent: 1 },
        reviewers: { security: { required: false } },
      },
    },
    { origin: 'user', value: { ignore: ['b', 'a'], comments: { maxInline: 4 }, failOn: 'critical' } },
    { origin: '--fail-on', value: { failOn: 'warning' } },
  ]);
  expect(config).toMatchObject({
    reviewers: { security: { enabled: true, required: false } },
    ignore: ['a', 'b'],
    sensitivePaths: [],
    comments: {
      maxInline: 4,
      minimumSeverity: 'suggestion',
      minimumPercent: 1,
      openPercent: 25,
      maxCriticalPerTool: 10,
    },
    history: null,
    plugins: [],
    failOn: 'warning',
  });
  expect(Object.fromEntries(origins)).toEqual({
    ignore: 'repo, user',
    'comments.maxInline': 'user',
    'comments.minimumPercent': 'repo',
    'reviewers.security.required': 'repo',
    failOn: '--fail-on',
  });
});

test('no source changes the defaults for the next call', () => {
  effectiveConfig([{ origin: 'a', value: { ignore: ['a'], comments: { maxInline: 1 } } }]);
  expect(effectiveConfig([]).config.ignore).toEqual([]);
  expect(effectiveConfig([]).config.comments.maxInline).toBe(5);
});
