import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { GitRepository } from '../../support/git-repository.ts';
import { machineEnvironment } from '../../support/machine-environment.ts';
import { DOCKET_ENTRY } from '../../support/program-entry.ts';

/** Root may read everything, so that the program is run as nobody in particular. */
const USER = process.getuid?.() === 0 ? { uid: 61_234, gid: 61_234 } : {};

/** The bundle and the temporary folders of this run are the test runner's alone. */
function open(): void {
  chmodSync(join(DOCKET_ENTRY, '../../..'), 0o755);
  for (let at = tmpdir(); /^(?:f|docket-run)-/.test(basename(at)); at = dirname(at)) chmodSync(at, 0o711);
}

function give(path: string): void {
  if (USER.uid !== undefined) chownSync(path, USER.uid, USER.gid);
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    const below = join(path, entry.name);
    if (entry.isDirectory()) give(below);
    else if (USER.uid !== undefined) chownSync(below, USER.uid, USER.gid);
  }
}

interface Told {
  readonly code: number | null;
  readonly text: string;
}

/** Reviews a work tree in which one path is closed to its user. */
function review(closed: string, home = 'home'): Told {
  if (USER.uid !== undefined) open();
  const repository = new GitRepository();
  const place = mkdtempSync(join(tmpdir(), 'docket-closed-'));
  chmodSync(repository.path, 0o755);
  repository.commit('base', {
    'src/a.js': 'export const a = 1;\n',
    'b.js': 'export const b = 1;\n',
    '.github/docket.yml': 'ignore: []\n',
  });
  writeFileSync(join(repository.path, 'src/a.js'), 'export const a = eval(b);\n');
  writeFileSync(join(repository.path, 'src/new.js'), 'export const n = eval(b);\n');
  mkdirSync(join(repository.path, '.git/docket'));
  mkdirSync(join(place, 'home'));
  const path = join(closed === 'home' ? place : repository.path, closed);
  for (const folder of [repository.path, place]) give(folder);
  chmodSync(path, 0o000);
  onTestFinished(() => {
    chmodSync(path, 0o755);
    repository.remove();
    rmSync(place, { recursive: true, force: true });
  });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [DOCKET_ENTRY, 'review', '--offline', '--format', 'list', '-C', repository.path],
    {
      ...USER,
      encoding: 'utf8',
      timeout: 600_000,
      env: { ...machineEnvironment(), CI: 'true', TMPDIR: place, HOME: home === 'home' ? join(place, home) : home },
    },
  );
  return { code: status, text: stdout + stderr };
}

test
  .skipIf(process.platform === 'win32')
  .each<readonly [what: string, closed: string, home: string, code: number, says: RegExp]>([
    ['a folder with changes in it', 'src', 'home', 3, /git could not look: .*src\/.*ermission denied/],
    ['the folder of the configuration', '.github', 'home', 3, /git could not look: .*\.github.*ermission denied/],
    ["Docket's own folder", '.git/docket', 'home', 4, /the dismissals cannot be read: EACCES/],
    ['the home of the user', 'home', 'home', 2, /cannot be read: EACCES[^]*set HOME to a folder that is/],
    ['nothing but a file that has no mode, and no home', 'b.js', '/dev/null', 3, /b\.js: not read: no permission/],
  ])('%s that may not be read is told, and never looks like nothing to review', (_, closed, home, code, says) => {
  const told = review(closed, home);
  expect(told.text).toMatch(says);
  expect(told.text).not.toContain('unexpected failure');
  expect(told.code).toBe(code);
});
