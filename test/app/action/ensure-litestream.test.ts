import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureLitestream } from '../../../app/action/ensure-litestream.ts';
import { installedBinary } from '../../../history/replica/litestream-binary.ts';

let folder: string;
let printed: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docket-ensure-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const environment = (path = '/nowhere') => ({ PATH: path, RUNNER_TOOL_CACHE: folder });
const tools = () => join(folder, 'docket');
const answering = (answer: () => Response) => vi.fn<typeof fetch>(async () => answer());
const never = answering(() => new Response('no', { status: 500 }));

function place(path: string, version: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
}

describe('a Litestream for a job with a store', () => {
  it.each([
    ['of the runner', () => place(join(folder, 'bin', 'litestream'), 'v0.5.17')],
    ['of an earlier job, in the tool cache', () => place(installedBinary(tools()), 'v0.5.17')],
  ])('is the one %s, and nothing is fetched', async (_, prepare) => {
    prepare();
    await ensureLitestream(environment(join(folder, 'bin')), never);
    expect(never).not.toHaveBeenCalled();
    expect(printed).toBe('');
  });

  it('is fetched where that of the runner is too old', async () => {
    place(join(folder, 'bin', 'litestream'), 'v0.5.10');
    const fetched = answering(() => new Response('no', { status: 404 }));
    await ensureLitestream(environment(join(folder, 'bin')), fetched);
    expect(fetched.mock.calls.map(([url]) => url)).toEqual([
      expect.stringMatching(/^https:\/\/github\.com\/benbjohnson\/litestream\/releases\/download\/v0\.5\.17\//),
    ]);
  });

  it.each([
    ['another archive than was released', answering(() => new Response('something else')), 'its SHA-256 is'],
    ['no answer', answering(() => new Response('no', { status: 404 })), 'the release could not be fetched'],
    ['no network', vi.fn<typeof fetch>(() => Promise.reject(new TypeError('fetch failed'))), 'fetch failed'],
  ])('is refused after %s: a warning, nothing kept, nothing built, and the job goes on', async (_, get, why) => {
    await ensureLitestream(environment(), get);
    expect(printed).toContain('::warning');
    expect(printed).toContain(why);
    expect(printed).not.toContain('with Go');
    expect(readdirSync(tools())).toEqual([]);
  });

  it('cannot be kept where the tool cache cannot be written, and the job goes on', async () => {
    writeFileSync(tools(), 'a file');
    await ensureLitestream(environment(), never);
    expect(printed).toContain('::warning');
    expect(existsSync(installedBinary(tools()))).toBe(false);
  });
});
