import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stillOurs } from '../../app/own-temporary-folder.ts';
import { docket } from '../support/docket.ts';
import { endWithTest } from '../support/end-with-test.ts';
import type { GitRepository } from '../support/git-repository.ts';
import { machineEnvironment } from '../support/machine-environment.ts';
import { type ModelServer, startModelServer } from '../support/model-server.ts';
import { leftProcessesOf } from '../support/processes.ts';
import { operatorFile, sensitiveChange } from './model-review-fixture.ts';
import { DOCKET_ENTRY } from '../support/program-entry.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let repository: GitRepository;
let folder: string;
let server: ModelServer;

beforeAll(async () => {
  repository = sensitiveChange();
  folder = mkdtempSync(join(tmpdir(), 'docket-own-'));
  // Whoever asks it waits for ever: the review is alive until it is ended.
  server = await startModelServer({ respond: () => ({ kind: 'stall', when: 'after-headers' }) });
});

afterAll(async () => {
  await server.close();
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

/** A folder for temporary files, and a review that is alive in it. */
async function living(name: string) {
  const place = join(folder, name);
  mkdirSync(place);
  const asked = server.requests.length;
  const child = endWithTest(
    spawn(
      process.execPath,
      [
        DOCKET_ENTRY,
        'review',
        'main...work',
        '--config',
        operatorFile(folder, 'anthropic', server.url),
        '--history',
        `${place}.db`,
      ],
      { cwd: repository.path, env: { ...machineEnvironment(), TMPDIR: place, HOME: repository.path, CI: 'true' } },
    ),
  );
  const ended = new Promise((done) => child.on('close', done));
  await expect.poll(() => server.requests.length).toBeGreaterThan(asked);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
    expect(await leftProcessesOf(place)).toEqual([]);
  };
  return { place, end };
}

const startAnother = (place: string) => docket(['reviewers'], { cwd: repository.path, env: { TMPDIR: place } });

test('what a run that was killed left behind goes with the next one; what is alive stays', async () => {
  const { place, end } = await living('killed');
  const [own, ...others] = readdirSync(place);
  expect([own?.startsWith('docket-run-'), others]).toEqual([true, []]);
  await startAnother(place);
  expect(readdirSync(place)).toEqual([own]);
  await end('SIGKILL');
  expect(readdirSync(place)).toEqual([own]);
  await startAnother(place);
  expect(readdirSync(place)).toEqual([]);
});

test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s leaves no file', async (signal) => {
  const { place, end } = await living(signal);
  await end(signal);
  expect(readdirSync(place)).toEqual([]);
});

test('folders that are not known to be left are let be until a day has passed, and links are no folders', async () => {
  const place = join(folder, 'foreign');
  const target = join(folder, 'target');
  for (const path of [place, target]) mkdirSync(path);
  writeFileSync(join(target, 'precious'), '');
  const make = (name: string, age: number, owner: unknown): void => {
    mkdirSync(join(place, name));
    if (owner !== undefined) writeFileSync(join(place, name, 'owner.json'), JSON.stringify(owner));
    const then = new Date(Date.now() - age);
    utimesSync(join(place, name), then, then);
  };
  const elsewhere = { host: 'another-machine', namespace: '', pid: 1, started: '1' };
  make('docket-run-young1', DAY_MS / 2, elsewhere);
  make('docket-run-older1', DAY_MS * 2, elsewhere);
  make('docket-run-young2', 0, undefined);
  make('docket-run-older2', DAY_MS * 2, undefined);
  make('docket-run-odd001', 0, { pid: -1 });
  make('other-run-older3', DAY_MS * 2, elsewhere);
  symlinkSync(target, join(place, 'docket-run-linked'));
  expect((await startAnother(place)).code).toBe(0);
  expect(readdirSync(place).toSorted()).toEqual([
    'docket-run-linked',
    'docket-run-odd001',
    'docket-run-young1',
    'docket-run-young2',
    'other-run-older3',
  ]);
  expect(existsSync(join(target, 'precious'))).toBe(true);
});

test('without a place for temporary files one sentence says what to do', async () => {
  const absent = join(folder, 'absent');
  const { code, stdout, stderr } = await docket(['review', 'main...work', '--offline'], {
    cwd: repository.path,
    env: { TMPDIR: absent },
  });
  expect([code, stdout]).toEqual([4, '']);
  expect(stderr).toContain('no temporary folder can be made');
  expect(stderr).toContain(absent);
  expect(stderr).toContain('set TMPDIR');
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a temporary folder inside the reviewed tree, named from there, is no part of what is reviewed', async () => {
  mkdirSync(join(repository.path, 'own-tmp'));
  writeFileSync(join(repository.path, 'extra.md'), 'One more line.\n');
  const { code, stdout } = await docket(['review', '--working-tree', '--offline', '--format', 'list'], {
    cwd: repository.path,
    env: { TMPDIR: 'own-tmp', NODE_COMPILE_CACHE: join(repository.path, 'own-tmp', 'cache'), HOME: folder },
  });
  const { stdout: status } = spawnSync('git', ['status', '--porcelain'], { cwd: repository.path, encoding: 'utf8' });
  rmSync(join(repository.path, 'extra.md'));
  rmSync(join(repository.path, 'own-tmp'), { recursive: true });
  expect([code, stdout]).toEqual([0, expect.stringContaining('in 1 file,')]);
  expect(status).toBe('?? extra.md\n');
});

test('without a home one sentence says what to do', async () => {
  const { code, stdout, stderr } = await docket(['review', 'main...work', '--offline'], {
    cwd: repository.path,
    env: { HOME: '' },
  });
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(
    /^docket: Docket has no place for files of its own .*neither XDG_STATE_HOME nor HOME is set\n {2}to do: Set HOME\.\n$/,
  );
});

test('a folder that somebody cleared away is made again, and its absence never ends the program that lives in it', () => {
  const place = join(folder, 'cleared');
  mkdirSync(place);
  const first = stillOurs(join(place, 'docket-run-gone01'), place);
  expect(readdirSync(first).toSorted()).toEqual(['.gitignore', 'owner.json']);
  expect(stillOurs(first, place)).toBe(first);
  // What has its name meanwhile is somebody else's.
  rmSync(first, { recursive: true });
  symlinkSync(folder, first);
  const second = stillOurs(first, place);
  expect(second).not.toBe(first);
  expect(readdirSync(second)).toContain('owner.json');
  // Nothing can be made: the next look tries again.
  rmSync(place, { recursive: true });
  expect(stillOurs(second, place)).toBe(second);
});
