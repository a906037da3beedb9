import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAnthropicModel } from '../../../models/providers/anthropic.ts';
import type { AwsCredentials } from '../../../schemas/cloud.ts';
import { Amazon, REGION } from '../../support/clouds/amazon.ts';
import { requestOf } from '../../support/clouds/clouds.ts';
import { gitHubIdentities } from '../../support/clouds/github-identity.ts';
import { startModelServer } from '../../support/model-server.ts';
import { json, type Reply } from '../../support/model-server/reply.ts';
import { access, capability, never, request } from './protocols.ts';

const SESSION = { accessKeyId: 'ASIA1', secretAccessKey: 'session-secret-0815', sessionToken: 'session-token-0815' };
const CLOUD = { kind: 'aws', region: REGION, role: 'arn' } as const;

let amazon: Amazon;
let server: Server;
let script: Reply;
/** What becomes of the frames on the way. */
let cutAfter: number | null;
beforeEach(async () => {
  amazon = new Amazon(gitHubIdentities());
  amazon.sessions.set('ASIA1', { secret: SESSION.secretAccessKey, token: SESSION.sessionToken, policy: '' });
  cutAfter = null;
  server = createServer((incoming, response) => {
    answer(incoming, response).catch((error: unknown) => response.destroy(new Error('no answer', { cause: error })));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
});

/** Bedrock before a model of the script, whose stream may break off. */
async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const models = await startModelServer({ script: [script] });
  const write = response.write.bind(response) as (chunk: Buffer) => boolean;
  let frames = 0;
  response.write = ((chunk: Buffer) => {
    frames += 1;
    if (cutAfter === null || frames <= cutAfter) return write(chunk);
    if (frames === cutAfter + 1) write(chunk.subarray(0, 9));
    return true;
  }) as typeof response.write;
  const ask = (body: string) => fetch(`${models.url}/v1/messages`, { method: 'POST', body });
  await amazon.bedrock(await requestOf(incoming), response, ask);
  await models.close();
}

function asked(credentials: AwsCredentials | null = SESSION) {
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  const apiKey = credentials === null ? null : JSON.stringify(credentials);
  const model = createAnthropicModel({
    capability: capability({ id: 'eu.anthropic.claude-sonnet-5-5-v1:0' }),
    access: access({ apiKey, auth: 'signature' }),
    baseUrl: `http://127.0.0.1:${port}`,
    cloud: CLOUD,
  });
  return model.call(request(), { signal: never() });
}

describe('what Bedrock streams', () => {
  it('is put together as from the API itself, tools and usage included', async () => {
    const input = { path: 'src/ä.ts' };
    script = {
      kind: 'answer',
      parts: [
        { kind: 'text', text: 'Let me look.' },
        { kind: 'tool-call', id: 'toolu_1', name: 'read_file', input },
      ],
      usage: { input: 12, output: 7 },
    };
    const answer = await asked();

    expect(answer.parts).toEqual([
      { kind: 'text', text: 'Let me look.' },
      { kind: 'tool-call', callId: 'toolu_1', name: 'read_file', input },
    ]);
    expect(answer).toMatchObject({ stopReason: 'tool-calls', requestId: 'bedrock-1', usage: { outputTokens: 7 } });
  });

  it.each([
    ['is refused for its rate', { kind: 'status', status: 429, message: 'Too many tokens' }, 'rate-limited'],
    ['is not ready', { kind: 'status', status: 503, message: 'Not ready' }, 'overloaded'],
    ['failed in the model', { kind: 'status', status: 424, message: 'The model failed' }, 'server'],
    ['is throttled on the way', { kind: 'stream-error', errorType: 'x', message: 'Slow down' }, 'rate-limited'],
  ] as const)('fails by its own name where it %s', async (_name, reply, kind) => {
    script = reply;

    await expect(asked()).rejects.toMatchObject({ kind, message: expect.stringContaining(reply.message) });
  });

  it.each([0, 1, 3])('is cut where it breaks off in frame %i', async (frames) => {
    script = json({ findings: ['one'] });
    cutAfter = frames;

    await expect(asked()).rejects.toMatchObject({ kind: 'cut' });
  });
});

describe('a signature', () => {
  it.each([
    ['of another secret', { ...SESSION, secretAccessKey: 'another-secret-0815' }],
    ['without its session', { ...SESSION, sessionToken: 'another-token-0815' }],
    ['of nobody', null],
  ])('%s is refused, and no secret is shown', async (_name, credentials) => {
    script = json({});
    const error: unknown = await asked(credentials).catch((thrown: unknown) => thrown);

    expect(error).toMatchObject({ kind: 'auth', status: 403 });
    for (const secret of Object.values(credentials ?? {})) expect(String(error)).not.toContain(secret);
  });
});
