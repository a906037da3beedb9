import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startGroupGuard } from '../../processes/group-guard.ts';
import { endWithTest } from '../support/end-with-test.ts';
import { leftProcessesOf } from '../support/processes.ts';

const GUARD = JSON.stringify(new URL('../../processes/group-guard.ts', import.meta.url).href);

/** A program that guards a busy group, which has a second busy process in it, and says when both are. */
const GUARDING = `
  import { spawn } from 'node:child_process';
  import { startGroupGuard } from ${GUARD};
  const guard = startGroupGuard(0.6);
  const below = "require('node:child_process').spawn(process.execPath, ['-e', 'console.log(2); for (;;);'], { stdio: 'inherit' }).once('spawn', () => { console.log(1); for (;;); })";
  const busy = spawn(process.execPath, ['-e', below], { stdio: 'inherit', detached: true });
  guard.watch(busy);
  setInterval(() => undefined, 1000);`;

/** The number of the shell that a program has as its guard. */
function guardOf(program: number): number {
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const line = all
    .split('\n')
    .find((one) => one.includes('read -r group') && Number(one.trim().split(/ +/)[1]) === program);
  return Number(line?.trim().split(/ +/)[0]);
}

/** A group whose leader is a shell; another process in it says its number and stays. */
async function startedGroup(
  leaderDoes: string,
  graceSeconds: number,
): Promise<{ leader: ChildProcess; other: number }> {
  const script = `sleep 600 >&- 2>&- & echo $!; ${leaderDoes}`;
  const leader = endWithTest(spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] }));
  const guard = startGroupGuard(graceSeconds);
  expect(guard).not.toBeNull();
  guard?.watch(leader);
  const [text] = await once(leader.stdout, 'data');
  const other = Number(String(text));
  onTestFinished(() => void (isThere(other) && process.kill(other, 'SIGKILL')));
  return { leader, other };
}

function isThere(pid: number): boolean {
  // A process that is dead and not yet taken note of is there for `kill`, and not for this.
  const state = execFileSync('sh', ['-c', 'ps -o stat= -p "$0" || :', String(pid)], { encoding: 'utf8' }).trim();
  return state !== '' && !state.startsWith('Z');
}

test('a busy group ends when the program that guards it is killed with its own group', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-guard-'));
  try {
    const parent = endWithTest(
      spawn(process.execPath, ['--input-type=module-typescript', '-e', GUARDING], { cwd: folder, detached: true }),
    );
    let text = '';
    for await (const chunk of parent.stdout) {
      text += String(chunk);
      if (text.includes('1') && text.includes('2')) break;
    }
    // What a terminal that closes and a runner that cancels send to all they find.
    for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) process.kill(guardOf(Number(parent.pid)), signal);
    process.kill(-Number(parent.pid), 'SIGKILL');
    expect(await leftProcessesOf(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.each([0, 0.6])('a group whose leader ended by itself is left alone (%d s of grace)', async (grace) => {
  const { leader, other } = await startedGroup('exit 0', grace);
  if (leader.exitCode === null) await once(leader, 'exit');
  // Longer than a guard waits that was not told.
  await pause(1500);
  expect(isThere(other)).toBe(true);
});

test('what a killed leader left behind is killed', async () => {
  const { leader, other } = await startedGroup('wait', 0);
  leader.kill('SIGKILL');
  await once(leader, 'exit');
  while (isThere(other)) await pause(20);
  expect(isThere(other)).toBe(false);
});

test('without a shell there is no guard', () => {
  expect(startGroupGuard(0, '/nowhere/sh')).toBeNull();
});
