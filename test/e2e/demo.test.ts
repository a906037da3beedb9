import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { docket } from '../support/docket.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('the demo reviews the example, says where the log lies, and finds what was planted and nothing else', async () => {
  const shown = execFileSync('npm', ['run', 'demo'], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const history = /in (\/.*history\.db)/.exec(shown)?.[1] ?? '';
  expect(existsSync(history)).toBe(true);
  const work = fileURLToPath(new URL('../../.demo/checkout-service/', import.meta.url));
  const { stdout } = await docket(['review', 'main...discount-codes', '--json'], { cwd: work });
  const comments: { rule: string; location: { path: string } }[] = JSON.parse(stdout).review.comments;
  expect(comments.map(({ rule, location }) => `${rule} ${location.path}`).toSorted()).toMatchInlineSnapshot(`
      [
        "quality/focused-test test/discounts.test.ts",
        "quality/mutable-default worker/invoices.py",
        "quality/no-self-compare src/discounts.ts",
        "release/changed-signature src/orders.ts",
        "release/lockfile-drift package.json",
        "release/removed-export src/index.ts",
        "security/command-injection worker/invoices.py",
        "security/hard-coded-secret src/cli.ts",
        "security/sql-injection src/discounts.ts",
      ]
    `);
});
