import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { operatorFile, specialist } from '../../../e2e/model-review-fixture.ts';
import { startModelServer } from '../../../support/model-server.ts';
import { ServeScene } from '../serve-scene.ts';

const BASE = { 'src/auth/login.js': 'export function login(user, password) {\n  return check(user, password);\n}\n' };
const CHANGE = {
  'src/auth/login.js':
    'export function login(user, password) {\n  if (user.isGuest) return true;\n  return check(user, password);\n}\n',
};
/** One call may cost 0.05 (8,000 tokens of answer for 5 dollars a million, and its prompt), and no second one beside it. */
const CAP = 60_000;
/** What the run wants: all of the cap. */
const RUN = { run: { usd: 1 } };

const Holds = z.array(z.object({ spent: z.number(), charged: z.number(), is_open: z.number() }));
const Charged = z.array(z.object({ key: z.string(), micro_usd: z.number() }));

it('a run that is killed while a model answers has spent what it put aside for that; its next try ends at the cap, and says so once', async () => {
  const scene = await ServeScene.open(BASE);
  const asked = Promise.withResolvers<void>();
  const models = await startModelServer({
    respond: async (request, index) => {
      if (index > 0) return specialist(request);
      asked.resolve();
      return new Promise<never>(() => {
        // The first one never gets its answer.
      });
    },
  });
  onTestFinished(async () => {
    await scene.close();
    await models.close();
  });
  const config = operatorFile(scene.folder, 'anthropic', models.url);
  writeFileSync(config, JSON.stringify({ ...JSON.parse(readFileSync(config, 'utf8')), budget: RUN }));
  const given = { DOCKET_CONFIG: config, DOCKET_BUDGET_REPOSITORY: `${CAP / 1e6}/day` };
  const rows = (sql: string): unknown[] => {
    const db = new Database(join(scene.folder, 'data', 'deliveries.db'));
    try {
      return db.prepare(sql).all();
    } finally {
      db.close();
    }
  };

  const killed = await scene.serve(given);
  const pull = scene.openPull('guests', CHANGE);
  await scene.delivered('opened', pull, 'capped');
  await asked.promise;
  await killed.end('SIGKILL');
  const [hold] = Holds.parse(rows('SELECT spent, charged, is_open FROM budget_holds'));
  expect(hold).toMatchObject({ charged: CAP, is_open: 1 });
  expect(hold?.spent).toBeGreaterThan(CAP / 2);
  expect(hold?.spent).toBeLessThan(CAP);

  const next = await scene.serve(given);
  await next.printed('"delivery":"capped","lane":"acme/shop#1","state":"done"');
  expect(await next.end('SIGTERM')).toBe(0);
  // Nobody was asked again, so that nothing but what the dead one may have cost is charged.
  expect(models.calls).toBe(1);
  expect(Charged.parse(rows('SELECT key, micro_usd FROM budgets'))).toEqual([
    { key: expect.stringContaining('repository '), micro_usd: hold?.spent },
  ]);
  expect(Holds.parse(rows('SELECT spent, charged, is_open FROM budget_holds WHERE is_open = 1'))).toEqual([]);

  const left = `the operator's budget of ${(CAP / 1e6).toFixed(2)} USD a day for this repository leaves 0.01 USD`;
  const why = `a further call of standard-1 could cost more than is left: ${left}`;
  const [summary = ''] = scene.github.state.issueComments.map(({ body }) => body);
  expect(summary).toContain('### Docket: The review did not finish');
  const remarks = summary.split('\n').filter((line) => line.startsWith('- ❌'));
  expect(remarks).toEqual([
    expect.stringMatching(/^- ❌ the model halves of .*quality, security were skipped: budget: /),
  ]);
  expect(remarks[0]).toContain(why);
  const check = scene.github.state.checkRuns.findLast(({ headCommit }) => headCommit === pull.headCommit);
  expect(check).toMatchObject({ status: 'completed', conclusion: 'failure' });
});
