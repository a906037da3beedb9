import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readBenchmark } from '../../../app/evaluate/read-labels.ts';
import { EvaluationBudget, runBenchmark } from '../../../app/evaluate/run-benchmark.ts';
import { agreementOf } from '../../../coordinator/evaluate/agreement.ts';
import { EvaluationDocument } from '../../../schemas/learning/evaluation.ts';
import { Matches } from '../../../schemas/learning/matches.ts';
import { batchedOperator, operatorFile, sensitiveChange, specialist } from '../../e2e/model-review-fixture.ts';
import { docket } from '../../support/docket.ts';
import { startBatchServer } from '../../support/model-server/batch-server.ts';
import { startModelServer } from '../../support/model-server.ts';
import { json, type Reply } from '../../support/model-server/reply.ts';
import type { ServedRequest } from '../../support/model-server/served-request.ts';

const KNOWN = 'Anybody who says that he is a guest gets in';

/** Reviews as the specialists do, and says that the first remark names the first known mistake. */
function respond(request: ServedRequest): Reply {
  if (!request.system.startsWith('You compare remarks')) return specialist(request);
  const remarks = [...new Set([...request.allText.matchAll(/^r\d+$/gm)].map(([id]) => id))];
  return json({ answers: remarks.map((remark, at) => ({ remark, names: at === 0 ? ['k1'] : [] })) });
}

/** Two changes of a benchmark, the same one as a diff and as commits of a clone, and a third that is not there. */
async function benchmark() {
  const [repository, folder] = [sensitiveChange(), mkdtempSync(join(tmpdir(), 'docket-benchmark-'))];
  const server = await startModelServer({ respond });
  onTestFinished(async () => {
    await server.close();
    repository.remove();
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(join(folder, 'acme__shop__1.diff'), repository.git('diff', 'main...work'));
  mkdirSync(join(folder, 'acme'));
  symlinkSync(repository.path, join(folder, 'acme', 'site'));
  const [head, base] = ['work', 'main'].map((name) => repository.git('rev-parse', name).trim());
  const change = (name: string, more: object) => ({
    url: `https://github.com/acme/${name}`,
    comments: [{ comment: KNOWN, file: 'src/auth/login.js', line: 2 }, { comment: 'The sum is wrong for empty carts' }],
    ...more,
  });
  const file = join(folder, 'golden.json');
  const ends = { source_commit: head, target_commit: base };
  const all = [change('shop/pull/1', {}), change('site/pull/2', ends), change('gone/pull/3', {})];
  writeFileSync(file, JSON.stringify(all));
  return { folder, file, server, config: operatorFile(folder, 'anthropic', server.url) };
}

it('reviews each change once, has the matching judged, and grades the same again with nobody to ask', async () => {
  const { folder, file, server, config } = await benchmark();
  const args = ['eval', '--benchmark', file, '--config', config, '--json'];
  const first = await docket(args, { cwd: folder });
  expect(first.stderr).toContain('1 of 3: acme/shop#1');
  const document = EvaluationDocument.parse(JSON.parse(first.stdout));
  expect(document.benchmark?.configurations).toEqual([
    { name: config, reviewed: 2, alreadyThere: 0, missing: ['acme/gone#3'], left: [], failed: [] },
  ]);
  expect(document.benchmark?.spentUsd).toBeGreaterThan(0);
  expect(document.configurations[0]?.grade).toMatchObject({ pullRequests: 2, known: 4, found: 2 });
  const { matching } = document;
  expect(matching).toMatchObject({ models: ['deep-1'], undecided: 0, withPeople: null });
  expect(matching?.prompt?.text).toContain('You compare remarks');
  expect(matching?.withPlaces.both).toBe(2);
  expect(matching?.withWords.pairs).toBe(matching?.verdicts);
  // The clone shows more than the diff does: its reviewers read files.
  const asked = server.calls;
  const again = EvaluationDocument.parse(JSON.parse((await docket(args, { cwd: folder })).stdout));
  expect([server.calls, again.benchmark?.spentUsd]).toEqual([asked, 0]);
  expect(again.benchmark?.configurations[0]).toMatchObject({ reviewed: 0, alreadyThere: 2 });
  expect(again.configurations).toEqual(document.configurations);

  // Labels, history and matches are enough; people may have decided otherwise.
  const [history, matches] = [`${file}.history.db`, `${file}.history.db.matches.json`];
  const judged = Matches.parse(JSON.parse(readFileSync(matches, 'utf8')));
  const people = join(folder, 'people.json');
  const other = judged.verdicts.map((one) => ({ ...one, same: false }));
  writeFileSync(
    people,
    JSON.stringify({ schemaVersion: 1, by: { models: ['people'], prompt: null }, verdicts: other }),
  );
  renameSync(config, `${config}.gone`);
  const offline = ['eval', '--labels', file, '--history', history, '--matches', matches, '--people', people, '--json'];
  const later = EvaluationDocument.parse(JSON.parse((await docket(offline, { cwd: folder })).stdout));
  expect(later.configurations[0]?.grade).toMatchObject({ pullRequests: 2, found: 2 });
  expect(later.matching?.withPeople).toMatchObject({ both: 0, onlyFirst: 2 });
  expect(server.calls).toBe(asked);
});

it.each(['anthropic', 'openai'] as const)(
  'asks by batches of %s what nobody waits for, at half the price, the matching too',
  async (protocol) => {
    const { folder, file } = await benchmark();
    const row = (request: ServedRequest) => ({ kind: 'reply', reply: respond(request) }) as const;
    const server = await startBatchServer({ protocol, row, ended: () => true });
    onTestFinished(() => server.close());
    const config = batchedOperator(folder, protocol, server.url);
    const { stdout } = await docket(['eval', '--benchmark', file, '--config', config, '--batch', '--json'], {
      cwd: folder,
    });
    const { benchmark: told, matching } = EvaluationDocument.parse(JSON.parse(stdout));
    expect(told?.configurations).toMatchObject([{ reviewed: 2, missing: ['acme/gone#3'], left: [], failed: [] }]);
    expect([server.ordinary.length, matching?.undecided]).toEqual([0, 0]);
    // 1,000 tokens of input for a dollar a million and 200 of output for five: 2,000 millionths at the usual price.
    const rows = server.batches.flatMap((batch) => batch.rows).length;
    expect(told?.spentUsd).toBeCloseTo((rows * 1_000) / 1e6, 9);
  },
);

/** What waits side by side shares the money. */
it('promises nobody what another may still spend', () => {
  const budget = new EvaluationBudget(4);
  const config = { budget: { run: {}, pullRequest: {}, month: {} } } as Parameters<typeof budget.share>[0];
  const first = budget.share(config, 4);
  const second = budget.share(config, 4);
  expect([first.config.budget.run.usd, second.config.budget.run.usd, budget.leftUsd]).toEqual([1, 0.75, 2.25]);
  first.spent(200_000);
  second.spent(0);
  expect([budget.leftUsd, budget.spentMicroUsd]).toEqual([3.8, 200_000]);
});

it('begins nothing without money', async () => {
  const { folder, file, server, config } = await benchmark();
  const end = await runBenchmark({
    changes: readBenchmark(readFileSync(file, 'utf8'), file),
    place: { folder, configFile: config, environment: {}, batch: false },
    history: join(folder, 'h.db'),
    budget: new EvaluationBudget(0),
    scores: {},
    onNotice: () => undefined,
    signal: new AbortController().signal,
  });
  expect(end).toMatchObject({
    reviewed: 0,
    left: ['acme/shop#1', 'acme/site#2'],
    missing: ['acme/gone#3'],
    failed: [],
  });
  expect([server.calls, existsSync(join(folder, 'h.db'))]).toEqual([0, true]);
});

it('never gives a review more than is left', () => {
  const budget = new EvaluationBudget(2);
  budget.spend(1_500_000);
  const config = { budget: { run: { usd: 5 }, pullRequest: {}, month: {} } } as Parameters<typeof budget.within>[0];
  expect(budget.within(config).budget.run).toEqual({ usd: 0.5 });
  budget.spend(5_000_000);
  expect([budget.leftUsd, budget.within(config).budget.run]).toEqual([0, { usd: 0 }]);
});

it.each([
  [
    'alike',
    [
      [true, true],
      [false, false],
    ],
    { agreed: 1, kappa: 1 },
  ],
  [
    'by chance',
    [
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ],
    { agreed: 0.5, kappa: 0 },
  ],
  ['where there is nothing but no', [[false, false]], { agreed: 1, kappa: null }],
  ['about nothing', [], { agreed: 0, kappa: null }],
] as const)('two that decide %s agree so far', (_, pairs, expected) => {
  expect(agreementOf(pairs)).toMatchObject(expected);
});
