import { z } from 'zod';
import { NoToken } from './transport.ts';

/** What GitHub said when a request failed. */
export interface ErrorResponse {
  /** Null when there was no answer that could be read. */
  readonly status: number | null;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
  /** GraphQL's words for what went wrong: `NOT_FOUND`, `FORBIDDEN`, `RATE_LIMITED`. */
  readonly types: readonly string[];
  readonly cause: unknown;
}

const Headers = z.record(z.string(), z.union([z.string(), z.number()]).optional());

/** An error of Octokit. Without a response it calls everything a 500. */
const RequestFailure = z.object({
  status: z.int(),
  message: z.string(),
  response: z.object({ headers: Headers, data: z.unknown() }).optional(),
});

const RestWords = z.object({ message: z.string(), errors: z.array(z.unknown()).optional() });

const GraphFailure = z.object({
  errors: z.array(z.object({ type: z.string().optional(), message: z.string() })).min(1),
});

/** An answer of GraphQL that is one of its failures, or no JSON at all; null when it is an answer. */
export function failedResponse(response: {
  readonly status: number;
  readonly headers: unknown;
  readonly data: unknown;
}): ErrorResponse | null {
  const headers = Headers.safeParse(response.headers).data ?? {};
  // Octokit hands over what it cannot read as text.
  if (typeof response.data === 'string' && /\bjson\b/.test(String(headers['content-type'] ?? ''))) {
    return { status: null, headers, message: 'the answer is no JSON', types: [], cause: null };
  }
  const failure = GraphFailure.safeParse(response.data);
  if (!failure.success) return null;
  const { errors } = failure.data;
  const message = errors.map((error) => error.message).join('; ');
  // So it says when its own time is over: the request may have been carried out.
  const isOver = /something went wrong while executing your query|timeout on validation|timed out/i.test(message);
  const status = isOver || errors.some(({ type }) => type === 'INTERNAL') ? 500 : response.status;
  return { status, headers, message, types: errors.map(({ type }) => type ?? ''), cause: null };
}

/** What an error of Octokit tells. Null where it comes from our own side. */
export function errorResponseOf(error: unknown): ErrorResponse | null {
  if (!(error instanceof Error) || error.cause instanceof NoToken) return null;
  const failure = RequestFailure.safeParse(error);
  if (!failure.success) return null;
  const { status, message, response } = failure.data;
  if (response === undefined) return { status: null, headers: {}, message, types: [], cause: error.cause };
  return {
    status,
    headers: response.headers,
    message: wordsOf(response.data) ?? `status ${status}`,
    types: [],
    cause: null,
  };
}

function wordsOf(data: unknown): string | null {
  const words = RestWords.safeParse(data);
  if (!words.success) return null;
  const { message, errors = [] } = words.data;
  const details = errors.map((error) => (typeof error === 'string' ? error : JSON.stringify(error)));
  return [message, ...details].join(': ');
}
