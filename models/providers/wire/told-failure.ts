import { z } from 'zod';

/** What is known of a failed call, in one form. */
export interface ProviderFailure {
  /** Null when no HTTP status came: the connection failed, or an error event stood in the stream. */
  readonly status: number | null;
  /** The provider's word for the error, for example `overloaded_error`. */
  readonly errorType: string | null;
  readonly message: string;
  readonly header?: (name: string) => string | null | undefined;
  readonly requestId: string | null;
}

/** A failure as a server put it into JSON, wherever it stood: an error's body, an event, or an answer of status 200. */
export type ToldFailure = Pick<ProviderFailure, 'status' | 'errorType' | 'message'>;

const Word = z.union([z.string(), z.number()]).nullish().catch(null);
const Text = z.string().nullish().catch(null);
const Details = z.object({
  message: z.unknown().optional(),
  msg: Text,
  type: Text,
  code: Word,
  status: Word,
  metadata: z.object({ raw: z.unknown().optional() }).nullish().catch(null),
});
const Failure = z.object({
  error: z.unknown().optional(),
  errors: z.unknown().optional(),
  detail: z.unknown().optional(),
  message: z.unknown().optional(),
  object: Text,
  type: Text,
  code: Word,
  status: Word,
});

/** More of a failure's words than this are no explanation. */
const MOST_WORDS = 2_000;
const ANSWER_FIELDS = ['choices', 'content', 'delta', 'content_block'];

/**
 * The failure in a value; null where it tells of none. Known are OpenAI's and Anthropic's envelopes, an error that is a text, vLLM's flat
 * form, FastAPI's `detail`, lists of errors, and the words that a gateway heard from the server behind it.
 */
export function toldFailure(value: unknown): ToldFailure | null {
  const list: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  const parsed = Failure.safeParse(list);
  if (!parsed.success) return null;
  const { error, errors, detail, message, object, type, code, status } = parsed.data;
  const outer = { type, code, status };
  if (isTold(error)) return failureOf(error, outer);
  if (Array.isArray(errors) && errors.length > 0) return failureOf(errors[0], outer);
  if (ANSWER_FIELDS.some((field) => Object.hasOwn(Object(list) as object, field))) return null;
  if (isTold(detail)) return failureOf(detail, outer);
  const isFlat = object === 'error' || type === 'error' || code !== undefined || status !== undefined;
  return isFlat && isTold(message) ? failureOf(list, {}) : null;
}

/** Some servers have `error: null`, `false` or an empty text in every answer. */
function isTold(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== '';
}

interface Words {
  readonly type?: string | null | undefined;
  readonly code?: string | number | null | undefined;
  readonly status?: string | number | null | undefined;
}

function failureOf(told: unknown, outer: Words): ToldFailure {
  const details = Details.safeParse(told);
  if (!details.success) return { status: statusIn(outer), errorType: typeIn(outer), message: wordsOf(told) };
  const { message, msg, metadata } = details.data;
  const heard = metadata === null || metadata === undefined ? '' : wordsOf(metadata.raw);
  const said = isTold(message) ? wordsOf(message) : (msg ?? wordsOf(told));
  return {
    status: statusIn(details.data) ?? statusIn(outer),
    errorType: typeIn(details.data) ?? typeIn(outer),
    message: [said, heard].filter((words) => words !== '').join(': '),
  };
}

/** vLLM, SGLang and gateways put the status of a failure inside a stream into its code. */
function statusIn({ code, status }: Words): number | null {
  const numbers = [status, code].map((word) => Number(word ?? Number.NaN));
  return numbers.find((number) => Number.isInteger(number) && number >= 400 && number < 600) ?? null;
}

function typeIn({ type, code, status }: Words): string | null {
  const words = [code, type === 'error' ? null : type, status].filter((word) => typeof word === 'string');
  return words.find((word) => word !== '' && Number.isNaN(Number(word))) ?? null;
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  const words = typeof value === 'string' ? value : JSON.stringify(value);
  return words.slice(0, MOST_WORDS);
}
