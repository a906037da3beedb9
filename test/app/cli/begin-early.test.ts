import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { leftProcessesOf } from '../../support/processes.ts';
import { DOCKET_ENTRY } from '../../support/program-entry.ts';

test('what was begun for a review is ended where the arguments turn out wrong', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-begun-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const env = { PATH: process.env['PATH'], HOME: folder, TMPDIR: folder };

  const { status, stdout, stderr } = spawnSync(process.execPath, [DOCKET_ENTRY, 'review', '--no-such-option'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });

  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^error: unknown option '--no-such-option'/);
  expect(readdirSync(folder).filter((name) => name.startsWith('docket-run-'))).toEqual([]);
  expect(await leftProcessesOf(folder)).toEqual([]);
});
