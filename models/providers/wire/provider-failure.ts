import { ModelError } from '../../model.ts';
import type { ModelErrorKind } from '../../model.ts';
import type { BodySeen } from './streaming-fetch.ts';
import { type ProviderFailure, toldFailure } from './told-failure.ts';

/** Turns a provider's failure into a `ModelError`. The SDK's own error stays behind, because it may carry what was sent. */
export function modelErrorOf(failure: ProviderFailure, secrets: readonly string[]): ModelError {
  const kind = kindOf(failure);
  const words = withoutSecrets(failure.message, secrets);
  const retryAfterMs = retryAfter(failure.header);
  return new ModelError({
    kind,
    message: words === '' ? `The provider answered with status ${failure.status ?? 'unknown'}.` : words,
    ...(failure.status === null ? {} : { status: failure.status }),
    ...(retryAfterMs === null ? {} : { retryAfterMs }),
    ...(isFinal(failure) ? { isFinal: true } : {}),
    ...(failure.requestId === null ? {} : { requestId: withoutSecrets(failure.requestId, secrets) }),
  });
}

/** An answer of a status that is none of success, by its body: JSON in any of the known envelopes, or a page. */
export function refusalOf(
  given: Pick<ProviderFailure, 'header' | 'requestId'> & { readonly status: number; readonly body: string },
  secrets: readonly string[],
): ModelError {
  const { body, status, header, requestId } = given;
  const value = jsonIn(body);
  const told = toldFailure(value) ?? { errorType: null, message: value === null ? textOfPage(body) : body };
  const { errorType, message } = told;
  return modelErrorOf({ status, errorType, message, requestId, ...(header === undefined ? {} : { header }) }, secrets);
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

/** The text of a page, as far as it matters: a gateway's page says by which status it failed, and what stands there helps. */
function textOfPage(body: string): string {
  return body
    .slice(0, MOST_PAGE)
    .replaceAll(/<[^<>]{0,1000}>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const MOST_PAGE = 4_096;

/** Whatever else was thrown on the way: a lost connection, a stream that broke off, something that is not the protocol. */
export function transportErrorOf(thrown: unknown, seen: BodySeen, secrets: readonly string[]): ModelError {
  const chain = chainOf(thrown);
  const words = withoutSecrets(wordsOf(chain).join(': '), secrets);
  const error = (kind: ModelErrorKind, what: string): ModelError =>
    new ModelError({ kind, message: words === '' ? what : `${what} (${words})`, wasSent: !seen.unconnected });
  const isTimeout = wordsOf(chain).some((word) => /timeout|timed out/i.test(word));
  if (seen.unconnected) return error(isTimeout ? 'timeout' : 'connection', 'No connection to the provider was made');
  if (isTimeout) return error('timeout', 'The provider took too long');
  if (seen.contentType !== null && !/event-?stream/i.test(seen.contentType) && seen.bytes > 0) {
    return error(
      'bad-answer',
      `The provider answered with ${withoutSecrets(seen.contentType, secrets)} instead of a stream`,
    );
  }
  if (seen.contentType === null || (seen.bytes === 0 && !seen.ended))
    return error('connection', 'The connection was lost before the answer began');
  if (chain.some((link) => link instanceof SyntaxError) && seen.endsWithLine)
    return error('bad-answer', 'The stream is not the protocol');
  return error('cut', 'The stream ended before the answer did');
}

/** An error of our own that may quote the provider. */
export function cleaned(error: ModelError, secrets: readonly string[]): ModelError {
  const { kind, message, status, isFinal: final } = error;
  const clean = withoutSecrets(message, secrets);
  return new ModelError({ kind, message: clean, isFinal: final, ...(status === null ? {} : { status }) });
}

/** Takes every secret out of a text, and control characters; a provider may well echo the key that it refuses. */
function withoutSecrets(words: string, secrets: readonly string[]): string {
  // A key that spans lines or is padded is echoed in pieces.
  const pieces = secrets.flatMap((secret) => [secret, ...secret.split(/\s+/)]).filter((piece) => piece.length >= 4);
  const longestFirst = [...new Set(pieces)].toSorted((one, other) => other.length - one.length);
  const clean = longestFirst.reduce((rest, piece) => rest.replaceAll(piece, '[key]'), words);
  // oxlint-disable-next-line no-control-regex -- these are the characters to be taken out
  const printable = clean.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return printable.length > MOST_WORDS ? `${printable.slice(0, MOST_WORDS)}...` : printable;
}

const MOST_WORDS = 500;

function kindOf({ status, errorType, message }: ProviderFailure): ModelErrorKind {
  if (status === 413 || isOverflow(status, errorType, message)) return 'context-overflow';
  if (status === null) return kindOfType(errorType) ?? kindOfWords(message);
  if (status === 401 || status === 403) return 'auth';
  if (status === 408) return 'timeout';
  if (status === 429) return 'rate-limited';
  if (status === 503 || status === 529) return 'overloaded';
  // By 424 Bedrock says that the model failed, not the request.
  return status >= 500 || status === 424 ? 'server' : 'bad-request';
}

// An error event inside a stream has a type only.
const KIND_OF_TYPE: Readonly<Record<string, ModelErrorKind>> = {
  overloaded_error: 'overloaded',
  rate_limit_error: 'rate-limited',
  rate_limit_exceeded: 'rate-limited',
  authentication_error: 'auth',
  permission_error: 'auth',
  invalid_request_error: 'bad-request',
  BadRequestError: 'bad-request',
  insufficient_quota: 'rate-limited',
  server_overloaded: 'overloaded',
  model_not_found: 'bad-request',
  not_found_error: 'bad-request',
  billing_error: 'bad-request',
  timeout_error: 'timeout',
  // Bedrock's, in the frames of its streams.
  throttlingException: 'rate-limited',
  serviceUnavailableException: 'overloaded',
  modelTimeoutException: 'timeout',
  validationException: 'bad-request',
};
const kindOfType = (errorType: string | null): ModelErrorKind | undefined =>
  errorType !== null && Object.hasOwn(KIND_OF_TYPE, errorType) ? KIND_OF_TYPE[errorType] : undefined;

/** Where neither a status nor a known type says it, words have to; what is not named here may pass, and is tried again. */
const KIND_OF_WORDS: readonly (readonly [RegExp, ModelErrorKind])[] = [
  [/rate.?limit|too many requests/i, 'rate-limited'],
  [/overloaded|at capacity|temporarily unavailable|is loading|loading model/i, 'overloaded'],
  [/timed? ?out/i, 'timeout'],
  [/invalid api key|unauthori[sz]ed|authentication|permission denied/i, 'auth'],
  [
    /model [^\n]{0,120}(?:not found|does not exist)|unsupported|not supported|invalid (?:request|parameter)/i,
    'bad-request',
  ],
];
const kindOfWords = (message: string): ModelErrorKind =>
  KIND_OF_WORDS.find(([words]) => words.test(message))?.[1] ?? 'server';

/** A limit that does not pass by waiting: OpenAI answers 429 for an account without money, too. */
function isFinal({ errorType, message }: ProviderFailure): boolean {
  return errorType === 'insufficient_quota' || /exceeded your current quota|credit balance is too low/i.test(message);
}

const OVERFLOW_TYPES: ReadonlySet<string> = new Set([
  'exceed_context_size_error',
  'context_length_exceeded',
  'request_too_large',
]);
const OVERFLOW_WORDS = [
  /prompt is too long/i, // Anthropic
  /input length and `?max_tokens`? exceed context limit/i, // Anthropic
  /exceeds? the available context size/i, // llama.cpp
  /maximum context length/i, // OpenAI, vLLM, SGLang
  /longer than the (?:model'?s )?(?:maximum )?(?:model|context) length/i, // vLLM, SGLang
  /(?:input|prompt) (?:length )?(?:exceeds|is longer than) the (?:maximum )?context (?:length|window)/i, // Ollama
  /exceeds? (?:the )?context window/i, // llama-cpp-python
];

function isOverflow(status: number | null, errorType: string | null, message: string): boolean {
  if (errorType !== null && OVERFLOW_TYPES.has(errorType)) return true;
  // llama.cpp answered 500 for years; a rate limit that speaks of tokens is no overflow.
  const possible = status === null || status === 400 || status === 422 || status === 500;
  return possible && OVERFLOW_WORDS.some((words) => words.test(message));
}

/** `retry-after-ms`, or `retry-after` in seconds or as an HTTP date; null when there is none or it says nothing. */
function retryAfter(header: ProviderFailure['header']): number | null {
  const milliseconds = Number.parseFloat(header?.('retry-after-ms') ?? '');
  if (Number.isFinite(milliseconds)) return Math.max(0, Math.round(milliseconds));
  const text = header?.('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return Math.round(Number(text) * 1000);
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

/** An error and its causes. */
function chainOf(thrown: unknown): Error[] {
  const chain: Error[] = [];
  for (let at = thrown; at instanceof Error && chain.length < 5; at = at.cause) chain.push(at);
  return chain;
}

/** Their messages and codes, each once. */
function wordsOf(chain: readonly Error[]): string[] {
  const codeOf = (link: Error): string => ('code' in link && typeof link.code === 'string' ? link.code : '');
  return [...new Set(chain.flatMap((link) => [link.message, codeOf(link)]))].filter((word) => word !== '');
}
