import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const CHILD = new URL('limits-child.ts', import.meta.url).pathname;

/** Runs the child of this test under a limit of the real system. */
function under(limit: readonly string[], ...args: readonly string[]) {
  const [command = process.execPath, ...rest] = [...limit, process.execPath, CHILD, ...args];
  const { status, stdout, stderr } = spawnSync(command, rest, { encoding: 'utf8', timeout: 1_500_000 });
  return { status, stderr, told: stdout === '' ? null : (JSON.parse(stdout) as Record<string, unknown>) };
}

const hasLimits = spawnSync('prlimit', ['--nofile=64', 'true']).status === 0;
const canLimitProcesses = hasLimits && process.getuid?.() === 0;

function expectRefused(told: unknown, code: string): void {
  const refused = [`error ${code}`, expect.stringMatching(/^close -\d+$/)];
  expect(told).toEqual({
    piped: refused,
    silent: refused,
    messages: expect.arrayContaining([...refused, 'unsent']),
    five: refused,
    run: code,
    unheard: 'close',
  });
}

describe('a process that cannot be started', () => {
  it.skipIf(!hasLimits)('because no file is left (EMFILE) says so to whoever started it', () => {
    const { status, told, stderr } = under(['prlimit', '--nofile=64'], 'files');
    expect(stderr).toBe('');
    expectRefused(told, 'EMFILE');
    expect(status).toBe(0);
  });

  it('because its arguments are too long (E2BIG, which Node throws) says so', () => {
    const { status, told } = under([], 'arguments');
    expectRefused(told, 'E2BIG');
    expect(status).toBe(0);
  });

  it('because there is no such program (ENOENT) says so', () => {
    const { status, told } = under([], 'plain', '/nonexistent/program');
    expectRefused(told, 'ENOENT');
    expect(status).toBe(0);
  });

  it.skipIf(!canLimitProcesses)('because no process is left (EAGAIN) says so', () => {
    const { status, told } = under([], 'processes');
    expectRefused(told, 'EAGAIN');
    expect(status).toBe(0);
  });
});

it('a process that can be started is what Node starts', () => {
  const { told } = under([], 'plain', 'cat');
  expect(told).toMatchObject({
    piped: ['says hello', 'close 0'],
    silent: ['close 0'],
    five: ['close 0'],
    run: 'code 0',
  });
});
