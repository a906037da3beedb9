import { afterEach, beforeEach, expect, test } from 'vitest';
import { flagsOf } from '../../../app/cli/review-flags.ts';
import { openWorkspace } from '../../../app/workspace.ts';
import { docket } from '../../support/docket.ts';
import { GitRepository } from '../../support/git-repository.ts';

const BLIND = 'ignore: ["src/**"]\nreviewers: { security: { enabled: false } }\ncoverage: { accept: [php] }\n';

let git: GitRepository;
afterEach(() => git.remove());
beforeEach(() => {
  git = new GitRepository('docket-own-branch-');
  git.commit('base', { 'src/a.js': 'one();\n' });
  git.git('switch', '--quiet', '--create', 'theirs');
  git.commit('blind', { '.github/docket.yml': BLIND });
  git.git('switch', '--quiet', '--create', 'change');
  git.commit('change', { 'src/a.js': 'eval(request.query.code);\n' });
});

/** As a clone remembers what its origin calls the default branch. */
function knowDefaultBranch(): void {
  git.git('update-ref', 'refs/remotes/origin/main', 'main');
  git.git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
}

async function configOf(range: string) {
  const place = await openWorkspace({
    cwd: git.path,
    // oxlint-disable-next-line node/no-process-env -- tests need the real git, wherever it lies
    environment: { PATH: process.env['PATH'] ?? '', HOME: git.path },
    range,
    readStdin: async () => new Uint8Array(),
  });
  await place.close();
  return { ...place.effective.config, notices: place.notices };
}

test('a change into a branch of its author’s own is reviewed as the default branch wants', async () => {
  knowDefaultBranch();
  const { stdout, stderr } = await docket(['review', 'theirs...HEAD', '--format', 'json'], { cwd: git.path });
  expect(stdout, stderr).toContain('"security/code-injection"');
  expect(await configOf('theirs...HEAD')).toMatchObject({
    ignore: [],
    coverage: { accept: [] },
    reviewers: { security: { enabled: true } },
  });
});

test('what both branches say counts', async () => {
  git.git('branch', '--force', 'main', 'theirs');
  knowDefaultBranch();
  git.git('switch', '--quiet', 'theirs');
  git.commit('more', { '.github/docket.yml': BLIND.replace('[php]', '[php, lua]') });
  expect(await configOf('theirs...change')).toMatchObject({ ignore: ['src/**'], coverage: { accept: ['php'] } });
});

test('a clone that was not told the default branch takes the usual names for it', async () => {
  git.git('remote', 'add', 'origin', 'https://example.com/a.git');
  git.git('update-ref', 'refs/remotes/origin/master', 'main');
  expect(await configOf('theirs...HEAD')).toMatchObject({ ignore: [], coverage: { accept: [] } });
  git.git('update-ref', 'refs/remotes/origin/master', 'theirs');
  expect(await configOf('theirs...HEAD')).toMatchObject({ ignore: ['src/**'], coverage: { accept: ['php'] } });
});

test('where a clone cannot tell the default branch, no base makes a review see less', async () => {
  git.git('remote', 'add', 'origin', 'https://example.com/a.git');
  git.git('update-ref', 'refs/remotes/origin/theirs', 'theirs');
  expect(await configOf('theirs...HEAD')).toMatchObject({
    ignore: [],
    coverage: { accept: [] },
    notices: [expect.stringContaining('what only that asks for (policy rules')],
  });
  knowDefaultBranch();
  expect((await configOf('theirs...HEAD')).notices).toEqual([]);
});

test('without a remote the branch of a usual name counts too, and without one the base alone', async () => {
  expect(await configOf('theirs...HEAD')).toMatchObject({ ignore: [], coverage: { accept: [] } });
  git.git('branch', '--move', 'main', 'trunk');
  expect(await configOf('theirs...HEAD')).toMatchObject({ ignore: ['src/**'], coverage: { accept: ['php'] } });
  expect(await configOf('trunk...HEAD')).toMatchObject({ ignore: [], coverage: { accept: [] } });
});

test('--accept is the operator’s word', () => {
  expect(flagsOf({ accept: ['*', 'php'] })).toEqual([
    { origin: '--accept', value: { coverage: { accept: ['*', 'php'] } } },
  ]);
  expect(flagsOf({ accept: [] })).toEqual([]);
});

test('--accept takes lists, too; a comma within a glob is none', () => {
  const accept = ['rust', 'go', 'src/*.{a,b}', 'lib/**'];
  const told = [{ origin: '--accept', value: { coverage: { accept } } }];
  expect(flagsOf({ accept: ['rust,go', 'src/*.{a,b}, lib/**'] })).toEqual(told);
});

test.each([
  ['rust,elixr', 'Did you mean elixir?'],
  [',', '`docket plan` names the kinds'],
  ['Rust', 'Did you mean rust?'],
  ['elixr', 'Did you mean elixir?'],
])('--accept %s is refused, for it would accept nothing', (entry, remedy) => {
  const refused = expect.objectContaining({ remedy: expect.stringContaining(remedy) });
  expect(() => flagsOf({ accept: ['php', entry] })).toThrow(refused);
});
