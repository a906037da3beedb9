import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ServeScene } from '../app/webhook/serve-scene.ts';
import { GitRepository } from '../support/git-repository.ts';
import { machineEnvironment } from '../support/machine-environment.ts';
import { DOCKET_ENTRY } from '../support/program-entry.ts';
import { runs } from '../support/soak.ts';

const hasLimits = spawnSync('prlimit', ['--nofile=64', 'true']).status === 0;

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounts();

/** A container may be root and still not be allowed to. */
function mounts(): boolean {
  return spawnSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0;
}

/** A disk in memory, taken away after the test: of one of several that run at once, only its own context hears the end. */
function smallDisk(size: string, finished: (clear: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'docket-disk-'));
  expect(spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'none', folder]).status).toBe(0);
  finished(() => {
    spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Writes until no room is left. */
function fill(path: string): void {
  const file = openSync(path, 'a');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
  } finally {
    closeSync(file);
  }
}

/** A repository with a change that has something to be said about. */
function changed(): GitRepository {
  const git = new GitRepository();
  onTestFinished(() => git.remove());
  git.commit('base', { 'a.js': 'export const a = 1;\n' });
  git.git('checkout', '--quiet', '-b', 'feature');
  git.commit('change', { 'a.js': 'export const list = (text) => eval(text);\n' });
  return git;
}

function review(git: GitRepository, limit: readonly string[], options: Readonly<Record<string, string>> = {}) {
  return docket(['review', 'main...HEAD', '-C', git.path, '--offline'], limit, options);
}

function docket(args: readonly string[], limit: readonly string[], options: Readonly<Record<string, string>> = {}) {
  const [command = '', ...rest] = [...limit, process.execPath, DOCKET_ENTRY, ...args];
  // What a process cannot remove when it ends in the middle is in here as well.
  const home = mkdtempSync(join(tmpdir(), 'docket-home-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const env = { ...machineEnvironment(), HOME: home, TMPDIR: home, ...options };
  return spawnSync(command, rest, { encoding: 'utf8', env, timeout: 1_500_000 });
}

describe.skipIf(!hasLimits)('a review on a machine that has nothing left', () => {
  const REVIEWS: readonly (readonly [string, string])[] = [
    ['files for Node and little else', '--nofile=22'],
    ['files for the program, and none for git', '--nofile=26'],
    ['files for git, and none for the analysing process', '--nofile=30'],
    ['room for no file at all', '--fsize=0'],
    ['room for small files only', '--fsize=20000'],
    ['room for a part of the history', '--fsize=200000'],
  ];
  it.each(REVIEWS.filter((_, at) => at % runs(2, 1) === 0))(
    '%s: it ends with the reason, or is finished; its code never means findings',
    (_, limit) => {
      const { status, stderr, signal } = review(changed(), ['prlimit', limit]);
      expect(signal).toBeNull();
      expect([0, 3, 4]).toContain(status);
      expect(status === 0 || stderr !== '').toBe(true);
    },
  );

  const LIMITS: readonly (readonly [command: readonly string[], limit: string])[] = [
    [['log'], '--nofile=22'],
    [['replay', 'last'], '--nofile=22'],
    [['log'], '--fsize=0'],
    [['replay', 'last'], '--nofile=26'],
    [['replay', 'last'], '--fsize=20000'],
  ];
  it.each(LIMITS.slice(0, runs(2, LIMITS.length)))(
    '%j under %s: its code never means findings, and is none of Node',
    ([command = '', ...args], limit) => {
      const git = changed();
      const [, run = ''] = /^Run (\S+)/m.exec(review(git, []).stdout) ?? [];
      const given = args.map((arg) => (arg === 'last' ? run : arg));
      const { status, stderr, signal } = docket([command, ...given, '-C', git.path], ['prlimit', limit]);
      expect(signal).toBeNull();
      expect([0, 3, 4]).toContain(status);
      expect(status === 0 || stderr !== '').toBe(true);
    },
  );

  it.skipIf(!canMount).each(['size=200k,nr_inodes=3', 'size=4k', 'size=200k,nr_inodes=6'].slice(0, runs(1, 3)))(
    'a temporary folder with %s: it says that no room is left',
    (size) => {
      const { status, stderr } = review(changed(), [], { TMPDIR: smallDisk(size) });
      expect(status).toBe(4);
      expect(stderr).toMatch(/no room is left|no temporary folder can be made/);
      expect(stderr).not.toContain('report it');
    },
  );

  it.each([
    ['an error that nobody catches', 'setTimeout(() => { throw new Error("planted"); }, 1)'],
    ['a promise that nobody waits for', 'setTimeout(() => void Promise.reject(new Error("planted")), 1)'],
    [
      'an event that nobody hears',
      'import { EventEmitter } from "node:events"; setTimeout(() => new EventEmitter().emit("error", new Error("planted")), 1)',
    ],
  ])('%s ends it with code 4', (_, script) => {
    const planted = `--import data:text/javascript,${encodeURIComponent(script)}`;
    const { status, stderr } = review(changed(), [], { NODE_OPTIONS: planted });
    expect(status).toBe(4);
    expect(stderr).toContain('planted');
  });
});

// At once: two of them wait half a minute each until a run is tried again.
describe.skipIf(!hasLimits).concurrent('the App on a machine that has nothing left', () => {
  it('the App stays up while no process can be started, and reviews when one can again', async ({
    onTestFinished: finished,
  }) => {
    const scene = await ServeScene.open();
    finished(() => scene.close());
    const running = await scene.serve({ DOCKET_LOG_LEVEL: 'info' });
    finished(async () => void (await running.end('SIGTERM')));
    await running.printed('GitHub confirms who we are');
    const pid = String(running.child.pid);
    const open = readdirSync(`/proc/${pid}/fd`).length;
    // The soft limit alone: it can be raised again. Connections still fit, the pipes of a child do not.
    const limited = spawnSync('prlimit', ['--pid', pid, `--nofile=${open + 5}:`]);
    expect(limited.status).toBe(0);
    const pull = scene.openPull('starved');
    await scene.delivered('opened', pull);
    await running.printed('a run failed; it is tried again');
    expect(scene.reviews(pull)).toEqual([]);
    spawnSync('prlimit', ['--pid', pid, '--nofile=1024:']);
    expect((await fetch(`${scene.url}/healthz`)).status).toBe(200);
    await running.printed('a run ended');
    expect(scene.reviews(pull)).toHaveLength(1);
  });

  it.skipIf(!canMount)(
    'the App stays up on a full disk, and reviews when there is room again',
    async ({ onTestFinished: finished }) => {
      const scene = await ServeScene.open();
      finished(() => scene.close());
      const disk = smallDisk('size=24m', finished);
      const running = await scene.serve({ DOCKET_LOG_LEVEL: 'info', DOCKET_DATA: join(disk, 'data'), TMPDIR: disk });
      finished(async () => void (await running.end('SIGTERM')));
      await running.printed('GitHub confirms who we are');
      const pull = scene.openPull('full');
      const ballast = join(disk, 'ballast');
      // Room to take the delivery and to begin its run (120,000 are too few), and not for what a review writes (240,000 let it end); then for nothing.
      fill(ballast);
      truncateSync(ballast, statSync(ballast).size - 160_000);
      await scene.delivered('opened', pull);
      await running.printed('a run failed; it is tried again');
      fill(ballast);
      expect((await scene.delivered('reopened', pull)).statusCode).toBeGreaterThanOrEqual(500);
      expect((await fetch(`${scene.url}/healthz`)).status).toBe(200);
      expect(scene.reviews(pull)).toEqual([]);
      rmSync(ballast);
      await running.printed('a run ended');
      expect(scene.reviews(pull)).toHaveLength(1);
    },
  );

  it.skipIf(process.getuid?.() !== 0)(
    'the App stays up while its user may have no more processes',
    async ({ onTestFinished: finished }) => {
      const scene = await ServeScene.open();
      finished(() => scene.close());
      // Root has no such limit, and nobody else is this user.
      const user = 61_234;
      const running = await scene.serve({ DOCKET_LOG_LEVEL: 'info', TMPDIR: scene.folder }, user);
      finished(async () => void (await running.end('SIGTERM')));
      await running.printed('GitHub confirms who we are');
      const pid = String(running.child.pid);
      const allow = (processes: number) =>
        spawnSync('prlimit', ['--pid', pid, `--nproc=${processes}:`], { uid: user, gid: user, encoding: 'utf8' });
      expect(allow(1)).toMatchObject({ status: 0 });
      const pull = scene.openPull('alone');
      await scene.delivered('opened', pull);
      await running.printed('a run failed; it is tried again');
      expect(scene.reviews(pull)).toEqual([]);
      expect((await fetch(`${scene.url}/healthz`)).status).toBe(200);
      allow(1000);
      await running.printed('a run ended');
      expect(scene.reviews(pull)).toHaveLength(1);
    },
  );
});
