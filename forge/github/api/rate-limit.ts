/** An answer of GitHub that says no, as far as limits are concerned. Header names are lower-case. */
export interface LimitedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
  readonly message: string;
  /** GraphQL says `RATE_LIMITED` with status 200. */
  readonly isRateLimited: boolean;
}

/** What GitHub asks for when it says nothing more precise. */
const SECONDARY_SECONDS = 60;
/** Its clock and ours may differ by parts of a second. */
const MARGIN_SECONDS = 1;

/**
 * How many seconds GitHub wants us to wait before the same request again; null when it was not a limit that stopped it. A request that
 * met a limit had no effect, so any request may be sent again.
 */
export function secondsToWait(
  { status, headers, message, isRateLimited }: LimitedAnswer,
  nowMs: number,
): number | null {
  const isRefusal = status === 403 || status === 429;
  // Of content that comes too fast GitHub says so in words only, and calls it unprocessable.
  const isTooFast = /submitted too quickly/i.test(message);
  if (!isRefusal && !isRateLimited && !isTooFast) return null;
  const retryAfter = numberOf(headers['retry-after']);
  if (retryAfter !== null) return retryAfter;
  const reset = numberOf(headers['x-ratelimit-reset']);
  if (reset !== null && (numberOf(headers['x-ratelimit-remaining']) === 0 || isRateLimited)) {
    const now = Date.parse(String(headers['date'] ?? ''));
    return Math.max(0, reset - (Number.isNaN(now) ? nowMs : now) / 1000) + MARGIN_SECONDS;
  }
  return isRateLimited || isTooFast || status === 429 || /secondary rate limit|abuse detection/i.test(message)
    ? SECONDARY_SECONDS
    : null;
}

function numberOf(value: string | number | undefined): number | null {
  const number = value === undefined || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) && number >= 0 ? number : null;
}

/** GitHub's limit for what makes content is 80 a minute: some go at once, the others follow at this distance. */
const AT_ONCE = 30;
const DISTANCE_MS = 1250;

/** Spreads writes out, so that a long publication does not run into the limit for content. */
export class WritePace {
  #credit = AT_ONCE;
  #last: number | null = null;

  /** How many milliseconds the next write, which is counted by this call, has to wait. */
  next(nowMs: number): number {
    const gained = this.#last === null ? 0 : (nowMs - this.#last) / DISTANCE_MS;
    this.#credit = Math.min(AT_ONCE, this.#credit + gained) - 1;
    this.#last = nowMs;
    return this.#credit >= 0 ? 0 : -this.#credit * DISTANCE_MS;
  }
}
