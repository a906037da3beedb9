import type { ModelErrorKind, StopReason } from '../../../../models/model.ts';
import type { Reply } from '../../../support/model-server/reply.ts';

/** How a call has to end that met a server's own way of doing things: an answer, or a failure with a name and the server's words. */
export type Expected =
  | {
      readonly text?: string;
      readonly calls?: readonly (readonly [name: string, input: unknown])[];
      readonly stop?: StopReason;
      readonly usage?: readonly [input: number | null, output: number | null];
      readonly attempts?: number;
    }
  | { readonly kind: ModelErrorKind; readonly words?: string; readonly attempts: number };

/** What a server does, and how the call ends. */
export type Behaviour = readonly [name: string, reply: Reply, expected: Expected];

export const ANSWER = '{"findings":[]}';
const HALF = '{"find';

/** Status 200 and this body. */
export const raw = (body: string, contentType = 'text/event-stream'): Reply => ({ kind: 'raw', body, contentType });
export const plain = (value: unknown): Reply => raw(JSON.stringify(value), 'application/json');
const status = (code: number, body: unknown): Reply => ({ kind: 'status', status: code, body });

/** Lines of data with the empty lines between them. */
export const sse = (...values: readonly unknown[]): string =>
  values.map((value) => `data: ${typeof value === 'string' ? value : JSON.stringify(value)}\n\n`).join('');

/** The same failures in both protocols: they stand where an answer would. */
export const FAILURES: readonly Behaviour[] = [
  [
    '200 with an error object',
    plain({ error: { message: 'Provider gave up', code: 502 } }),
    fails('server', 'gave up', 4),
  ],
  [
    '200 with an error that is a text',
    plain({ error: 'model runner has unexpectedly stopped' }),
    fails('server', 'model runner', 4),
  ],
  [
    '200 with a rate limit by code',
    plain({ error: { code: 429, message: 'slow down' } }),
    fails('rate-limited', 'slow down', 4),
  ],
  [
    '200 with a flat error',
    plain({ object: 'error', message: 'engine died', type: 'InternalServerError', code: 500 }),
    fails('server', 'engine died', 4),
  ],
  [
    '200 with a list of errors',
    plain({ errors: [{ message: 'no capacity, overloaded' }] }),
    fails('overloaded', 'no capacity', 4),
  ],
  ['200 with a detail', plain({ detail: 'Unauthorized by gateway' }), fails('auth', 'by gateway', 1)],
  [
    '200 with a model that is not there',
    plain({ error: 'model "m" not found, try pulling it first' }),
    fails('bad-request', 'try pulling', 1),
  ],
  [
    'an error event',
    raw(sse({ type: 'error', error: { type: 'overloaded_error', message: 'too busy' } })),
    fails('overloaded', 'too busy', 4),
  ],
  [
    'an error that only its event calls so',
    raw(`event: error\n${sse({ message: 'CUDA out of memory', type: 'server_error' })}`),
    fails('server', 'CUDA out of memory', 4),
  ],
  [
    'an error that only its event calls so, in plain words',
    raw('event:error\ndata: overloaded, try later\n\n'),
    fails('overloaded', 'overloaded, try later', 4),
  ],
  [
    'an error that only its event calls so, behind half an answer of a server that forgets empty lines',
    raw(': hello\nevent: error\ndata: {"message":"engine died"}\ndata: [DONE]\n'),
    fails('server', 'engine died', 4),
  ],
  [
    'an error in the stream, by number',
    raw(sse({ error: { code: 503, message: 'upstream idle' } })),
    fails('overloaded', 'upstream idle', 4),
  ],
  [
    'an error in the stream, by number in a text',
    raw(sse({ error: { code: '429', message: 'try later' } })),
    fails('rate-limited', 'try later', 4),
  ],
  [
    'an error in the stream with the words of another',
    raw(sse({ error: { message: 'Provider returned error', code: 502, metadata: { raw: 'CUDA out of memory' } } })),
    fails('server', 'CUDA out of memory', 4),
  ],
  [
    'a refused key in the stream',
    raw(sse({ error: { type: 'authentication_error', message: 'no such key' } })),
    fails('auth', 'no such key', 1),
  ],
  [
    'an overflow in the stream',
    raw(sse({ error: { message: 'the request exceeds the available context size' } })),
    fails('context-overflow', 'available context', 1),
  ],
  [
    'an error without words in a stream without an event',
    raw('{"error":{"message":"plain inside of a stream","code":500}}'),
    fails('server', 'plain inside', 4),
  ],
  [
    '422 with a list of details',
    status(422, { detail: [{ type: 'extra_forbidden', loc: ['body', 'x'], msg: 'Extra inputs are not permitted' }] }),
    fails('bad-request', 'Extra inputs', 1),
  ],
  ['500 with a text for JSON', status(500, '"worker exited"'), fails('server', 'worker exited', 4)],
  [
    '502 with a page',
    status(502, '<html><head><title>502</title></head><body>Bad gateway at edge-7</body></html>'),
    fails('server', 'edge-7', 4),
  ],
  [
    '429 for money that is used up',
    status(429, {
      error: { message: 'You exceeded your current quota', type: 'insufficient_quota', code: 'insufficient_quota' },
    }),
    fails('rate-limited', 'current quota', 1),
  ],
  [
    '503 with a nested message',
    status(503, { error: { message: { text: 'Loading model' } } }),
    fails('overloaded', 'Loading model', 4),
  ],
  ['400 that is a plain text', status(400, 'bad template'), fails('bad-request', 'bad template', 1)],
  [
    'a page of status 200',
    raw('<html><body>Please log in to the captive portal</body></html>', 'text/html'),
    fails('bad-answer', 'captive portal', 1),
  ],
  ['an empty body of status 200', raw('', 'application/json'), fails('cut', undefined, 4)],
  ['JSON that breaks off', raw('{"choices":[{"message":{"content":"{', 'application/json'), fails('cut', undefined, 4)],
  ['only comments', raw(': keep-alive\n\n: keep-alive\n\n'), fails('cut', undefined, 4)],
  ['only the last word', raw('data: [DONE]\n\n'), fails('cut', undefined, 4)],
  ['data that is no JSON', raw('data: oops\n\n'), fails('bad-answer', 'oops', 1)],
];

export function fails(kind: ModelErrorKind, words: string | undefined, attempts: number): Expected {
  return { kind, attempts, ...(words === undefined ? {} : { words }) };
}

export { HALF };
