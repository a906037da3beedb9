import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { tryGit } from '../../../forge/local/git/try-git.ts';
import { grepNames } from '../../../forge/local/inspect/grep-names.ts';
import { sandbox } from './sandbox.ts';

const FILES = {
  'a.ts': 'queueJob(1);\nqueueJobs(2);\nqueueJobsNow(3);\n$root(4);\n',
  'b.md': 'queueJob\n',
};
const EXPECTED = [
  ['a.ts', 1, 'queueJob(1);'],
  ['a.ts', 2, 'queueJobs(2);'],
  ['a.ts', 4, '$root(4);'],
];

async function found(change: (path: string) => string = (path) => path) {
  const box = await sandbox();
  const tree = await box.commit('one', FILES);
  const { room } = await box.open();
  const environment = { ...room.place.environment, PATH: change(room.place.environment['PATH'] ?? '') };
  const request = { names: ['queueJob', 'queueJobs', '$root'], tree, pathspecs: ['*.ts'] };
  const grepped = await grepNames({ ...room.place, environment }, request);
  return grepped.kind === 'ok' ? grepped.mentions.map(({ path, line, text }) => [path, line, text]) : grepped;
}

test('names are whole words, also where one begins like another, in the files that are asked for', async () => {
  expect(await found()).toEqual(EXPECTED);
});

test('a git that was built without PCRE finds the same', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-old-git-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const script = `#!/bin/sh\nfor one in "$@"; do [ "$one" = --perl-regexp ] && { echo "fatal: cannot use Perl-compatible regexes" >&2; exit 128; }; done\nexec ${real} "$@"\n`;
  writeFileSync(join(folder, 'git'), script, { mode: 0o755 });
  expect(await found((path) => `${folder}${delimiter}${path}`)).toEqual(EXPECTED);
});

test('a git beside others that want the processor is waited for, and one that works without end is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-slow-git-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const real = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
  const script = `#!/bin/sh\nfor one in "$@"; do [ "$one" = grep ] && sleep 1; done\nexec ${real} "$@"\n`;
  writeFileSync(join(folder, 'git'), script, { mode: 0o755 });
  const box = await sandbox();
  const tree = await box.commit('one', FILES);
  const { room } = await box.open();
  const environment = {
    ...room.place.environment,
    PATH: `${folder}${delimiter}${room.place.environment['PATH'] ?? ''}`,
  };
  const ask = async (share: number) => {
    const clock = () => ({ now: () => performance.now(), used: () => performance.now() * share });
    const args = ['grep', '--name-only', 'queueJobsNow', tree];
    const tried = await tryGit({ ...room.place, environment }, args, { workMs: 200, clock });
    return tried.kind === 'ok' ? tried.answer.stdout.toString('utf8') : tried.reason;
  };
  expect(await ask(0)).toBe(`${tree}:a.ts\n`);
  expect(await ask(1)).toBe('git grep needed more than 0.2 seconds of processor time');
});
