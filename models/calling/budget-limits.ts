import type { Config } from '../../schemas/config.ts';
import type { Spent } from '../call-journal.ts';
import type { WorstCase } from './cost.ts';

/** A limit that a call would break, in words for the reader. */
export interface Exceeded {
  readonly scope: { readonly key: keyof Spent; readonly words: string };
  readonly unit: 'usd' | 'tokens';
  /** What the call may take, what is left, and of how much. */
  readonly need: string;
  readonly left: string;
  readonly limit: string;
  /** Why the limit is what it is, where no setting says so. */
  readonly because?: string;
  /** No call fits into the limit, however small. */
  readonly isNone: boolean;
}

interface Comparison {
  readonly limits: Config['budget'];
  readonly others: Spent;
  readonly own: WorstCase;
  readonly need: WorstCase;
}

const SCOPES = [
  { key: 'run', words: 'run' },
  { key: 'pullRequest', words: 'pull request' },
  { key: 'month', words: 'month' },
] as const;

const MICRO = 1_000_000;
/** The least amount that is shown, in millionths of a dollar. */
const SHOWN = 100;

export function isUnlimited(limits: Config['budget']): boolean {
  return SCOPES.every(({ key }) => limits[key].usd === undefined && limits[key].tokens === undefined);
}

/** The first limit that does not leave room for the call; null when it fits everywhere. */
export function firstExceeded({ limits, others, own, need }: Comparison): Exceeded | null {
  for (const scope of SCOPES) {
    const { usd, tokens } = limits[scope.key];
    const used = others[scope.key];
    const why = scope.key === 'run' && limits.run.because !== undefined ? { because: limits.run.because } : {};
    // A call that costs nothing, of a model on this machine, fits into any amount of money.
    if (
      usd !== undefined &&
      need.microUsd > 0 &&
      used.microUsd + own.microUsd + need.microUsd > Math.floor(usd * MICRO)
    ) {
      const limit = Math.floor(usd * MICRO);
      const left = Math.max(0, limit - used.microUsd - own.microUsd);
      // Rounded apart, so that what is left never looks like what is needed.
      const upTo = dollars(Math.ceil(need.microUsd / SHOWN));
      const rest = dollars(Math.floor(left / SHOWN));
      return { scope, unit: 'usd', need: upTo, left: rest, limit: dollars(limit / SHOWN), isNone: limit === 0, ...why };
    }
    if (tokens !== undefined && used.tokens + own.tokens + need.tokens > tokens) {
      const left = Math.max(0, tokens - used.tokens - own.tokens);
      return {
        scope,
        unit: 'tokens',
        need: `${need.tokens} tokens`,
        left: String(left),
        limit: `${tokens} tokens`,
        isNone: tokens === 0,
        ...why,
      };
    }
  }
  return null;
}

function dollars(shown: number): string {
  return `$${((shown * SHOWN) / MICRO).toFixed(4)}`;
}
