import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnalyserId, AnalyserLimits, AnalyserPool, AnalyserRules, SourceFile } from '../../analysers/analyser.ts';
import { createAnalyserPool } from '../../analysers/pool.ts';
import { ToolRunner } from '../../analysers/tool-runner.ts';

const pools: AnalyserPool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function makePool(limits: Partial<AnalyserLimits> = {}): AnalyserPool {
  const pool = createAnalyserPool(limits);
  pools.push(pool);
  return pool;
}

/** Rule data by which each tool finds one thing in `bad`, and nothing in `x = 1`. */
const TOOLS: readonly (readonly [tool: AnalyserId, extension: string, rules: AnalyserRules, bad: string])[] = [
  ['ast-grep', 'js', { rules: [{ id: 'eval', language: 'javascript', rule: { pattern: 'eval($A)' } }] }, 'eval(x)'],
  ['oxlint', 'js', { rules: { 'use-isnan': 'error' } }, 'x === NaN'],
  ['ruff', 'py', { lint: { select: ['F901'] } }, 'raise NotImplemented'],
  ['secrets', 'txt', {}, `ghp_${'aB3dE6gH9'.repeat(4)}`],
];

const DEEP = `x = ${'('.repeat(100_000)}1${')'.repeat(100_000)}\n`;
const kinds = (results: readonly { readonly kind: string }[]): string[] => results.map((result) => result.kind);

describe.each(TOOLS)('%s', (tool, extension, rules, bad) => {
  const file = (name: string, text: string): SourceFile => ({ path: `${name}.${extension}`, text });

  it('answers one result a file, in their order', async () => {
    const files = [file('a', 'x = 1\n'), file('b', `\n${bad}\n`), file('a', `${bad}\n`)];
    const results = await makePool().analyse({ tool, files, rules });
    expect(
      results.map((result) => [result.path, result.kind === 'ok' && result.matches.map((match) => match.startLine)]),
    ).toEqual([
      [`a.${extension}`, []],
      [`b.${extension}`, [2]],
      [`a.${extension}`, [1]],
    ]);
  });

  it('skips binary and large files alone', async () => {
    const files = [
      file('nul', 'a\0b'),
      file('big', '#'.repeat(2000)),
      file('wide', 'é'.repeat(600)),
      file('c', 'x = 1\n'),
    ];
    const results = await makePool({ maxBytes: 1000 }).analyse({ tool, files, rules });
    expect(kinds(results)).toEqual(['skipped', 'skipped', 'skipped', 'ok']);
    expect(results.map((result) => (result.kind === 'skipped' ? result.reason : ''))).toEqual([
      'binary: it has NUL bytes',
      'too large: 2000 bytes (limit 1000)',
      'too large: 1200 bytes (limit 1000)',
      '',
    ]);
  });

  it('loses no other file to 100,000 nested parentheses', async () => {
    const pool = makePool();
    const files = [file('a', `${bad}\n`), file('deep', DEEP), file('b', `${bad}\n`)];
    const results = await pool.analyse({ tool, files, rules });
    const found = results.map((result) => (result.kind === 'ok' ? result.matches.length : -1));
    expect([found[0], found[2]]).toEqual([1, 1]);
    expect(kinds(await pool.analyse({ tool, files: [file('a', 'x = 1\n')], rules }))).toEqual(['ok']);
  });

  it('skips a file that takes too long, and goes on', async () => {
    // No tool is done with this in a millisecond; what comes after it gets a process of its own.
    const slow = file('slow', `${'x = [1, 2, 3]\n'.repeat(100_000)}`);
    const [result] = await makePool({ timeoutMs: 1 }).analyse({ tool, files: [slow], rules });
    expect(result).toEqual({
      path: slow.path,
      kind: 'skipped',
      reason: expect.stringMatching(/^timed out after (?:1 ms of processor time|10 ms)$/),
    });
  });

  it('rejects when it is aborted, at once or under way', async () => {
    const pool = makePool();
    const files = Array.from({ length: 50 }, (_, index) => file(`f${index}`, 'x = [1, 2, 3]\n'.repeat(2000)));
    await expect(pool.analyse({ tool, files, rules, signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
      'stop',
    );
    const controller = new AbortController();
    const running = pool.analyse({ tool, files, rules, signal: controller.signal });
    setTimeout(() => controller.abort(new Error('enough')), 20);
    await expect(running).rejects.toThrow('enough');
    expect(kinds(await pool.analyse({ tool, files: [file('a', 'x = 1\n')], rules }))).toEqual(['ok']);
  });

  it('refuses requests once it is closed', async () => {
    const pool = makePool();
    await pool.close();
    await expect(pool.analyse({ tool, files: [file('a', '')], rules })).rejects.toThrow('closed');
  });

  it('has no match outside of the text', async () => {
    const texts = [
      '',
      '\n',
      '\uFEFF',
      '\r',
      '\r\n\r',
      '\u2028',
      '\uDC80',
      `\uFEFF"é😀\uDC80"; ${bad}\r\n`,
      `"😀"\r${bad}`,
      bad,
    ];
    const files = texts.map((text, index) => file(`f${index}`, text));
    for (const [index, result] of (await makePool().analyse({ tool, files, rules })).entries()) {
      const lines = texts[index]?.split('\n') ?? [];
      for (const match of result.kind === 'ok' ? result.matches : []) {
        expect(match.endColumn).toBeLessThanOrEqual(lines[match.endLine - 1]?.length ?? -1);
        expect(match.startLine < match.endLine || match.startColumn <= match.endColumn).toBe(true);
      }
    }
  });
});

describe('the pool', () => {
  it('leaves out files that the tool does not understand', async () => {
    const files = ['a.py', 'b.js', 'c.md', 'd.D.TS', 'e.jsx'].map((path) => ({ path, text: '' }));
    const results = await makePool().analyse({ tool: 'oxlint', files, rules: { rules: {} } });
    expect(results.map((result) => result.path)).toEqual(['b.js', 'd.D.TS', 'e.jsx']);
  });

  it('tells its children nothing of its environment', async () => {
    const script = `
      import { readFileSync, readdirSync } from 'node:fs';
      import { createAnalyserPool } from ${JSON.stringify(new URL('../../analysers/pool.ts', import.meta.url).href)};
      const pool = createAnalyserPool();
      await pool.analyse({ tool: 'secrets', files: [{ path: 'a', text: '' }], rules: {} });
      const children = readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim().split(' ');
      console.log(children.map((pid) => readFileSync('/proc/' + pid + '/environ', 'utf8')).join());
      await pool.close();`;
    const output = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
      env: { GITHUB_TOKEN: 'the-token', NODE_OPTIONS: '--no-deprecation' },
    });
    expect(output).toContain('NODE_CHANNEL_FD');
    expect(output).not.toMatch(/the-token|NODE_OPTIONS/);
  });

  it('does not keep a program alive that forgets to close it, and leaves no child behind', () => {
    const script = `
      import { readFileSync } from 'node:fs';
      import { createAnalyserPool } from ${JSON.stringify(new URL('../../analysers/pool.ts', import.meta.url).href)};
      const pool = createAnalyserPool();
      await pool.analyse({ tool: 'secrets', files: [{ path: 'a', text: '' }], rules: {} });
      console.log(readFileSync('/proc/self/task/' + process.pid + '/children', 'utf8').trim());`;
    const child = execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
      encoding: 'utf8',
    });
    const isRunning = (): boolean => readdirSync('/proc').includes(child.trim());
    return expect.poll(isRunning).toBe(false);
  });

  it('removes what it wrote', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('docket-oxlint-'));
    await makePool().analyse({ tool: 'oxlint', files: [{ path: 'a.js', text: DEEP }], rules: { rules: {} } });
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('docket-oxlint-'));
    // Other tests make such folders at the same time, so only what this test can answer for is asked.
    expect(after.length).toBeLessThanOrEqual(before.length + 4);
  });

  it('enforces the memory limit on the file that passes it alone', async () => {
    const greedy = { path: 'greedy.py', text: `x = [${'(1, 2, 3), '.repeat(600_000)}]\n` };
    const fine = { path: 'fine.py', text: 'x = 1\n' };
    const pool = makePool({ maxMemoryMb: 220, maxBytes: 100_000_000, timeoutMs: 60_000 });
    const results = await pool.analyse({
      tool: 'ruff',
      files: [fine, greedy, fine],
      rules: { lint: { select: ['F'] } },
    });
    expect(kinds(results)).toEqual(['ok', 'skipped', 'ok']);
    expect(results[1]).toMatchObject({ reason: 'ran out of memory (limit 220 MB)' });
  });

  it('says what is wrong with rule data that a tool refuses', async () => {
    const rules = { rules: [{ id: 'a', language: 'javascript', rule: { kind: 'no_such_kind' } }] };
    const [result] = await makePool().analyse({ tool: 'ast-grep', files: [{ path: 'a.js', text: 'a' }], rules });
    expect(result).toMatchObject({ kind: 'skipped', reason: expect.stringContaining('no_such_kind') });
    await expect(
      makePool().analyse({
        tool: 'oxlint',
        files: [{ path: 'a.js', text: 'a' }],
        rules: { rules: {}, jsPlugins: ['./evil.js'] },
      }),
    ).rejects.toThrow('jsPlugins');
  });
});

it('a tool that this machine does without skips every file with the reason, and starts nothing', async () => {
  const pool = createAnalyserPool({}, (tool) => (tool === 'oxlint' ? 'no network' : null));
  const files = [
    { path: 'a.js', text: 'debugger;\n' },
    { path: 'b.md', text: 'text' },
  ];
  const reason = 'oxlint is not there: no network';
  expect(await pool.analyse({ tool: 'oxlint', files, rules: { rules: { 'no-debugger': 'error' } } })).toEqual([
    { path: 'a.js', kind: 'skipped', reason },
  ]);
  await pool.close();
});

const IDLE_MS = 500;

it('a child that nobody asks anything ends once this process does nothing either, and the next request has another one', async () => {
  const limits = { timeoutMs: 10_000, maxBytes: 1000, maxMemoryMb: 256 };
  const runner = new ToolRunner(limits, IDLE_MS);
  const request = { tool: 'secrets', files: [{ path: 'a.txt', text: 'x' }], rules: {} } as const;
  const { signal } = new AbortController();
  try {
    expect(kinds(await runner.run(request, signal))).toEqual(['ok']);
    const [began, worked] = [performance.now(), process.cpuUsage()];
    while (performance.now() - began < 2 * IDLE_MS || process.cpuUsage(worked).user / 1000 < IDLE_MS);
    // Its timer is overdue.
    await pause(1);
    expect(runner.hasChild).toBe(true);
    await vi.waitFor(() => expect(runner.hasChild).toBe(false), { timeout: 1_000_000 });
    expect(kinds(await runner.run(request, signal))).toEqual(['ok']);
  } finally {
    await runner.close();
  }
});
