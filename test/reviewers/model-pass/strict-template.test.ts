import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import { openDiff } from '../../../forge/local/open-diff.ts';
import { createToolbox } from '../../../reviewers/model-pass/tools/toolbox.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import { NO_SETTINGS, scanner } from '../../forge/local/scanner.ts';
import { callerOf } from '../../models/calling/caller-for-test.ts';
import { fence } from '../../models/fence.ts';
import { PROTOCOLS } from '../../models/providers/protocols.ts';
import { type ModelServer, startModelServer } from '../../support/model-server.ts';
import { faults, json, type Reply, type ReplyPart, text, toolCalls } from '../../support/model-server/reply.ts';
import { refusedByTemplate } from '../../support/model-server/strict-template.ts';
import { loopOf } from './scripted-caller.ts';

fence();

const servers: ModelServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

const FOUND = json({ findings: [{ title: 'a' }] });
const LOOK = toolCalls([{ name: 'file_diff', input: { path: 'a.txt' } }]);
const STRICTEST: NonNullable<ModelCapability['dialect']> = { systemRole: 'none', alternatingRoles: true };
const rawCall = (source: string, more: Partial<Extract<ReplyPart, { kind: 'raw-tool-call' }>> = {}): Reply => ({
  kind: 'answer',
  parts: [{ kind: 'raw-tool-call', id: 'c1', name: 'file_diff', arguments: source, ...more }],
});

/** One loop whose server refuses what the strictest template refuses. */
async function run(
  protocol: (typeof PROTOCOLS)[number],
  script: readonly Reply[],
  dialect: NonNullable<ModelCapability['dialect']> = STRICTEST,
) {
  let answered = 0;
  const server = await startModelServer({
    respond: (request) => refusedByTemplate(request) ?? script[answered++] ?? faults.badRequest('beyond the script'),
  });
  servers.push(server);
  const forge = await openDiff({
    bytes: Buffer.from('--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-old\n+new\n'),
    label: 'a.diff',
    scanner,
  });
  const world = {
    changeSet: await forge.changeSet(NO_SETTINGS),
    contents: forge.contents,
    inspection: forge.inspection,
  };
  const { caller, journal } = callerOf([protocol.model(server, { dialect })], {
    limits: { retriesPerModel: 0 },
    newCallId: randomUUID,
  });
  const outcome = await loopOf(caller, { toolbox: createToolbox(world, { journal, step: 'security' }) });
  return { outcome, server, journal };
}

describe.each(PROTOCOLS)('over $name, the strictest template takes what the loop says', (protocol) => {
  test.each<[string, readonly Reply[]]>([
    ['after a call', [LOOK, FOUND]],
    ['after calls at once', [toolCalls([1, 2, 3].map(() => ({ name: 'file_diff', input: { path: 'a.txt' } }))), FOUND]],
    ['after calls of the same id', [LOOK, LOOK, LOOK, FOUND]],
    ['after broken arguments', [rawCall('{"path": "a.t'), FOUND]],
    ['after arguments that are a list', [rawCall('["a.txt"]'), FOUND]],
    ['after arguments that are a text', [rawCall('"a.txt"'), FOUND]],
    ['after arguments that are null', [rawCall('null'), FOUND]],
    ['after arguments that are deep', [rawCall('{"path":'.repeat(80)), FOUND]],
    ['after an id that no server takes', [rawCall('{"path":"a.txt"}', { id: 'functions.file_diff:0' }), FOUND]],
    ['after an empty id', [rawCall('{"path":"a.txt"}', { id: '' }), FOUND]],
    ['after a name that no server takes', [rawCall('{}', { name: 'file diff()' }), FOUND]],
    ['after an empty name', [rawCall('{}', { name: '' }), FOUND]],
    ['after half a surrogate pair', [rawCall('{"path":"\\ud83d"}'), FOUND]],
    ['after an empty answer', [faults.empty(), FOUND]],
    ['after an empty answer behind results', [LOOK, faults.empty(), FOUND]],
    ['after an answer that was cut', [faults.maxTokens(), FOUND]],
    ['after an answer that was cut behind results', [LOOK, faults.maxTokens(), FOUND]],
    ['after prose', [text('All good!'), FOUND]],
    ['after prose behind results', [LOOK, text('All good!'), FOUND]],
    ['after half a surrogate pair in prose', [text('All \ud83d good'), FOUND]],
    ['told to stop calling', [...Array.from({ length: 22 }, () => LOOK), FOUND]],
  ])('%s', async (_name, script) => {
    const { outcome, server, journal } = await run(protocol, script);

    expect(outcome).toMatchObject({ status: 'ok', value: { findings: [{ title: 'a' }] } });
    expect(server.calls).toBe(script.length);
    expect(journal.attempts.every(({ end }) => end?.state === 'ok')).toBe(true);
    // The words of the system came, within the first turn.
    expect(server.requests[0]?.system).toBe('');
    expect(server.requests[0]?.allText).toContain('Review.');
  });

  test('calls at once are told one a turn where a template knows no others', async () => {
    const two = toolCalls([
      { name: 'file_diff', input: { path: 'a.txt' } },
      { name: 'file_diff', input: { path: 'b.txt' } },
      { name: 'file_diff', input: { path: 'c.txt' } },
    ]);
    const { outcome, server } = await run(protocol, [two, FOUND], { ...STRICTEST, parallelTools: false });

    expect(outcome.status).toBe('ok');
    const calls = server.requests[1]?.turns.map((turn) => turn.toolCalls.length) ?? [];
    expect(calls.filter((count) => count > 0)).toEqual([1, 1, 1]);
    expect(server.requests[1]?.turns.flatMap((turn) => turn.toolResults).map(({ id }) => id)).toEqual([
      'call_1',
      'call_2',
      'call_3',
    ]);
  });

  test('a system text is never moved because of what a server says', async () => {
    const { outcome, server } = await run(protocol, [FOUND], {});

    expect(outcome).toMatchObject({ status: 'failed', reason: expect.stringContaining('dialect.systemRole: none') });
    expect(server.calls).toBe(1);
  });
});
