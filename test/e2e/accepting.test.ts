import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { docket } from '../support/docket.ts';
import { GitRepository } from '../support/git-repository.ts';

// What a review proposes is tried as it stands there: what was copied leads to the acceptance.

let repository: GitRepository;

beforeAll(() => {
  repository = new GitRepository();
  repository.commit('base', { 'README.md': 'hello\n' });
  repository.git('checkout', '--quiet', '-b', 'work');
  repository.commit('change', { 'lib/a.ex': 'IO.puts(1)\n', 'b.rb': 'puts 1\n', 'src/Makefile': 'all:\n\techo\n' });
});

afterAll(() => repository.remove());

/** Runs the review with what was copied at the end of the command line, as a shell reads it. */
const words = (line: string): string[] => {
  const out = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' });
  return out.split('\0').slice(0, -1);
};

/** The line below the one that tells where it goes. */
function proposed(text: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.includes('To accept that, add to this command:'));
  expect(at, text).toBeGreaterThan(-1);
  return lines.slice(at + 1).find((line) => line.trim() !== '' && !line.includes('```')) ?? '';
}

describe('the options that a dry run proposes', () => {
  const diff = () => repository.git('diff', 'main...work');

  it.each([
    { source: 'a range', args: ['main...work'], format: 'pretty', stdin: () => undefined },
    { source: 'a range', args: ['main...work'], format: 'markdown', stdin: () => undefined },
    { source: 'a diff', args: ['--diff', '-'], format: 'pretty', stdin: diff },
  ])('lead to the acceptance for $source in $format', async ({ args, format, stdin }) => {
    const run = (...more: string[]) => {
      const text = stdin();
      const all = ['review', ...args, '--offline', '--format', format, ...more];
      return docket(all, { cwd: repository.path, ...(text === undefined ? {} : { stdin: text }) });
    };
    const before = await run();
    expect(before.code, before.stderr).toBe(3);
    const line = proposed(before.stdout);
    expect(format === 'markdown' ? line.trim() : line).toMatch(/^--accept \S+(?: --accept \S+)*$/);
    const after = await run(...words(line));
    expect(after.stdout).toMatch(/^✓ No findings/);
    expect(after.code, after.stdout).toBe(0);
  });

  it('do so for the working tree, and one left out leaves the review open', async () => {
    repository.git('checkout', '--quiet', 'main');
    writeFileSync(join(repository.path, 'x.ex'), 'IO.puts(2)\n');
    writeFileSync(join(repository.path, 'y.rb'), 'puts 2\n');
    const run = (...more: string[]) => docket(['review', '--offline', ...more], { cwd: repository.path });
    const all = words(proposed((await run()).stdout));
    expect((await run(...all)).code).toBe(0);
    expect((await run(...all.slice(2))).code).toBe(3);
  });
});
