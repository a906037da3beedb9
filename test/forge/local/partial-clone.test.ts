import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ReviewDocument } from '../../../schemas/review-output.ts';
import { docket } from '../../support/docket.ts';
import { GitRepository } from '../../support/git-repository.ts';

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
