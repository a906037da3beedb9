import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchMissing } from '../../../forge/local/git/fetch-missing.ts';
import { openRepository } from '../../../forge/local/git/repository.ts';
import { ReviewDocument } from '../../../schemas/review-output.ts';
import { docket } from '../../support/docket.ts';
import { GitRepository } from '../../support/git-repository.ts';
import { StandInScene } from '../github/stand-in-scene.ts';

// Clones without the contents of files (`--filter=blob:none`), as continuous integration makes them to be fast.
let whole: GitRepository;
let folder: string;

beforeAll(() => {
  whole = new GitRepository();
  whole.git('config', 'uploadpack.allowFilter', 'true');
  whole.commit('one', { 'a.py': 'a = 1\n', "it's [b].js": 'b();\n', 'c.js': 'c();\n' });
  whole.git('checkout', '--quiet', '-b', 'work');
  whole.commit('two', { 'a.py': 'eval(input())\n', "it's [b].js": 'b(2);\n' });
  folder = mkdtempSync(join(tmpdir(), 'docket-partial-'));
  execFileSync('git', [
    'clone',
    '--quiet',
    '--no-checkout',
    '--filter=blob:none',
    pathToFileURL(whole.path).href,
    join(folder, 'clone'),
  ]);
});

afterAll(() => {
  whole.remove();
  rmSync(folder, { recursive: true, force: true });
});

function clone(name: string): string {
  const path = join(folder, name);
  cpSync(join(folder, 'clone'), path, { recursive: true });
  return path;
}

const review = (cwd: string, ...more: string[]) =>
  docket(['review', 'origin/work~1..origin/work', '--offline', ...more], { cwd });
const git = (cwd: string, ...args: string[]) => execFileSync('git', ['-C', cwd, ...args]);

test('nothing of the change is there: the repository is named, and the one command that helps', async () => {
  const path = clone('none');
  const { code, stdout, stderr } = await review(path);
  expect([code, stdout]).toEqual([4, '']);
  expect(stderr).toContain(`where: ${path}`);
  const command = `git -C ${path} fetch --refetch --no-filter`;
  expect(stderr).toContain(command);
  expect(stderr).not.toMatch(/docket-\w{6}$/m);
  execFileSync('sh', ['-c', command], { stdio: 'ignore' });
  expect((await review(path)).code).toBe(0);
});

test('a file that is not there costs itself, not the review', async () => {
  const path = clone('some');
  for (const side of ['origin/work', 'origin/work~1']) git(path, 'cat-file', 'blob', `${side}:a.py`);
  const { code, stdout } = await review(path, '--json');
  const { review: document, change } = ReviewDocument.parse(JSON.parse(stdout));
  expect([code, document.verdict]).toEqual([3, 'incomplete']);
  expect(change.files).toEqual(['a.py']);
  expect(document.comments.map(({ rule }) => rule)).toEqual(['security/code-injection']);
  expect(stdout).toContain("the clone does not hold both sides of it's [b].js");
});

/** A clone over HTTP of a repository that only a token opens, with everything in its configuration that could make git do something else. */
async function hostileClone(scene: StandInScene) {
  const path = join(folder, 'fetching');
  const url = `${scene.github.serverUrl}/octo/project.git`;
  const header = `Authorization: Basic ${Buffer.from(`x-access-token:${scene.token}`).toString('base64')}`;
  await promisify(execFile)('git', [
    '-c',
    `http.extraHeader=${header}`,
    'clone',
    '--quiet',
    '--no-checkout',
    '--filter=blob:none',
    url,
    path,
  ]);
  const ran = join(folder, 'ran');
  const program = `touch ${ran}`;
  for (const hook of ['reference-transaction', 'post-checkout', 'pre-auto-gc'])
    writeFileSync(join(path, '.git', 'hooks', hook), `#!/bin/sh\n${program}\n`, { mode: 0o755 });
  for (const [key, value] of [
    ['credential.helper', `!${program}`],
    ['core.sshCommand', program],
    ['core.fsmonitor', program],
    ['core.gitProxy', program],
    ['remote.origin.uploadpack', program],
    ['url.https://127.0.0.1:1/.insteadOf', url],
    ['submodule.recurse', 'true'],
  ] as const)
    git(path, 'config', key, value);
  return { path, ran };
}

test('where the operator says so, what is missing is fetched: nothing that the repository configures is run', async () => {
  const scene = await StandInScene.open({ private: true });
  try {
    scene.git.git('branch', '--force', 'work', scene.head);
    const { path, ran } = await hostileClone(scene);
    const range = `${scene.base}..${scene.head}`;
    const fetching = () =>
      docket(['review', range, '--offline', '--fetch-missing', '--accept', 'text', '--json'], { cwd: path });

    const refused = await fetching();
    expect([refused.code, refused.stdout]).toEqual([4, '']);
    expect(refused.stderr).toMatch(/could not be fetched: .*could not read Username/);
    expect(refused.stderr).toContain(`git -C ${path} fetch --refetch --no-filter`);

    // The home of this run: what the user configures counts.
    const helper = `!f() { echo username=x-access-token; echo password=${scene.token}; }; f`;
    execFileSync('git', ['config', '--file', join(path, '.gitconfig'), 'credential.helper', helper]);
    const before = git(path, 'for-each-ref').toString();
    const { code, stdout, stderr } = await fetching();
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/fetching \d+ files that the clone left out, from http:/);
    expect(ReviewDocument.parse(JSON.parse(stdout)).change.files).toEqual(['a.txt', 'new.txt']);
    expect(git(path, 'for-each-ref').toString()).toBe(before);
    expect(existsSync(ran)).toBe(false);
    // What is there is not asked for again.
    expect((await fetching()).stderr).not.toContain('fetching');
  } finally {
    await scene.close();
  }
});

test('only https and ssh are fetched by', async () => {
  const path = clone('by-others');
  const repository = await openRepository(path, { PATH: process.env['PATH'] });
  try {
    const head = await repository.resolve('origin/work');
    const fetching = () =>
      fetchMissing({ repository, whole: [head], settings: [], environment: {}, onProgress: () => {} });
    const refused = /Docket fetches by https or ssh, from an address without credentials/;
    await expect(fetching()).rejects.toMatchObject({ message: expect.stringMatching(/and the clone came by file:$/) });
    for (const url of [
      'ext::sh -c touch% /tmp/x',
      '-oProxyCommand=x:y',
      'ssh://-oProxyCommand=x/y',
      'https://me:secret@example.com/x.git',
      'http://example.com/x.git',
      '',
    ]) {
      git(path, 'config', 'remote.origin.url', url);
      await expect(fetching(), url).rejects.toMatchObject({
        where: path,
        message: expect.stringMatching(refused),
        remedy: expect.stringContaining(`git -C ${path} fetch --refetch --no-filter`),
      });
    }
  } finally {
    await repository.close();
  }
});
