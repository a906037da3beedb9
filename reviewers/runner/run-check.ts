import { createCheckContext } from './check-context.ts';
import type { CheckContextOptions, CheckLedger } from './check-context.ts';
import type { Check } from '../reviewer.ts';
import { runWithTimeout } from './run-with-timeout.ts';
import type { TimedOutcome } from './run-with-timeout.ts';

const CHECK_TIMEOUT_MS = 60_000;
const NONE: ReadonlySet<string> = new Set();

/** How one check ended, and everything it said until then. */
export interface CheckOutcome extends CheckLedger {
  readonly check: string;
  readonly settled: TimedOutcome;
}

export type RunCheckOptions = Omit<CheckContextOptions, 'check'> & { readonly checkTimeoutMs?: number };

/** Runs one check to its end or its cut. Never throws. */
export async function runCheck(check: Check, options: RunCheckOptions): Promise<CheckOutcome> {
  let session: ReturnType<typeof createCheckContext> | undefined;
  const settled = await runWithTimeout(
    (signal) => {
      session = createCheckContext({ ...options, check: check.id, signal });
      return check.run(session.context);
    },
    {
      what: `the check ${check.id}`,
      timeoutMs: options.checkTimeoutMs ?? CHECK_TIMEOUT_MS,
      signal: options.signal,
    },
  );
  session?.close();
  const { reports = [], gaps = [], read = NONE, unjudged = NONE } = session?.ledger ?? {};
  return { check: check.id, settled, reports, gaps, read, unjudged };
}
