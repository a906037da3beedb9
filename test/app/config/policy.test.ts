import { NO_POLICY } from '../../../schemas/policy.ts';
import { afterEach, expect, test } from 'vitest';
import { effectiveConfig, readRepositoryConfig } from '../../../app/config/config.ts';
import { InputError } from '../../../schemas/problem.ts';
import { docket } from '../../support/docket.ts';
import { GitRepository } from '../../support/git-repository.ts';

const CONFIG = `policy:
  forbiddenPaths: ['legal/**']
  rules:
    - { id: use-clock, paths: ['**/*.ts'], pattern: 'new Date\\(\\)', message: Use the clock. }
`;

let git: GitRepository | undefined;
afterEach(() => git?.remove());

test('rules of the repository reach the review, and a change cannot loosen those that it is held against', async () => {
  git = new GitRepository('docket-policy-');
  git.commit('base', { '.github/docket.yml': CONFIG, 'a.ts': 'one();\n' });
  git.git('switch', '--quiet', '--create', 'change');
  git.commit('change', {
    '.github/docket.yml': 'policy: { rules: [] }\n',
    'a.ts': 'new Date();\n',
    'legal/a.md': 'x\n',
  });
  const { stdout, stderr } = await docket(['review', 'main...HEAD', '--format', 'json'], { cwd: git.path });
  expect(stdout, stderr).toContain('"policy/breaks-pattern-rule"');
  expect(stdout).toContain('"policy/forbidden-path"');
});

test('a pattern that cannot be used is refused by name, with what to do', () => {
  const text = CONFIG.replace(String.raw`new Date\(\)`, '(?=x)');
  expect(() => readRepositoryConfig(text, 'docket.yml at main')).toThrow(InputError);
  expect(() => readRepositoryConfig(text, 'docket.yml at main')).toThrow(/use-clock/);
});

test('rules and forbidden paths of repository and operator add up; the limit is the later one’s', () => {
  const source = (origin: string, id: string, maxChangedLines: number) => ({
    origin,
    value: {
      policy: {
        rules: [{ id, paths: ['**'], pattern: 'x', message: 'm' }],
        forbiddenPaths: [`${id}/**`],
        maxChangedLines,
      },
    },
  });
  const { config } = effectiveConfig([source('repository', 'one', 100), source('operator', 'two', 50)]);
  expect(config.policy.rules.map(({ id }) => id)).toEqual(['one', 'two']);
  expect(config.policy).toMatchObject({ forbiddenPaths: ['one/**', 'two/**'], maxChangedLines: 50 });
  expect(effectiveConfig([]).config.policy).toEqual(NO_POLICY);
});
