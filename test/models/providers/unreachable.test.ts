import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endedBeforeConnection } from '../../../models/providers/wire/streaming-fetch.ts';
import { startModelServer } from '../../support/model-server.ts';
import { faults } from '../../support/model-server/reply.ts';
import { callerOf, failureOf, options } from '../calling/caller-for-test.ts';
import { PROTOCOLS, request } from './protocols.ts';

const ONCE = { retriesPerModel: 0 };
const addressOf = (origin: string) => ({ url: origin, openAiUrl: `${origin}/v1` });
const plain = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
let port = 0;

beforeAll(async () => {
  await new Promise<void>((resolve) => void plain.listen(0, '127.0.0.1', resolve));
  port = (plain.address() as AddressInfo).port;
});
afterAll(() => void plain.close());

describe.each(PROTOCOLS)('$name: a provider to which no connection was made', (protocol) => {
  it.each([
    ['a closed port', () => 'http://127.0.0.1:2'],
    ['a port that no browser may ask', () => 'http://127.0.0.1:6000'],
    ['a name that does not exist', () => 'http://models.invalid'],
    ['a server without TLS', () => `https://127.0.0.1:${port}`],
  ])('costs nothing and says so: %s', async (_name, origin) => {
    const model = { ...protocol.model(addressOf(origin())), local: false };
    const { caller, journal } = callerOf([model], { limits: ONCE });
    const failure = await failureOf(caller.call(request(), options()));
    expect([failure.kind, failure.message]).toEqual([
      'connection',
      expect.stringMatching(/^No connection to the provider was made/),
    ]);
    expect(journal.attempts.map(({ end }) => end?.costMicroUsd)).toEqual([0]);
    expect((await journal.spent()).run).toEqual({ microUsd: 0, tokens: 0 });
  });

  it('is not one that took the request and then hung up', async () => {
    const server = await startModelServer({ script: [faults.resetBeforeHeaders()] });
    try {
      const { caller, journal } = callerOf([protocol.model(server)], { limits: ONCE });
      const failure = await failureOf(caller.call(request(), options()));
      expect([failure.kind, failure.message]).toEqual(['connection', expect.not.stringContaining('No connection')]);
      expect(journal.attempts.map(({ end }) => end?.costMicroUsd)).toEqual([null]);
    } finally {
      await server.close();
    }
  });
});

describe('what ended before a connection', () => {
  const failed = (code: string | null, message = 'x', more = {}) =>
    new TypeError('fetch failed', { cause: Object.assign(new Error(message), code === null ? {} : { code }, more) });

  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  ])('is %s', (code) => expect(endedBeforeConnection(failed(code))).toBe(true));

  it('is a connection that broke off under the handshake, or was never answered', () => {
    const words = 'Client network socket disconnected before secure TLS connection was established';
    expect(endedBeforeConnection(failed('ECONNRESET', words))).toBe(true);
    expect(endedBeforeConnection(failed('ETIMEDOUT', 'x', { syscall: 'connect' }))).toBe(true);
  });

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'UND_ERR_SOCKET', 'UND_ERR_HEADERS_TIMEOUT', 'ERR_SSL_BAD_RECORD_MAC'])(
    'is not %s',
    (code) => expect(endedBeforeConnection(failed(code))).toBe(false),
  );
});
