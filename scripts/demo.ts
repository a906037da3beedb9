import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

// Makes a real repository of the example (a checkout of ours cannot hold one) and reviews its change, offline.
const ROOT = fileURLToPath(new URL('../', import.meta.url));
const EXAMPLE = fileURLToPath(new URL('../examples/checkout-service/', import.meta.url));
const WORK = fileURLToPath(new URL('../.demo/checkout-service/', import.meta.url));
const AUTHOR = {
  GIT_AUTHOR_NAME: 'Ada Example',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada Example',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
  GIT_AUTHOR_DATE: '2026-01-05T10:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-05T10:00:00Z',
};
const Change = z.strictObject({ title: z.string(), body: z.string() });

function git(...args: string[]): void {
  execFileSync(
    'git',
    ['-c', 'core.hooksPath=/dev/null', '-c', 'commit.gpgSign=false', '-c', 'core.autocrlf=false', ...args],
    {
      cwd: WORK,
      env: { ...process.env, ...AUTHOR },
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
}

function commitTree(from: string, message: string): void {
  git('rm', '-rfq', '--ignore-unmatch', '.');
  cpSync(`${EXAMPLE}${from}/`, WORK, { recursive: true });
  git('add', '--all', '--force');
  git('commit', '--quiet', '--message', message);
}

rmSync(WORK, { recursive: true, force: true });
mkdirSync(WORK, { recursive: true });
git('init', '--quiet', '--initial-branch=main');
commitTree('base', 'Checkout service');
git('checkout', '--quiet', '-b', 'discount-codes');
const change = Change.parse(JSON.parse(readFileSync(`${EXAMPLE}change.json`, 'utf8')));
commitTree('head', `${change.title}\n\n${change.body}`);

const docket = fileURLToPath(new URL('../app/cli/docket.mjs', import.meta.url));
process.stderr.write(`Reviewing ${relative(ROOT, WORK)}: main...discount-codes\n\n`);
const { status } = spawnSync(process.execPath, [docket, 'review', 'main...discount-codes'], {
  cwd: WORK,
  stdio: 'inherit',
});
if (status === 0) {
  process.stderr.write(
    `\nGo on with:\n  npm run docket -- log --history ${relative(ROOT, WORK)}/.git/docket/history.db\n` +
      `  npm run docket -- review main...HEAD -C path/to/a/repository/of/yours\n`,
  );
}
process.exitCode = status ?? 4;
