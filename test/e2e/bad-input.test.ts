import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { docket, type DocketResult } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';
import { machineEnvironment } from '../support/machine-environment.ts';
import { DOCKET_ENTRY } from '../support/program-entry.ts';
import { runs } from '../support/soak.ts';

let repository: GitRepository;
let outside: string;

beforeAll(() => {
  repository = new GitRepository();
  repository.commit('one', { 'src/a.ts': 'export const a = 1;\n' });
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.commit('two', { 'src/a.ts': 'export const a = 2;\n' });
  outside = mkdtempSync(join(tmpdir(), 'docket-outside-'));
});

afterAll(() => {
  repository.remove();
  rmSync(outside, { recursive: true, force: true });
});

/** One message for people: what, no stack trace, something to do. */
function expectClear(result: DocketResult, code: number, says: readonly RegExp[]): void {
  expect(result.stderr, result.stdout).not.toMatch(/^\s+at .*:\d+/m);
  expect(result.stderr).not.toContain('unexpected failure');
  for (const part of says) expect(result.stderr).toMatch(part);
  expect(result.code, result.stderr).toBe(code);
}

const review = (
  args: readonly string[],
  options: { cwd?: string; stdin?: string | Uint8Array; env?: Record<string, string> } = {},
) => docket(['review', ...args], { cwd: repository.path, ...options });

test('not a repository', async () => {
  expectClear(await review([], { cwd: outside }), 2, [/not.*git repository/i, /to do:/]);
});

test('a folder before the command that is not there', async () => {
  expectClear(await docket(['-C', 'nowhere', 'log'], { cwd: outside }), 2, [/folder cannot be entered/, /to do:/]);
});

test('a reason as a bare word', async () => {
  const dismissed = await docket(['dismiss', 'f-1', 'by design'], { cwd: repository.path });
  expectClear(dismissed, 2, [/too many arguments/, /--reason "/]);
});

test('an unknown ref', async () => {
  expectClear(await review(['nowhere...HEAD']), 2, [/nowhere/, /to do:/]);
});

test('a ref that looks like an option', async () => {
  expectClear(await review(['--', '--upload-pack=touch pwned...HEAD']), 2, [/upload-pack/]);
});

test('no merge base in a shallow clone: says what to fetch', async () => {
  const clone = mkdtempSync(join(tmpdir(), 'docket-shallow-'));
  try {
    repository.git('checkout', '--quiet', 'main');
    repository.commit('three', { 'b.txt': 'b\n' });
    execFileSync('git', ['clone', '--quiet', '--depth=1', '--no-single-branch', `file://${repository.path}`, clone]);
    expectClear(await review(['origin/main...origin/work'], { cwd: clone }), 2, [
      /merge base/,
      /git fetch --unshallow/,
    ]);
  } finally {
    rmSync(clone, { recursive: true, force: true });
  }
});

test('a directory that git refuses as unsafe: says the command', async () => {
  // Git itself offers a switch that pretends that the folder has another owner.
  const result = await review(['main...work'], { env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } });
  // The switch is one of the variables that are not handed on, so the review goes through; a folder of another owner is refused.
  expect(result.code).toBe(0);
  if (process.getuid?.() !== 0) return;
  const foreign = new GitRepository();
  try {
    foreign.commit('one', { 'a.txt': 'a\n' });
    execFileSync('chown', ['-R', '12345:12345', foreign.path]);
    expectClear(await review(['HEAD~0...HEAD'], { cwd: foreign.path, env: { HOME: outside } }), 2, [
      /safe\.directory/,
      /to do:.*git config/,
    ]);
  } finally {
    foreign.remove();
  }
});

test('more than one change named', async () => {
  expectClear(await review(['main...work', '--diff', '-']), 2, [/more than one change/]);
});

test('unknown options and commands', async () => {
  expectClear(await docket(['review', '--formt', 'json'], { cwd: repository.path }), 2, [/unknown option.*--formt/s]);
  expectClear(await docket(['reviw'], { cwd: repository.path }), 2, [/unknown command.*reviw/s, /review/]);
  expectClear(await review(['--format', 'xml']), 2, [/xml/, /pretty, list, markdown, json, sarif/]);
});

test('an empty change is neither a tick nor a failure, and an empty diff may be a command that failed', async () => {
  const allowed = await review(['--diff', '-', '--allow-empty'], { stdin: '' });
  for (const result of [await review(['main...main']), allowed]) {
    expect(result.stdout.trim().split('\n')).toHaveLength(1);
    expect(result.stdout).toMatch(/^· Nothing to review: /);
    expect(result.code).toBe(0);
  }
  for (const stdin of ['', '\n \r\n']) {
    expectClear(await review(['--diff', '-'], { stdin }), 2, [/standard input is empty/, /pipefail/, /--allow-empty/]);
  }
  writeFileSync(join(outside, 'empty.diff'), '');
  expectClear(await review(['--diff', join(outside, 'empty.diff')]), 2, [/the diff is empty/, /--allow-empty/]);
});

test('a diff of something else', async () => {
  expectClear(await review(['--diff', '-'], { stdin: 'Dear colleague,\nplease review my change.\n' }), 2, [
    /not a unified diff/,
    /git diff/,
  ]);
  writeFileSync(join(outside, 'image.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254, 10, 0, 10]));
  expectClear(await review(['--diff', join(outside, 'image.png')]), 2, [/not a unified diff/]);
});

test('a missing diff, findings or SARIF file', async () => {
  expectClear(await review(['--diff', 'missing.diff']), 2, [/missing\.diff/, /--diff/]);
  expectClear(await review(['main...work', '--findings', 'missing.json']), 2, [/missing\.json/, /--findings/]);
  expectClear(await review(['main...work', '--sarif', 'missing.sarif']), 2, [/missing\.sarif/, /--sarif/]);
});

test('input that is not understood, and source that a NUL byte hides, are never an all-clear', async () => {
  const cut = 'diff --git a/x.txt b/x.txt\n--- a/x.txt\n+++ b/x.txt\n@@ -1,5 +1,200 @@\n a\n+hi\n';
  const broken = 'diff --git a/x.js b/x.js\n--- a/x.js\n+++ b/x.js\n@@@@\n+eval(req.body)\n';
  for (const stdin of [cut, broken]) {
    const result = await review(['--diff', '-'], { stdin });
    expect([result.code, result.stdout], stdin).toEqual([3, expect.stringContaining('The review did not finish')]);
  }
  const hidden = new GitRepository();
  try {
    hidden.commit('one', { 'a.txt': 'a\n' });
    hidden.write({ 'nul.js': 'eval(request.body)\n\0' });
    const result = await review([], { cwd: hidden.path });
    expect([result.code, result.stdout]).toEqual([3, expect.stringContaining('nul.js')]);
  } finally {
    hidden.remove();
  }
});

test('standard output that cannot be written is said in one message, exit 4', async () => {
  const { spawnSync } = await import('node:child_process');
  const full = openSync('/dev/full', 'w');
  const result = spawnSync(process.execPath, [DOCKET_ENTRY, 'review', 'main...work', '--json'], {
    cwd: repository.path,
    env: { ...machineEnvironment(), HOME: repository.path },
    stdio: ['ignore', full, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(full);
  expectClear({ code: result.status, stdout: '', stderr: result.stderr }, 4, [/standard output cannot be written/]);
});

test('a binary-only change', async () => {
  const binary = new GitRepository();
  try {
    binary.commit('one', { 'a.bin': Buffer.from([0, 1, 2, 3]) });
    binary.commit('two', { 'a.bin': Buffer.from([0, 1, 2, 4]) });
    const result = await review(['HEAD~1..HEAD'], { cwd: binary.path });
    expect(result.stdout).toMatch(/Not covered: 1 Binary file/);
    expect(result.code).toBe(3);
    const accepted = await review(['HEAD~1..HEAD', '--accept', 'binary'], { cwd: binary.path });
    expect(accepted.stdout).toMatch(/No findings/);
    expect(accepted.code).toBe(0);
  } finally {
    binary.remove();
  }
});

test('invalid UTF-8 in names and text', async () => {
  const diff = Buffer.concat([
    Buffer.from(
      'diff --git "a/caf\\351.py" "b/caf\\351.py"\n--- "a/caf\\351.py"\n+++ "b/caf\\351.py"\n@@ -1 +1 @@\n-x = "',
    ),
    Buffer.from([0xe9, 0xff]),
    Buffer.from('"\n+import os; os.system(f"ls {'),
    Buffer.from([0xe9]),
    Buffer.from('}")\n'),
  ]);
  const result = await review(['--diff', '-', '--json'], { stdin: diff });
  expect(result.stderr).not.toMatch(/^\s+at /m);
  expect(JSON.parse(result.stdout).change.files).toEqual(['caf\udce9.py']);
});

test('a reviewer that does not exist, in the configuration', async () => {
  const configured = new GitRepository();
  try {
    configured.commit('one', { '.github/docket.yml': 'reviewers: {securty: {enabled: false}}\n' });
    configured.commit('two', { 'a.txt': 'a\n' });
    for (const command of ['review', 'plan']) {
      const result = await docket([command, 'HEAD~1..HEAD'], { cwd: configured.path });
      expectClear(result, 2, [/no reviewer securty/, /Did you mean security\?/]);
    }
  } finally {
    configured.remove();
  }
});

test('a configuration with a wrong type', async () => {
  const configured = new GitRepository();
  try {
    configured.commit('one', { '.github/docket.yml': 'ignore: 5\n' });
    configured.commit('two', { 'a.txt': 'a\n' });
    expectClear(await review(['HEAD~1..HEAD'], { cwd: configured.path }), 2, [
      /ignore: .*expected array/,
      /\.github\/docket\.yml at HEAD~1/,
    ]);
    writeFileSync(join(outside, 'config.yml'), 'failOn: [a\n');
    expectClear(await review(['main...work', '--config', join(outside, 'config.yml')]), 2, [/config\.yml:\d+:\d+/]);
    expectClear(await review(['main...work', '--config', 'nowhere.yml']), 2, [/does not exist/, /nowhere\.yml/]);
    expectClear(await review(['main...work'], { env: { DOCKET_FAIL_ON: 'often' } }), 2, [/DOCKET_FAIL_ON/]);
  } finally {
    configured.remove();
  }
});

/** A history that cannot be used: the review is printed all the same, the exit code is 4, and the file is left as it is. */
async function expectReviewWithoutHistory(path: string, says: readonly RegExp[]): Promise<void> {
  const result = await review(['main...work', '--history', path]);
  expect(result.stdout).toMatch(/No findings/);
  expectClear(result, 4, [...says, /to do:/]);
  const json = JSON.parse((await review(['main...work', '--history', path, '--json'])).stdout);
  expect(json.exit).toEqual({ code: 4, conditions: ['infrastructure'] });
  expect(json.problems).toHaveLength(1);
  expect(json.run.id).toBeNull();
}

test('a corrupt history file', async () => {
  const path = join(outside, 'corrupt.db');
  writeFileSync(path, 'this is no database, but something that somebody may want back');
  await expectReviewWithoutHistory(path, [/corrupt\.db/]);
  expect(readFileSync(path, 'utf8')).toBe('this is no database, but something that somebody may want back');
});

test('a history of a newer version', async () => {
  const path = join(outside, 'newer.db');
  expect((await review(['main...work', '--history', path])).code).toBe(0);
  const { default: Database } = await import('better-sqlite3');
  const db = new Database(path);
  db.pragma('user_version = 999');
  db.close();
  await expectReviewWithoutHistory(path, [/999/, /newer/]);
});

test('a history in a place that cannot be written', async () => {
  const path = join(outside, 'file-not-folder');
  writeFileSync(path, '');
  await expectReviewWithoutHistory(join(path, 'history.db'), [/file-not-folder/]);
});

test('a read-only history', async () => {
  const folder = join(outside, 'read-only');
  mkdirSync(folder);
  const path = join(folder, 'history.db');
  expect((await review(['main...work', '--history', path])).code).toBe(0);
  const before = readFileSync(path);
  const isRoot = process.getuid?.() === 0;
  try {
    // Root may write whatever the mode says; the immutable flag holds for everybody, where the file system knows it.
    if (isRoot) execFileSync('chattr', ['+i', path], { stdio: 'ignore' });
    else chmodSync(path, 0o400);
  } catch {
    return;
  }
  try {
    await expectReviewWithoutHistory(path, [/read-only|cannot be written|permission/i]);
    expect(readFileSync(path).equals(before)).toBe(true);
  } finally {
    if (isRoot) execFileSync('chattr', ['-i', path]);
  }
});

/** Fifty in the long form. */
const MEGABYTES = runs(4, 50);

test(`a diff of ${MEGABYTES} MB`, async () => {
  const file = (index: number) =>
    `diff --git a/data/f${index}.txt b/data/f${index}.txt\n--- a/data/f${index}.txt\n+++ b/data/f${index}.txt\n@@ -1,500 +1,500 @@\n` +
    Array.from(
      { length: 500 },
      (_, line) => `-old ${index} ${line} ${'x'.repeat(40)}\n+new ${index} ${line} ${'y'.repeat(40)}\n`,
    ).join('');
  const one = file(1000).length;
  const path = join(outside, 'large.diff');
  writeFileSync(
    path,
    Array.from({ length: Math.ceil((MEGABYTES * 1e6) / one) }, (_, index) => file(1000 + index)).join(''),
  );
  const result = await review(['--diff', path]);
  expect(result.stdout).toMatch(/No findings|Incomplete/);
  expect([0, 3]).toContain(result.code);
  expect(result.stderr).not.toMatch(/^\s+at /m);
});
