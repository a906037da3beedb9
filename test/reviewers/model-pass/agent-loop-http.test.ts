import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { openDiff } from '../../../forge/local/open-diff.ts';
import type { MemoryJournal } from '../../support/memory-journal.ts';
import type { LoopOutcome } from '../../../reviewers/model-pass/loop/loop-outcome.ts';
import type { ToolWorld } from '../../../reviewers/model-pass/tools/tool.ts';
import { createToolbox } from '../../../reviewers/model-pass/tools/toolbox.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import { NO_SETTINGS, scanner } from '../../forge/local/scanner.ts';
import { callerOf } from '../../models/calling/caller-for-test.ts';
import { fence } from '../../models/fence.ts';
import { PROTOCOLS } from '../../models/providers/protocols.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { faults, json, type Reply, text, toolCalls } from '../../support/model-server/reply.ts';
import { type Answer, loopOf } from './scripted-caller.ts';
import { worldOfFiles } from './tool-world.ts';

fence();

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const CLEAN = json({ findings: [] });
const FOUND = json({ findings: [{ title: 'a' }] });
const LOOK = toolCalls([{ name: 'file_diff', input: { path: 'a.txt' } }]);

type Protocol = (typeof PROTOCOLS)[number];

interface Run {
  readonly outcome: LoopOutcome<Answer>;
  readonly server: ModelServer;
  readonly journal: MemoryJournal;
}

async function worldOfDiff(): Promise<ToolWorld> {
  const bytes = Buffer.from('--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-old\n+new\n');
  const forge = await openDiff({ bytes, label: 'a.diff', scanner });
  return { changeSet: await forge.changeSet(NO_SETTINGS), contents: forge.contents, inspection: forge.inspection };
}

/** One loop over real HTTP: our server, a real provider, the real caller, real tools over a real repository. */
async function run(
  protocol: Protocol,
  script: readonly Reply[],
  more: {
    world?: ToolWorld;
    journal?: MemoryJournal;
    capability?: Partial<ModelCapability>;
    signal?: AbortSignal;
  } = {},
): Promise<Run> {
  const server = await startModelServer({ script });
  servers.push(server);
  const world = more.world ?? (await worldOfDiff());
  const stalls = script.some(({ kind }) => kind === 'stall');
  const limits = { retriesPerModel: 0, ...(stalls ? { callTimeoutMs: 3_000 } : {}) };
  const { caller, journal } = callerOf([protocol.model(server, more.capability)], {
    limits,
    // Ids of a journal that several runs share must not be met twice.
    newCallId: randomUUID,
    ...(more.journal === undefined ? {} : { journal: more.journal }),
  });
  const toolbox = createToolbox(world, { journal, step: 'security' });
  const outcome = await loopOf(caller, { toolbox, ...(more.signal === undefined ? {} : { signal: more.signal }) });
  return { outcome, server, journal };
}

describe.each(PROTOCOLS)('over $name', (protocol) => {
  test('tools are called and their results come back', async () => {
    const asked = toolCalls([
      { name: 'read_file', input: { path: 'a.txt' } },
      { name: 'read_file', input: { path: 'does-not-exist.txt' } },
      { name: 'read_file', input: { path: '../../etc/passwd' } },
      { name: 'shell', input: { command: 'id' } },
    ]);
    const world = await worldOfFiles({ 'a.txt': 'old\n' }, { 'a.txt': 'new\n' });
    const { outcome, server, journal } = await run(protocol, [asked, FOUND], { world });
    expect(outcome).toMatchObject({ status: 'ok', value: { findings: [{ title: 'a' }] }, toolCalls: 4 });
    expect(outcome.calls.map((call) => call.local)).toEqual([true, true]);
    expect(JSON.stringify(server.requests[1]?.body)).toContain('There is no such file on side new');
    expect(journal.toolCalls.map((call) => call.isError)).toEqual([false, true, true, true]);
    expect(journal.attempts.map(({ end }) => end?.state)).toEqual(['ok', 'ok']);
  });

  // What a provider does, and how the loop ends: none of it is clean, though each script could go on with a clean answer.
  const FAILING: readonly (readonly [what: string, script: readonly Reply[], reason: RegExp])[] = [
    ['429', [faults.rateLimited('1')], /^rate-limited/],
    ['500', [faults.serverError()], /^server/],
    ['503', [faults.unavailable()], /^overloaded/],
    ['529', [faults.overloaded()], /^overloaded/],
    ['overloaded in mid-stream', [faults.overloadedMidStream()], /^overloaded/],
    ['401', [faults.unauthorized()], /^auth/],
    ['an expired key', [faults.unauthorized('This key has expired.')], /^auth/],
    ['403', [faults.forbidden()], /^auth/],
    ['400', [faults.badRequest()], /^bad-request/],
    ['a prompt that is too long', [faults.contextOverflow()], /^context-overflow/],
    ['a reset before the answer', [faults.resetBeforeHeaders()], /^connection/],
    ['a reset in the answer', [faults.resetAfterHeaders()], /^(?:connection|cut)/],
    ['a stall before the answer', [faults.stall('before-headers')], /^timeout/],
    ['a stall in the answer', [faults.stall('after-headers')], /^timeout/],
    ['a stream cut in the middle of JSON', [faults.cutMidJson('end')], /^(?:cut|connection)/],
    ['a stream reset in the middle of JSON', [faults.cutMidJson('reset')], /^(?:cut|connection)/],
    ['something that is not the protocol', [faults.notTheProtocol()], /^(?:bad-answer|cut|connection)/],
    ['a refusal', [faults.refusal()], /^the model refused \(without a reason\)$/],
    ['the length limit, twice', [faults.maxTokens(), faults.maxTokens()], /cut off at the length limit/],
    ['an empty answer, twice', [faults.empty(), faults.empty()], /answer was empty/],
    ['invalid JSON, twice', [faults.invalidJson(), faults.invalidJson()], /the answer is not JSON/],
    ['a schema violation, twice', [json({ findings: 'none' }), json({ all: 'clean' })], /does not fit the schema/],
    ['prose, twice', [text('All good!'), text('Approved.')], /the answer is not JSON/],
  ];

  test.each(FAILING)('%s: failed, at once and after a tool call', async (_what, script, reason) => {
    const { outcome, server } = await run(protocol, script);
    expect(outcome).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason) });
    expect(server.calls).toBe(script.length);
    const later = await run(protocol, [LOOK, ...script]);
    expect(later.outcome).toMatchObject({ status: 'failed', reason: expect.stringMatching(reason), toolCalls: 1 });
  });

  test.each<[string, Reply]>([
    ['the length limit', faults.maxTokens()],
    ['an empty answer', faults.empty()],
    ['invalid JSON', faults.invalidJson()],
    ['a schema violation', json({ findings: 'none' })],
    ['prose', text('All good!')],
  ])('%s is repaired once', async (_what, reply) => {
    const { outcome } = await run(protocol, [reply, FOUND]);
    expect(outcome).toMatchObject({ status: 'ok', value: { findings: [{ title: 'a' }] } });
  });

  test('endless tool calls end', async () => {
    const { outcome, server } = await run(
      protocol,
      Array.from({ length: 30 }, () => LOOK),
    );
    expect(outcome).toMatchObject({ status: 'failed', reason: expect.stringContaining('went on calling tools') });
    expect(server.calls).toBeLessThanOrEqual(24);
  });

  test('broken arguments of a tool call are answered in words', async () => {
    const broken: Reply = {
      kind: 'answer',
      parts: [{ kind: 'raw-tool-call', id: 'x', name: 'read_file', arguments: '{"path": "a.t' }],
    };
    const { outcome, journal } = await run(protocol, [broken, CLEAN]);
    expect(outcome).toMatchObject({ status: 'ok', toolCalls: 1 });
    expect(journal.toolCalls).toMatchObject([{ isError: true, output: expect.stringContaining('does not fit') }]);
  });

  test('a server without tools and schemas is asked in words', async () => {
    const { outcome, server } = await run(protocol, [text('Here it is: {"findings":[{"title":"a"}]}')], {
      capability: { tools: false, schemas: 'none' },
    });
    expect(outcome).toMatchObject({ status: 'ok', value: { findings: [{ title: 'a' }] } });
    expect(server.requests[0]?.raw).not.toContain('read_file');
    expect(server.requests[0]?.raw).toContain('It has this form');
  });

  test('after a crash every answer is found again: the same requests, nothing paid', async () => {
    const world = await worldOfFiles({ 'a.txt': 'old\n' }, { 'a.txt': 'new\n' });
    const whole = [LOOK, text('prose'), FOUND];
    const first = await run(protocol, [LOOK, text('prose'), faults.serverError()], { world });
    expect(first.outcome.status).toBe('failed');
    const second = await run(protocol, [FOUND], { world, journal: first.journal });
    expect(second.outcome).toMatchObject({
      status: 'ok',
      calls: [{ reused: true }, { reused: true }, { reused: false }],
    });
    const undisturbed = await run(protocol, whole, { world });
    expect(second.server.requests[0]?.raw).toBe(undisturbed.server.requests[2]?.raw);
    const third = await run(protocol, [], { world, journal: first.journal });
    expect(third.outcome).toMatchObject({
      status: 'ok',
      calls: [{ reused: true }, { reused: true }, { reused: true }],
    });
    expect(third.server.calls).toBe(0);
  });

  test('stopped in the middle of an answer: failed', async () => {
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const { outcome } = await run(protocol, [faults.stall('after-headers')], { signal: stop.signal });
    expect(outcome).toMatchObject({ status: 'failed', reason: 'it was stopped' });
  });
});

const [anthropic] = PROTOCOLS.filter(({ name }) => name === 'anthropic');

test('over anthropic: a full context fails, a paused turn goes on', async () => {
  if (anthropic === undefined) throw new Error('the protocol is gone');
  const full = await run(anthropic, [faults.contextExceeded('{"findings":[]}')]);
  expect(full.outcome).toMatchObject({ status: 'failed', reason: 'the context of the model was full' });
  const paused = await run(anthropic, [faults.pause(), FOUND]);
  expect(paused.outcome).toMatchObject({ status: 'ok', value: { findings: [{ title: 'a' }] } });
  const endless = await run(
    anthropic,
    Array.from({ length: 30 }, () => faults.pause()),
  );
  expect(endless.outcome).toMatchObject({ status: 'failed', reason: 'no answer within 24 calls' });
});

test('over anthropic: thoughts go back with their signature', async () => {
  if (anthropic === undefined) throw new Error('the protocol is gone');
  const thinking: Reply = {
    kind: 'answer',
    parts: [
      { kind: 'thinking', thinking: 'Let me see.', signature: 'sig-1' },
      { kind: 'tool-call', id: 't1', name: 'read_file', input: { path: 'a.txt' } },
    ],
  };
  const { outcome, server } = await run(anthropic, [thinking, FOUND]);
  expect(outcome.status).toBe('ok');
  expect(server.requests[1]?.raw).toContain('sig-1');
});
