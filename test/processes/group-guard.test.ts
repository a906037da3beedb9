import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startGroupGuard } from '../../processes/group-guard.ts';
import { endWithTest } from '../support/end-with-test.ts';
import { leftProcessesOf } from '../support/processes.ts';

const GUARD = JSON.stringify(new URL('../../processes/group-guard.ts', import.meta.url).href);

/** A program that guards a busy group, which has a second busy process in it, and says when both are. */
const GUARDING = `
  import { spawn } from 'node:child_process';
  import { startGroupGuard } from ${GUARD};
  const guard = startGroupGuard();
  const below = "require('node:child_process').spawn(process.execPath, ['-e', 'console.log(2); for (;;);'], { stdio: 'inherit' }).once('spawn', () => { console.log(1); for (;;); })";
  const busy = spawn(process.execPath, ['-e', below], { stdio: 'inherit', detached: true });
  guard.watch(busy.pid);
  setInterval(() => undefined, 1000);`;

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
    process.kill(-Number(parent.pid), 'SIGKILL');
    expect(await leftProcessesOf(folder)).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a group that was released is left alone', async () => {
  const group = endWithTest(spawn('sleep', ['600'], { detached: true }));
  const guard = startGroupGuard();
  expect(guard).not.toBeNull();
  guard?.watch(Number(group.pid));
  guard?.release();
  // Longer than a guard waits that was not told.
  await new Promise((done) => setTimeout(done, 1500));
  expect(group.exitCode ?? group.signalCode).toBeNull();
});

test('without a shell there is no guard', () => {
  expect(startGroupGuard('/nowhere/sh')).toBeNull();
});
