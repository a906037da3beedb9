import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { watchGit } from '../../../forge/local/git/watch-git.ts';
import { type LookAtGit, lookAtGit, type WaitOfGit } from '../../../forge/local/git/what-git-waits-on.ts';
import { endWithTest } from '../../support/end-with-test.ts';
import { MACHINE_PATH, sandbox, type Sandbox } from './sandbox.ts';

/** A tree with a pipe in it, so that there is something to name whenever git is held to wait for one. */
async function withPipe(path: string): Promise<Sandbox> {
  const box = await sandbox();
  rmSync(join(box.root, path), { force: true });
  execFileSync('mkfifo', [join(box.root, path)]);
  return box;
}

const placeOf = (box: Sandbox) => ({
  cwd: box.root,
  environment: { PATH: MACHINE_PATH, HOME: join(box.folder, 'home') },
});

function git(box: Sandbox, args: readonly string[]): ChildProcess {
  return endWithTest(spawn('git', args, { cwd: box.root, env: placeOf(box).environment }));
}

const told = (kind: 'pipe' | 'nothing' | 'untold', ticks: number | null): LookAtGit => ({ wait: { kind }, ticks });

test.each<[what: string, look: (second: number) => LookAtGit, seconds: number | null]>([
  ['opens a pipe', () => told('pipe', 3), 2],
  ['opens a pipe after work', (second) => told(second < 9 ? 'nothing' : 'pipe', 3), 10],
  ['opens one pipe after the other', (second) => told('pipe', second), null],
  ['gets no processor, or waits for something else', () => told('nothing', 3), null],
  ['uses time, and the system tells no more', (second) => told('untold', second), null],
  ['uses no time, and the system tells no more', () => told('untold', 3), 60],
  ['runs where the system tells nothing', () => told('untold', null), 600],
])('git that %s', async (_, look, seconds) => {
  const box = await withPipe('.gitignore');
  const child = git(box, ['cat-file', '--batch']);
  const kill = vi.spyOn(child, 'kill').mockReturnValue(true);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let second = 0;
  const unwatch = watchGit(child, placeOf(box), { look: () => look((second += 1)) });
  vi.advanceTimersByTime(((seconds ?? 5000) - 1) * 1000);
  expect(kill).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1000);
  expect(unwatch()?.where ?? null).toBe(seconds === null ? null : join(box.root, '.gitignore'));
  expect(kill.mock.calls).toEqual(seconds === null ? [] : [['SIGKILL']]);
  kill.mockRestore();
});

test('a git that has nothing to do is not even looked at', async () => {
  const box = await withPipe('.gitignore');
  const child = git(box, ['cat-file', '--batch']);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const look = vi.fn<(pid: number) => LookAtGit>(() => told('pipe', 3));
  const unwatch = watchGit(child, placeOf(box), { isAsked: () => false, look });
  vi.advanceTimersByTime(10_000);
  expect(unwatch()).toBeNull();
  expect(look).not.toHaveBeenCalled();
});

/** What the system says of it as soon as that is what is hoped for, and at the end in any case. */
async function waitOf(child: ChildProcess, isHoped: (wait: WaitOfGit) => boolean): Promise<WaitOfGit> {
  const { pid } = child;
  if (pid === undefined) throw new Error('git did not start');
  for (let tries = 0; tries < 3000; tries += 1) {
    const { wait } = lookAtGit(pid);
    if (isHoped(wait)) return wait;
    await sleep(20);
  }
  return lookAtGit(pid).wait;
}

test.runIf(process.platform === 'linux')('Linux tells what git waits for', async () => {
  const [opens, reads, idle] = [
    await withPipe('.gitignore'),
    await withPipe('.git/config'),
    await withPipe('.gitignore'),
  ];
  const config = join(reads.root, '.git/config');
  // Somebody has it open, and writes nothing.
  const writer = openSync(config, 'r+');
  onTestFinished(() => closeSync(writer));
  expect(await waitOf(git(opens, ['status']), ({ kind }) => kind === 'pipe')).toEqual({ kind: 'pipe' });
  expect(await waitOf(git(reads, ['status']), ({ kind }) => kind === 'file')).toEqual({ kind: 'file', path: config });
  // It sleeps and uses no time, as a git that waits for our question does.
  const child = git(idle, ['cat-file', '--batch']);
  child.stdin?.write('HEAD\n');
  await new Promise((done) => child.stdout?.once('data', done));
  expect(lookAtGit(child.pid ?? 0)).toEqual({ wait: { kind: 'nothing' }, ticks: expect.any(Number) });
});
