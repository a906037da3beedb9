import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHistory, openInMemory } from '../../../history/log.ts';
import { requestDigest } from '../../../models/recording/request-digest.ts';
import { rawConnection, temporaryFolder } from '../builders.ts';
import { aResponse, aStart, anEnd, callsOf, digestFor, MODEL } from './calls.ts';

const BY_SECURITY = { step: 'security' };

const USE = {
  model: MODEL,
  host: 'api.anthropic.com',
  local: false,
  calls: 1,
  reused: 0,
  failedAttempts: 0,
  inputTokens: 100,
  cacheReadTokens: 20,
  cacheWriteTokens: 3,
  outputTokens: 40,
  costMicroUsd: 300,
};

/** A log in which one run was answered once. */
function answeredOnce(path: string, trust: 'trusted' | 'fork' | 'local' = 'local') {
  const log = openHistory(path);
  const { recorder, calls } = callsOf(log, { run: { trust } });
  return { log, recorder, calls, answered: calls.started(aStart('c', 'q')).then(() => calls.ended(anEnd('c', 'a'))) };
}

describe('an answer in the log', () => {
  it('was given in a dialect, and is found, told and kept under it', async () => {
    const log = openInMemory();
    const { recorder, calls } = callsOf(log);
    const dialect = { outputLimit: 'max_completion_tokens', streamUsage: false } as const;
    const asked = { id: MODEL, provider: 'anthropic' };
    const requestIn = requestDigest(asked, aStart('c', 'q').request, dialect);
    await calls.started(aStart('c', 'q', { requestDigest: requestIn, dialect }));
    await calls.ended(anEnd('c', 'a'));

    expect(await calls.recall(requestIn, BY_SECURITY)).toEqual({ response: aResponse('a'), costMicroUsd: 300 });
    expect(await calls.recall(digestFor('q'), BY_SECURITY)).toBeNull();
    expect(log.answeredCalls(recorder.runId)).toMatchObject([{ request: aStart('c', 'q').request }]);
    await expect(async () => calls.started(aStart('d', 'q', { dialect }))).rejects.toThrow(/is not of the request/);
    log.close();
  });

  it('is given to a later run that asks exactly the same, byte for byte, and costs it nothing', async () => {
    const path = join(temporaryFolder(), 'history.db');
    const { log, answered } = answeredOnce(path);
    await answered;
    log.close();

    const later = openHistory(path);
    const { recorder, calls } = callsOf(later);
    const recalled = await calls.recall(digestFor('q'), { step: 'quality' });

    expect(recalled).toEqual({ response: aResponse('a'), costMicroUsd: 300 });
    expect(await calls.recall(digestFor('other'), BY_SECURITY)).toBeNull();
    const free = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0, costMicroUsd: 0 };
    const usage = { models: [{ ...USE, ...free, reused: 1 }], toolCalls: 0 };
    expect(later.usageOfRun(recorder.runId)).toEqual(usage);
    expect(calls.usage()).toEqual(usage);
    expect((await calls.spent()).run).toEqual({ microUsd: 0, tokens: 0 });
    expect(later.run(recorder.runId).steps).toMatchObject([{ step: { name: 'quality' }, usage }]);
    later.close();
  });

  it.each([
    ['local', 'trusted'],
    ['local', 'fork'],
    ['trusted', 'fork'],
    ['fork', 'trusted'],
  ] as const)('of a %s run is not given to a %s one', async (from, to) => {
    const { log, answered } = answeredOnce(join(temporaryFolder(), 'history.db'), from);
    await answered;

    expect(await callsOf(log, { run: { trust: to } }).calls.recall(digestFor('q'), BY_SECURITY)).toBeNull();
    expect(await callsOf(log, { run: { trust: from } }).calls.recall(digestFor('q'), BY_SECURITY)).not.toBeNull();
    log.close();
  });

  it('is the newest one that is still there: what was let go or is damaged is passed over', async () => {
    const path = join(temporaryFolder(), 'history.db');
    const { log, answered } = answeredOnce(path);
    await answered;
    for (const text of ['b', 'c', 'd']) {
      const { recorder, calls } = callsOf(log);
      await calls.started(aStart('c', 'q'));
      await calls.ended(anEnd('c', text, { costMicroUsd: null }));
      if (text === 'd') log.forget(recorder.runId, 'asked to');
    }
    const recall = async () => (await callsOf(log).calls.recall(digestFor('q'), BY_SECURITY)) ?? null;

    expect(await recall()).toEqual({ response: aResponse('c'), costMicroUsd: 900 });
    const db = rawConnection(path);
    // Whoever may write the file can do this; a reader then sees bytes that are not those of their address.
    db.exec('DROP TRIGGER artifact_contents_no_update');
    const newest = `(SELECT response_digest FROM model_calls WHERE response_digest IN (SELECT digest FROM artifact_contents)
      AND state = 'ok' ORDER BY run DESC LIMIT 1)`;
    const damaged = db.prepare(`UPDATE artifact_contents SET zstd = x'00' WHERE digest = ${newest}`).run().changes;

    expect(damaged).toBe(1);
    expect((await recall())?.response).toEqual(aResponse('b'));
    log.close();
  });

  it('is there only when the attempt ended well', async () => {
    const log = openInMemory();
    const { calls } = callsOf(log);
    await calls.started(aStart('c', 'q'));
    const whileUnderWay = await calls.recall(digestFor('q'), BY_SECURITY);
    await calls.ended({ call: 'c', attempt: 1, state: 'failed', error: 'overloaded: 529', costMicroUsd: 0 });

    expect([whileUnderWay, await calls.recall(digestFor('q'), BY_SECURITY)]).toEqual([null, null]);
    expect(await callsOf(log).calls.recall(digestFor('q'), BY_SECURITY)).toBeNull();
    log.close();
  });
});

describe("a tool's answer in the log", () => {
  const call = {
    step: 'security',
    tool: 'read_file',
    requestDigest: '7'.repeat(64),
    input: { path: 'a' },
    isError: false,
  };
  const seen = { path: 'a', what: 'head', first: 1, last: 2, of: 2 } as const;

  it.each([
    ['local', 'local', true],
    ['local', 'trusted', false],
    ['fork', 'trusted', false],
    ['trusted', 'fork', false],
  ] as const)('of a %s run, asked for by a %s one', async (from, to, found) => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path);
    await callsOf(log, { run: { trust: from } }).calls.toolCalled({ ...call, output: 'text \ud800', seen });
    const { calls } = callsOf(log, { run: { trust: to } });
    const answer = { output: 'text \ud800', isError: false, seen };
    expect(await calls.recallTool(call.requestDigest)).toEqual(found ? answer : null);
    expect(await calls.recallTool('8'.repeat(64))).toBeNull();
    log.close();
  });
});

describe('the calls of a run', () => {
  it('are told by step and in all: attempts, tokens, cost, tools', async () => {
    const log = openInMemory();
    const { recorder, calls } = callsOf(log);
    await calls.started(aStart('c', 'q'));
    await calls.ended({ call: 'c', attempt: 1, state: 'failed', error: 'server: 500', costMicroUsd: null });
    await calls.started({ ...aStart('c', 'q'), attempt: 2 });
    await calls.ended({ ...anEnd('c', 'a'), attempt: 2 });
    const local = { step: 'quality', host: 'localhost:8080', local: true, model: 'qwen', reservedMicroUsd: 0 };
    await calls.started(aStart('d', 'q', local));
    const tool = { tool: 'read', requestDigest: '5'.repeat(64), input: { path: 'a' }, output: 'one\ud800', seen: null };
    await calls.toolCalled({ ...tool, step: 'quality', isError: false });
    await calls.toolCalled({ ...tool, step: 'quality', isError: true });

    const unfinished = { ...USE, calls: 0, inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };
    const qwen = {
      ...unfinished,
      model: 'qwen',
      host: 'localhost:8080',
      local: true,
      failedAttempts: 1,
      costMicroUsd: 0,
    };
    const sonnet = { ...USE, failedAttempts: 1, costMicroUsd: 1200 };
    const { steps, usage, artifacts } = log.run(recorder.runId);
    expect(usage).toEqual({ models: [sonnet, qwen], toolCalls: 2 });
    expect(log.usageOfRun(recorder.runId)).toEqual(usage);
    expect(calls.usage()).toEqual(usage);
    expect(steps.map(({ step, usage: own }) => [step.name, own])).toEqual([
      ['security', { models: [sonnet], toolCalls: 0 }],
      ['quality', { models: [qwen], toolCalls: 2 }],
    ]);
    const texts = artifacts.map(({ digest }) => Buffer.from(log.artifact(digest) ?? []).toString());
    expect(texts).toContain('{"isError":false,"output":"one\\ud800","seen":null}');
    expect(texts).toContain('{"path":"a"}');
    log.close();
  });

  it('must be of the request that they name, begin once and end once', async () => {
    const log = openInMemory();
    const { calls } = callsOf(log);
    await calls.started(aStart('c', 'q'));
    await expect(calls.started(aStart('c', 'q'))).rejects.toThrow(/began twice/);
    await calls.ended(anEnd('c', 'a'));

    await expect(calls.ended(anEnd('c', 'a'))).rejects.toThrow(/or twice/);
    await expect(calls.started(aStart('c', 'q'))).rejects.toThrow(/has begun, or has ended, already/);
    await expect(calls.started(aStart('d', 'q', { requestDigest: digestFor('x') }))).rejects.toThrow(
      /not of the request/,
    );
    log.close();
  });

  it('wait in memory when the file is locked: answers and costs are known all the same, and written at the end', async () => {
    const path = join(temporaryFolder(), 'history.db');
    const log = openHistory(path, { busyMs: 30 });
    const troubles: string[] = [];
    const { recorder, calls } = callsOf(log, { onTrouble: ({ message }) => troubles.push(message) });
    const other = rawConnection(path);
    other.exec('BEGIN IMMEDIATE');

    await calls.started(aStart('c', 'q'));
    await calls.ended(anEnd('c', 'a'));
    const recalled = await calls.recall(digestFor('q'), BY_SECURITY);
    const spent = await calls.spent();
    const usage = calls.usage();
    other.exec('ROLLBACK');

    expect(troubles).toEqual([expect.stringMatching(/locked by another process/)]);
    expect(recalled?.response).toEqual(aResponse('a'));
    const sum = { microUsd: 300, tokens: 163 };
    expect(spent).toEqual({ run: sum, pullRequest: sum, month: sum });
    expect(usage.models).toEqual([{ ...USE, calls: 2, reused: 1 }]);
    expect(recorder.finish('finished', null)).toBeNull();
    expect(log.usageOfRun(recorder.runId)).toEqual(usage);
    log.close();
  });
});
