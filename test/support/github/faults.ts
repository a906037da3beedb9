import type { ServedRequest } from './served-request.ts';

export interface FaultRule {
  /** All that are given must match. `operation` is the name of a GraphQL operation or of one of its root fields. */
  readonly when: {
    readonly method?: string;
    readonly path?: RegExp;
    readonly operation?: string | RegExp;
    readonly kind?: ServedRequest['kind'];
  };
  /** The first match that it hits, from 1. Default: 1. */
  readonly nth?: number;
  /** How many matches it hits from there. Default: 1. */
  readonly times?: number;
  /** Whether the request takes effect before it fails. Default: `before`, it does not. */
  readonly effect?: 'before' | 'after';
  readonly kind: 'status' | 'secondary-limit' | 'primary-limit' | 'slow' | 'cut';
  /** Of `status` (default 500) and of `secondary-limit` (403, the default, or 429). */
  readonly status?: number;
  /** Body of `status`; default: GitHub's own words for it. */
  readonly body?: unknown;
  /** Of the limits, in whole seconds. Default: 1. */
  readonly retryAfterSeconds?: number;
  /** Of `slow`. Default: 50. */
  readonly milliseconds?: number;
}

/** A rule that waits for its requests. */
export interface Fault {
  /** Matches so far. */
  readonly seen: number;
  /** Requests that it spoiled so far. */
  readonly hits: number;
  cancel(): void;
}

interface Waiting {
  readonly rule: FaultRule;
  seen: number;
  hits: number;
}

/** The rules in the order in which they were given; the first that hits wins, and all of them count. */
export class Faults {
  readonly #waiting: Waiting[] = [];

  add(rule: FaultRule): Fault {
    const waiting: Waiting = { rule, seen: 0, hits: 0 };
    this.#waiting.push(waiting);
    return {
      get seen() {
        return waiting.seen;
      },
      get hits() {
        return waiting.hits;
      },
      cancel: () => {
        const at = this.#waiting.indexOf(waiting);
        if (at !== -1) this.#waiting.splice(at, 1);
      },
    };
  }

  take(request: ServedRequest): FaultRule | null {
    let taken: FaultRule | null = null;
    for (const waiting of this.#waiting) {
      if (!matches(waiting.rule.when, request)) continue;
      waiting.seen += 1;
      const first = waiting.rule.nth ?? 1;
      const isHit = waiting.seen >= first && waiting.seen < first + (waiting.rule.times ?? 1);
      if (!isHit || taken !== null) continue;
      waiting.hits += 1;
      taken = waiting.rule;
    }
    return taken;
  }
}

function matches(when: FaultRule['when'], request: ServedRequest): boolean {
  if (when.method !== undefined && when.method !== request.method) return false;
  if (when.kind !== undefined && when.kind !== request.kind) return false;
  if (when.path !== undefined && !when.path.test(request.path)) return false;
  const { operation } = when;
  if (operation === undefined) return true;
  return request.operations.some((name) => (typeof operation === 'string' ? name === operation : operation.test(name)));
}

/** The answer of a rule that has one. */
export function faultAnswer(
  rule: FaultRule,
  request: ServedRequest,
): { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: unknown } | null {
  const seconds = rule.retryAfterSeconds ?? 1;
  switch (rule.kind) {
    case 'status': {
      const status = rule.status ?? 500;
      return {
        status,
        headers: {},
        body: rule.body ?? {
          message: WORDS[status] ?? 'Server Error',
          documentation_url: 'https://docs.github.com/rest',
          status: String(status),
        },
      };
    }
    case 'secondary-limit':
      return {
        status: rule.status ?? 403,
        headers: { 'retry-after': String(seconds) },
        body: { message: SECONDARY, documentation_url: SECONDARY_PAGE },
      };
    case 'primary-limit': {
      const headers = {
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + seconds),
      };
      const message = 'API rate limit exceeded for installation ID 1.';
      // GraphQL tells it with status 200.
      if (request.kind === 'graphql')
        return { status: 200, headers, body: { errors: [{ type: 'RATE_LIMITED', message }] } };
      return {
        status: 403,
        headers,
        body: { message, documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api' },
      };
    }
    case 'slow':
    case 'cut':
      return null;
  }
}

const WORDS: Readonly<Record<number, string>> = {
  404: 'Not Found',
  422: 'Unprocessable Entity',
  500: 'Server Error',
  502: 'Server Error',
  503: 'Service Unavailable',
};
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
const SECONDARY_PAGE =
  'https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits';
