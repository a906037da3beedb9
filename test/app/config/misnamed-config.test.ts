import { afterAll, beforeAll, expect, test } from 'vitest';
import { misnamedNotice } from '../../../app/config/misnamed-config.ts';
import { docket } from '../../support/docket.ts';
import { GitRepository } from '../../support/git-repository.ts';

test.for([
  'docket.yml',
  'docket.yaml',
  '.docket.yml',
  '.docket.yaml',
  'DOCKET.yml',
  'docketrc.yml',
  'docket.config.yaml',
  '.github/docket.yaml',
  '.github/Docket.yml',
  '.github/.docket.yml',
  '.docket/docket.yml',
])('%s is not read, and said so', (path) => {
  expect(misnamedNotice(['README.md', path])).toBe(`${path} is not read: the configuration is .github/docket.yml`);
});

test.for(['.github/docket.yml', '.github/workflows', 'docs/docket.yml', 'docket.ts', 'pocket.yml', 'docket.yml.md'])(
  '%s is the file itself, or nothing of ours',
  (path) => {
    expect(misnamedNotice([path])).toBeNull();
  },
);

let repository: GitRepository;

beforeAll(() => {
  repository = new GitRepository();
  repository.commit('one', { 'docket.yml': 'ignore: ["**"]\n', '.github/docket.yaml': '{}\n', 'a.js': '' });
  repository.commit('two', { 'a.js': 'export const a = 1;\n' });
});

afterAll(() => repository.remove());

test('a review tells of them', async () => {
  const { stderr } = await docket(['review', 'HEAD~1..HEAD', '--offline'], { cwd: repository.path });
  expect(stderr.replaceAll(/\s+/g, ' ')).toContain(
    '.github/docket.yaml, docket.yml are not read: the configuration is .github/docket.yml',
  );
});
