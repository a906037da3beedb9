import type { StopReason } from '../../../models/model.ts';

/** One piece of a scripted answer. `thinking` and `block` exist in the Anthropic protocol only. */
export type ReplyPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tool-call'; readonly id: string; readonly name: string; readonly input: unknown }
  /** Arguments as they stand on the wire, so that they may be broken JSON. */
  | { readonly kind: 'raw-tool-call'; readonly id: string; readonly name: string; readonly arguments: string }
  | { readonly kind: 'thinking'; readonly thinking: string; readonly signature: string }
  | { readonly kind: 'block'; readonly block: Readonly<Record<string, unknown>> };

/** Milliseconds from the arrival of the request. */
export interface Latency {
  readonly firstEventMs: number;
  /** When the last event is sent; the events between are sent right after the first. */
  readonly totalMs?: number;
}

/** Token counts that a reply claims; what is left out is computed, `null` leaves the field out of the answer. */
interface ReplyUsage {
  readonly input?: number | null;
  readonly output?: number | null;
  readonly cacheRead?: number;
  readonly cacheWrite?: number;
}

export interface AnswerReply {
  readonly kind: 'answer';
  readonly parts: readonly ReplyPart[];
  /** Default: `tool-calls` when a part calls a tool, else `end`. */
  readonly stop?: StopReason;
  /** The provider's own word for the stop reason, sent as it is. */
  readonly stopWord?: string;
  readonly usage?: ReplyUsage;
  readonly latency?: Latency;
  /** Breaks off after this many characters of content: the stream ends politely, or the socket is reset. */
  readonly cut?: { readonly afterCharacters: number; readonly how: 'end' | 'reset' | 'stall' };
  /** Pause before every event. */
  readonly dripMs?: number;
  /** Characters of content an event. Default: 40. */
  readonly chunk?: number;
}

export type Reply =
  | AnswerReply
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as it is when it is a string, else as JSON; by default the provider's error envelope. */
      readonly body?: unknown;
      readonly errorType?: string;
      readonly message?: string;
      readonly latency?: Latency;
    }
  | { readonly kind: 'reset'; readonly when: 'before-headers' | 'after-headers' }
  /** Keeps the connection open without another byte. */
  | { readonly kind: 'stall'; readonly when: 'before-headers' | 'after-headers' }
  /** An error event inside a stream that began with status 200. */
  | { readonly kind: 'stream-error'; readonly errorType: string; readonly message: string }
  /** Status 200 with exactly this body. */
  | { readonly kind: 'raw'; readonly body: string; readonly contentType?: string; readonly encoding?: 'latin1' };

type Extra = Omit<AnswerReply, 'kind' | 'parts'>;

/** An answer of one text. */
export const text = (value: string, extra: Extra = {}): AnswerReply => ({
  kind: 'answer',
  parts: [{ kind: 'text', text: value }],
  ...extra,
});

/** An answer that is a JSON value. */
export const json = (value: unknown, extra: Extra = {}): AnswerReply => text(JSON.stringify(value), extra);

/** An answer that calls tools; ids are `call_1`, `call_2` ... unless given. */
export const toolCalls = (
  calls: readonly { readonly name: string; readonly input: unknown; readonly id?: string }[],
  extra: Extra = {},
): AnswerReply => ({
  kind: 'answer',
  parts: calls.map((call, index) => ({
    kind: 'tool-call',
    id: call.id ?? `call_${index + 1}`,
    name: call.name,
    input: call.input,
  })),
  ...extra,
});

const status = (code: number, errorType: string, message: string, headers: Record<string, string> = {}): Reply => ({
  kind: 'status',
  status: code,
  errorType,
  message,
  headers,
});

/** Every failure that a provider is known for, by name. */
export const faults = {
  /** `retryAfter` is the header's text: seconds or an HTTP date. */
  rateLimited: (retryAfter?: string): Reply =>
    status(
      429,
      'rate_limit_error',
      'This request would exceed your rate limit.',
      retryAfter === undefined ? {} : { 'retry-after': retryAfter },
    ),
  serverError: (): Reply => status(500, 'api_error', 'Internal server error'),
  unavailable: (): Reply => status(503, 'api_error', 'Service unavailable'),
  overloaded: (): Reply => status(529, 'overloaded_error', 'Overloaded'),
  overloadedMidStream: (): Reply => ({ kind: 'stream-error', errorType: 'overloaded_error', message: 'Overloaded' }),
  unauthorized: (message = 'invalid x-api-key'): Reply => status(401, 'authentication_error', message),
  forbidden: (message = 'This key may not use this model.'): Reply => status(403, 'permission_error', message),
  badRequest: (message = 'messages: unexpected field'): Reply => status(400, 'invalid_request_error', message),
  contextOverflow: (message = 'prompt is too long: 1000001 tokens > 1000000 maximum'): Reply =>
    status(400, 'invalid_request_error', message),
  resetBeforeHeaders: (): Reply => ({ kind: 'reset', when: 'before-headers' }),
  resetAfterHeaders: (): Reply => ({ kind: 'reset', when: 'after-headers' }),
  stall: (when: 'before-headers' | 'after-headers' = 'before-headers'): Reply => ({ kind: 'stall', when }),
  /** Ends in the middle of a JSON answer, politely or by a reset. */
  cutMidJson: (how: 'end' | 'reset' = 'end', value: unknown = { findings: [{ title: 'unfinished' }] }): Reply =>
    json(value, { cut: { afterCharacters: 12, how }, chunk: 6 }),
  refusal: (words = 'I cannot help with that.'): Reply => text(words, { stop: 'refusal' }),
  maxTokens: (partial = '{"findings":['): Reply => text(partial, { stop: 'max-tokens' }),
  contextExceeded: (partial = '{"findings":['): Reply => text(partial, { stop: 'context-exceeded' }),
  pause: (words = 'Still working.'): Reply => text(words, { stop: 'pause' }),
  empty: (): Reply => ({ kind: 'answer', parts: [] }),
  invalidJson: (): Reply => text('{"findings": [}'),
  notTheProtocol: (): Reply => ({
    kind: 'raw',
    body: '<html><body>Bad gateway</body></html>',
    contentType: 'text/html',
  }),
};
