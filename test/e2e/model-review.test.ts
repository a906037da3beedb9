import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReviewDocument } from '../../schemas/review-output.ts';
import { docket } from '../support/docket.ts';
import type { GitRepository } from '../support/git-repository.ts';
import { startModelServer } from '../support/model-server.ts';
import { askerOf, operatorFile, sensitiveChange, SPECIALISTS, specialist } from './model-review-fixture.ts';

let repository: GitRepository;
let folder: string;

beforeAll(() => {
  repository = sensitiveChange();
  folder = mkdtempSync(join(tmpdir(), 'docket-models-'));
});

afterAll(() => {
  repository.remove();
  rmSync(folder, { recursive: true, force: true });
});

let histories = 0;
const reviewWith = async (config: string, extra: readonly string[] = [], history = `h${(histories += 1)}.db`) => {
  const args = ['review', 'main...work', '--json', '--config', config, '--history', join(folder, history), ...extra];
  const result = await docket(args, { cwd: repository.path });
  expect(result.stderr).not.toMatch(/unexpected failure/);
  return { ...result, history, document: ReviewDocument.parse(JSON.parse(result.stdout)) };
};

describe.each(['anthropic', 'openai-compatible'] as const)('seven model halves over the %s protocol', (kind) => {
  test('look with tools, are judged, and are published once; the second review costs nothing', async () => {
    const server = await startModelServer({ respond: specialist });
    try {
      const config = operatorFile(folder, kind, kind === 'anthropic' ? server.url : server.openAiUrl);
      const first = await reviewWith(config);
      const { review, usage } = first.document;
      expect(review.incompleteReasons).toEqual([]);
      expect(review.coverage).toBe('full');
      expect(review.verdict).toBe('significant_concerns');
      expect(review.comments.map(({ rule, location }) => [rule, location?.startLine])).toEqual([
        ['security/authorization-bypass', 2],
      ]);
      expect(
        review.reviewers.filter((one) => one.model !== undefined).map((one) => [one.reviewer, one.model?.status]),
      ).toEqual(SPECIALISTS.toSorted().map((id) => [id, 'ok']));
      // Two calls a specialist, and the judge's.
      expect(server.calls).toBe(15);
      expect(new Set(server.requests.map(askerOf))).toEqual(new Set([...SPECIALISTS, 'judge']));
      expect(usage?.models.reduce((sum, model) => sum + model.calls, 0)).toBe(15);
      expect(usage?.toolCalls).toBe(7);

      const second = await reviewWith(config, [], first.history);
      expect(server.calls).toBe(15);
      expect(second.document.review).toEqual(review);
      expect(second.document.decisions).toEqual(first.document.decisions);
      expect(second.document.usage?.models.map(({ reused, calls }) => reused === calls || calls === 0)).not.toContain(
        false,
      );

      const replay = await docket(['replay', '--history', join(folder, first.history)], { cwd: repository.path });
      expect(replay.stdout).toMatch(/the same, byte for byte/);
    } finally {
      await server.close();
    }
  });
});

test('a recorded run answers in the place of the models, without network', async () => {
  const server = await startModelServer({ respond: specialist });
  const config = operatorFile(folder, 'anthropic', server.url);
  const live = await reviewWith(config);
  const recording = join(folder, 'traffic.jsonl');
  const record = await docket(
    ['record', '--output', recording, '--config', config, '--history', join(folder, live.history)],
    {
      cwd: repository.path,
    },
  );
  expect(record.stderr).toContain('15 calls recorded');
  await server.close();

  const played = await reviewWith(config, ['--model', `recorded:${recording}`]);
  expect(played.document.review).toEqual(live.document.review);
  expect(played.document.decisions).toEqual(live.document.decisions);
  expect(played.document.usage?.models.every(({ local, costMicroUsd }) => local && costMicroUsd === 0)).toBe(true);

  const missing = await docket(['review', 'main...work', '--model', 'recorded:nowhere.jsonl', '--config', config], {
    cwd: repository.path,
  });
  expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('nowhere.jsonl')]);
});

test('docket models lists what serves what, and checks a model', async () => {
  const server = await startModelServer({
    respond: () => ({ kind: 'answer', parts: [{ kind: 'text', text: 'no JSON at all' }] }),
  });
  try {
    const config = operatorFile(folder, 'anthropic', server.url);
    const home = mkdtempSync(join(tmpdir(), 'docket-home-'));
    const list = await docket(['models', '--config', config], { cwd: home });
    expect(list.stdout).toMatch(/here\/standard-1: standard/);
    expect(list.stdout).toContain('not checked');
    const check = await docket(['models', 'here/standard-1', '--check', '--config', config, '--json'], { cwd: home });
    const { scores } = JSON.parse(check.stdout);
    expect(scores['here/standard-1']).toMatchObject({ passes: false, answers: { valid: 0, of: 50 } });
    expect(check.code).toBe(1);
    const after = await docket(['models', '--config', config], { cwd: home });
    expect(after.stdout).toContain('NOT fit for reviews');

    // From now on it is refused as a reviewer.
    const refused = await docket(['review', 'main...work', '--config', config, '--json', '-C', repository.path], {
      cwd: home,
    });
    const { review } = ReviewDocument.parse(JSON.parse(refused.stdout));
    expect(review.incompleteReasons.join(' ')).toMatch(/docket models --check/);
    rmSync(home, { recursive: true, force: true });
  } finally {
    await server.close();
  }
});

test('--offline, --reviewers and --max-cost', async () => {
  const server = await startModelServer({ respond: specialist });
  try {
    const config = operatorFile(folder, 'anthropic', server.url);
    const offline = await reviewWith(config, ['--offline']);
    expect([offline.document.review.coverage, server.calls]).toEqual(['checks-only', 0]);
    expect(offline.document.review.incompleteReasons).toEqual([]);

    const some = await reviewWith(config, ['--reviewers', 'security,release']);
    expect(new Set(server.requests.map(askerOf))).toEqual(new Set(['security', 'release', 'judge']));
    expect(some.document.review.reviewers.find((one) => one.reviewer === 'quality')).toMatchObject({
      status: 'skipped',
      reason: 'not among --reviewers',
    });

    const before = server.calls;
    const poor = await reviewWith(config, ['--max-cost', '0.000001']);
    expect(server.calls).toBe(before);
    expect([poor.code, poor.document.review.verdict]).toEqual([3, 'incomplete']);

    const unknown = await docket(['review', 'main...work', '--reviewers', 'nobody'], { cwd: repository.path });
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('there is no reviewer nobody')]);
  } finally {
    await server.close();
  }
});

test('a model that is configured without its key makes the review incomplete, not clean', async () => {
  const result = await docket(['review', 'main...work', '--json', '--model', 'anthropic/claude-sonnet-5-5'], {
    cwd: repository.path,
  });
  const { review } = ReviewDocument.parse(JSON.parse(result.stdout));
  expect([result.code, review.verdict]).toEqual([3, 'incomplete']);
  expect(review.incompleteReasons.join(' ')).toContain('ANTHROPIC_API_KEY');
});

test('what the child process is given: the key of the model, no token and no cloud key', async () => {
  let environment = '';
  const server = await startModelServer({
    respond: async (request) => {
      if (environment === '') environment = await environmentOfTheAsker();
      return specialist(request);
    },
  });
  try {
    const config = operatorFile(folder, 'anthropic', server.url);
    const secrets = {
      GITHUB_TOKEN: 'ghs-secret',
      ACTIONS_RUNTIME_TOKEN: 'act-secret',
      AWS_SECRET_ACCESS_KEY: 'aws-secret',
      INPUT_API_KEY: 'inp-secret',
      ANTHROPIC_API_KEY: 'model-key',
    };
    const result = await docket(['review', 'main...work', '--config', config, '--history', join(folder, 'env.db')], {
      cwd: repository.path,
      env: { ...secrets, DOCKET_TEST_MARK: repository.path },
    });
    expect(result.code).toBe(0);
    expect(environment).toContain('ANTHROPIC_API_KEY=model-key');
    for (const name of [
      'GITHUB_TOKEN',
      'ACTIONS_RUNTIME_TOKEN',
      'AWS_SECRET_ACCESS_KEY',
      'INPUT_API_KEY',
      'DOCKET_TEST_MARK',
      'secret',
    ]) {
      expect(environment).not.toContain(name);
    }
  } finally {
    await server.close();
  }
});

/** Looks for the analysing process of this test in the process table (Linux). */
async function environmentOfTheAsker(): Promise<string> {
  const { readdirSync, readFileSync, readlinkSync } = await import('node:fs');
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!/analyse\/child\.[tj]s/.test(command) || readlinkSync(`/proc/${pid}/cwd`) !== repository.path) continue;
      return readFileSync(`/proc/${pid}/environ`, 'utf8').replaceAll('\0', '\n');
    } catch {
      // It ended while we looked, or belongs to somebody else.
    }
  }
  return 'the analysing process was not found';
}
