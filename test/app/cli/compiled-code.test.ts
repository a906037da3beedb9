import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DOCKET_ENTRY } from '../../support/program-entry.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-compiled-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Asks for the version with this home; Node's own place for compiled code would be `temporary`. */
function version(home: string): { readonly code: number | null; readonly temporary: readonly string[] } {
  const temporary = join(home, 'temporary');
  mkdirSync(temporary);
  const env = { HOME: home, TMPDIR: temporary };
  const { status } = spawnSync(process.execPath, [DOCKET_ENTRY, '--version'], { env });
  return { code: status, temporary: readdirSync(temporary) };
}

test('compiled code is kept in a folder of this user alone', () => {
  const home = mkdtempSync(join(folder, 'home-'));
  expect(version(home)).toEqual({ code: 0, temporary: [] });
  const kept = join(home, '.cache/docket/compiled');
  expect(statSync(kept).mode & 0o777).toBe(0o700);
  expect(readdirSync(kept)).not.toEqual([]);
});

test.each(['open', 'link', 'parent', 'work tree'])(
  'where others could have put code first, nothing is kept (%s)',
  (way) => {
    const home = mkdtempSync(join(folder, 'home-'));
    const parent = join(home, '.cache/docket');
    const kept = join(parent, 'compiled');
    const elsewhere = mkdtempSync(join(folder, 'elsewhere-'));
    mkdirSync(parent, { recursive: true });
    if (way === 'link') symlinkSync(elsewhere, kept);
    else mkdirSync(kept, { mode: 0o700 });
    if (way === 'work tree') mkdirSync(join(home, '.git'));
    else if (way !== 'link') chmodSync(way === 'open' ? kept : parent, 0o777);
    expect(version(home)).toEqual({ code: 0, temporary: [] });
    expect(existsSync(kept) ? readdirSync(kept) : []).toEqual([]);
    expect(readdirSync(elsewhere)).toEqual([]);
  },
);
