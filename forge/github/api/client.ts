import { Octokit } from '@octokit/rest';
import { z } from 'zod';
import type { AnswerPace } from '../../../processes/progress.ts';
import { type Asked, GitHubError } from './github-error.ts';
import { createPersistence } from './persist.ts';
import { createTransport, wait } from './transport.ts';

export { GitHubError } from './github-error.ts';

export interface GitHubOptions {
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
  readonly apiUrl: string;
  /** Asked before each request, so that a token that ends may be replaced. It goes to `apiUrl` and nowhere else. */
  readonly token: () => Promise<string>;
  readonly userAgent: string;
  /** Told in a sentence when GitHub makes us wait. */
  readonly onWait?: (text: string) => void;
  readonly signal?: AbortSignal;
  /** What everything that is written passes before it is sent. */
  readonly scrub?: <T>(value: T) => T;
  /** Most seconds to wait for one rate limit; beyond it the request fails. */
  readonly patienceSeconds?: number;
  /** Where people and git find repositories, if that does not follow from `apiUrl`. */
  readonly serverUrl?: string;
  /** The pauses before something that an event named, and that is not there, is asked for again. */
  readonly notThereMs?: readonly number[];
  /** Told by how many milliseconds GitHub's clock is ahead of ours. */
  readonly onClock?: (aheadMs: number) => void;
  /** How long one request may do nothing. */
  readonly pace?: AnswerPace;
}

/** GitHub under one identity. Whatever fails is a `GitHubError`. */
export interface GitHub {
  /**
   * The REST API. Every request waits for rate limits, which stop a request before it has any effect; only reads are sent again after a
   * server error or a lost connection.
   */
  readonly rest: Octokit;
  /** Reads by GraphQL; the answer is parsed by the schema. */
  query<S extends z.ZodType>(schema: S, query: string, variables: object): Promise<z.infer<S>>;
  /** Writes by GraphQL; never sent again once it may have had an effect. */
  mutate<S extends z.ZodType>(schema: S, mutation: string, variables: object): Promise<z.infer<S>>;
  readonly apiUrl: string;
  /** Without a slash at its end. */
  readonly serverUrl: string;
  readonly notThereMs: readonly number[];
  /** Waits; ends when the signal of this identity does. */
  pause(milliseconds: number): Promise<void>;
}

const PATIENCE_SECONDS = 300;
/** How long copies of GitHub's database were seen to lag behind its webhooks, several times over; see `read/until-there.ts`. */
const NOT_THERE_MS: readonly number[] = [500, 1000, 2000, 4000];
/** GitHub ends a request that it has worked on for 10 s, and says so then; a body comes at once, or not at a pace with which it would end. */
const PACE: AnswerPace = { firstMs: 15_000, silenceMs: 10_000, leastBytesPerSecond: 64 * 1024, wholeMs: 60_000 };
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Octokit would write to the console: about deprecations, and about every request.
}

/** Opens nothing yet: the first request does. */
export function createGitHub(options: GitHubOptions): GitHub {
  const { token, userAgent, onWait = ignore, patienceSeconds = PATIENCE_SECONDS, scrub = same } = options;
  const signal = options.signal ?? new AbortController().signal;
  const apiUrl = options.apiUrl.replace(/(?<!\/)\/+$/, '');
  const { origin } = new URL(apiUrl);
  const { onClock = ignore, notThereMs = NOT_THERE_MS } = options;
  const request = {
    fetch: createTransport({ origin, token, signal, pace: options.pace ?? PACE, onClock }),
    log: SILENT,
  };
  const rest = new Octokit({ baseUrl: apiUrl, userAgent, log: SILENT, request });
  const persist = createPersistence({ signal, patienceSeconds, onWait });
  rest.hook.wrap('request', (send, parameters) => {
    const isRead = ['GET', 'HEAD'].includes(parameters.method) || parameters.request['isRead'] === true;
    const operation: unknown = parameters.request['operation'];
    const where =
      typeof operation === 'string'
        ? operation
        : `${parameters.method} ${pathOf(rest.request.endpoint.parse(parameters).url)}`;
    // In place: what is handed on instead would be forgotten, because Octokit's own hooks lie between.
    if (!isRead) Object.assign(parameters, scrub(saidIn(parameters)));
    return persist(async () => await send(parameters), { where, isRead });
  });

  const ask = async <S extends z.ZodType>(
    schema: S,
    {
      document,
      variables,
      isRead,
    }: { readonly document: string; readonly variables: object; readonly isRead: boolean },
  ): Promise<z.infer<S>> => {
    const operation = operationOf(document);
    const response: { readonly data: unknown } = await rest.request('POST /graphql', {
      baseUrl: graphOf(apiUrl),
      query: document,
      variables,
      request: { isRead, operation },
    });
    return parsed(schema, response.data, { where: operation, isRead });
  };
  return {
    rest,
    query: (schema, document, variables) => ask(schema, { document, variables, isRead: true }),
    mutate: (schema, document, variables) => ask(schema, { document, variables, isRead: false }),
    apiUrl,
    notThereMs,
    pause: (milliseconds) => wait(milliseconds, signal),
    serverUrl: (options.serverUrl ?? serverOf(apiUrl)).replace(/(?<!\/)\/+$/, ''),
  };
}

const same = <T>(value: T): T => value;

/** What says where a request goes and as whom; everything else is what it says. */
const ADDRESS: ReadonlySet<string> = new Set([
  'headers',
  'url',
  'baseUrl',
  'method',
  'mediaType',
  'request',
  'owner',
  'repo',
  'query',
]);

function saidIn(parameters: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !ADDRESS.has(name)));
}

const GraphAnswer = z.object({ data: z.unknown() });

/** What a caller does not understand is no answer: of a write nobody knows whether it happened. */
function parsed<S extends z.ZodType>(schema: S, body: unknown, asked: Asked): z.infer<S> {
  const answer = schema.safeParse(GraphAnswer.safeParse(body).data?.data);
  if (answer.success) return answer.data;
  const [issue] = answer.error.issues;
  const message = `the answer is not as documented: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  throw new GitHubError({ status: null, headers: {}, message, types: [], cause: answer.error }, asked);
}

/** An Enterprise Server has GraphQL beside, not below, its REST API. */
function graphOf(apiUrl: string): string {
  return apiUrl.replace(/\/api\/v3$/, '/api');
}

function serverOf(apiUrl: string): string {
  const { protocol, hostname, origin } = new URL(apiUrl);
  // `api.` also stands before the host of a company on GitHub's own cloud (ghe.com).
  return hostname.startsWith('api.') ? `${protocol}//${hostname.slice('api.'.length)}` : origin;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function operationOf(document: string): string {
  return /^\s*(?:query|mutation)\s+(\w+)/.exec(document)?.[1] ?? 'GraphQL';
}
