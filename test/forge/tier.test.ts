import { describe, expect, test } from 'vitest';
import { riskTier, type TierSubject } from '../../forge/tier.ts';

function files(count: number, lines: number, path = 'src/file'): TierSubject[] {
  return Array.from({ length: count }, (_, index) => ({
    oldPath: `${path}-${index}.ts`,
    newPath: `${path}-${index}.ts`,
    added: index === 0 ? lines : 0,
    deleted: 0,
  }));
}

function tierOf(path: string, sensitive: readonly string[] = []): string {
  return riskTier([{ oldPath: path, newPath: path, added: 1, deleted: 0 }], sensitive).tier;
}

describe('the order of the rules', () => {
  test.each([
    ['nothing', files(0, 0), 'trivial'],
    ['10 lines in 20 files', files(20, 10), 'trivial'],
    ['11 lines in 20 files', files(20, 11), 'lite'],
    ['100 lines in 20 files', files(20, 100), 'lite'],
    ['101 lines in 1 file', files(1, 101), 'full'],
    ['10 lines in 21 files', files(21, 10), 'full'],
    ['10 lines in 51 files', files(51, 10), 'full'],
    ['a binary file', [{ oldPath: 'a.png', newPath: 'a.png', added: null, deleted: null }], 'trivial'],
    ['1 line in a sensitive path', files(1, 1, 'src/auth/file'), 'full'],
    [
      'a file moved out of a sensitive path',
      [{ oldPath: 'src/auth/a.ts', newPath: 'a.ts', added: 0, deleted: 0 }],
      'full',
    ],
  ])('%s is %3$s', (_, subjects, tier) => {
    expect(riskTier(subjects, []).tier).toBe(tier);
  });

  test('the reason is for people', () => {
    expect(riskTier(files(51, 1), []).reason).toBe('51 files, more than 50');
    expect(riskTier(files(1, 1, 'k8s/x'), []).reason).toBe('touches a security-sensitive path: k8s/x-0.ts');
    expect(riskTier(files(1, 1), []).reason).toBe('1 changed line in 1 file, at most 10 lines');
    expect(riskTier(files(21, 5), []).reason).toBe('5 changed lines in 21 files, more than 20 files');
  });

  test('deleted lines count as well', () => {
    expect(riskTier([{ oldPath: 'a.ts', newPath: 'a.ts', added: 60, deleted: 60 }], []).tier).toBe('full');
  });

  test('the configuration adds paths', () => {
    expect(tierOf('src/Money.ts', ['src/money*'])).toBe('full');
    expect(tierOf('src/Money.ts')).toBe('trivial');
  });
});

describe('sensitive paths', () => {
  test.each([
    'src/auth.ts',
    'AuthService.ts',
    'src/auth/x.js',
    'user_session.py',
    'oauthClient.ts',
    'HTTPAuth.ts',
    'jwt-verify.go',
    'authenticate.ts',
    'src/authorization.rb',
    'authoriser.rb',
    'LoginForm.tsx',
    'passwords.ts',
    'Crypto.java',
    'acl.py',
    'Dockerfile',
    'Dockerfile.prod',
    'api.Dockerfile',
    'docker-compose.yml',
    'compose.prod.yaml',
    '.env',
    'app/.env.local',
    'server.key',
    'infra/main.tf',
    'db/migrations/1.sql',
    '.github/workflows/ci.yml',
    'sub/action.yml',
    '.npmrc',
    'docs/CODEOWNERS',
    'billing/total.ts',
    'src/middleware/cors.ts',
    'deploy/helm/x.yaml',
    'ci/Jenkinsfile',
  ])('%s', (path) => {
    expect(tierOf(path)).toBe('full');
  });

  test.each([
    'author.ts',
    'src/authors/list.ts',
    'authority.md',
    'tokenizer.ts',
    'keyboard.ts',
    'monkey.ts',
    'oracle.ts',
    'miracle.py',
    'secretary.ts',
    'plugin.ts',
    'environment.ts',
    'signature-help.ts',
    'obsessions.md',
    'x.envy',
    'turkey.txt',
    'dockerfile-parser.ts',
    'composer.json',
    'interaction.yml',
    'compose.ts',
    'blogging.ts',
    'sample.ts',
    'capacity.ts',
  ])('%s is an ordinary file', (path) => {
    expect(tierOf(path)).toBe('trivial');
  });
});
