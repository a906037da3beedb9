import { ownClock } from '../../processes/work-limit.ts';
import { createCheckContext } from './check-context.ts';
import type { CheckContextOptions, CheckLedger } from './check-context.ts';
import type { Check, Report, Reviewer } from '../reviewer.ts';
import { reversedChange, reversedContents } from './reversed-change.ts';
import { runWithTimeout } from './run-with-timeout.ts';
import type { TimedOutcome } from './run-with-timeout.ts';
import { underEndings } from './under-endings.ts';
import { isAboutAddedLines, withoutOld } from './stood-before.ts';

/** Of work: what this process and its tools do meanwhile, for whichever check. A minute in which others have the processor is no minute. */
const CHECK_TIMEOUT_MS = 60_000;
/** For each changed file on top: with 100,000 all checks together worked for 1.1 ms a file, and the one that was last was cut off. Twice that. */
const FILE_MS = 2;
const NONE: ReadonlySet<string> = new Set();

/** How one check ended, and everything it said until then. */
export interface CheckOutcome extends CheckLedger {
  readonly check: string;
  readonly settled: TimedOutcome;
}

export type RunCheckOptions = Omit<CheckContextOptions, 'check'> & {
  readonly checkTimeoutMs?: number;
  /** What the reviewer's rules are worth where a report does not say. Default: unknown. */
  readonly rules?: Reviewer['rules'];
};

/** How much work is done before a check of a change of so many files is cut off. */
export function checkLimitMs(files: number): number {
  return CHECK_TIMEOUT_MS + files * FILE_MS;
}

/** Runs one check to its end or its cut; what it says of code that stood at the base already is left out. Never throws. */
export async function runCheck(check: Check, options: RunCheckOptions): Promise<CheckOutcome> {
  const outcome = await runOnce(check, options);
  const { files } = options.changeSet;
  if (check.comparesSides === true || outcome.settled.kind !== 'ok' || !outcome.reports.some(isAboutAddedLines))
    return outcome;
  // Asked last: most checks say nothing, and a change may have a million lines.
  if (!files.some(({ hunks }) => hunks.some(({ lines }) => lines.some(({ kind }) => kind === 'deleted'))))
    return outcome;
  const before = await reportsOfBase(check, options);
  return { ...outcome, reports: withoutOld({ now: outcome.reports, before, files, rules: options.rules ?? {} }) };
}

/** What the check says of the lines that the change removes. Where it fails there it has said too little, and more is told. */
async function reportsOfBase(check: Check, options: RunCheckOptions): Promise<readonly Report[]> {
  const changeSet = reversedChange(options.changeSet);
  const { reports } = await runOnce(check, { ...options, changeSet, contents: reversedContents(options.contents) });
  return reports.filter(isAboutAddedLines);
}

async function runOnce(check: Check, options: RunCheckOptions): Promise<CheckOutcome> {
  let session: ReturnType<typeof createCheckContext> | undefined;
  const settled = await runWithTimeout(
    (signal) => {
      const named = check.goesByEnding === true ? underEndings(options.changeSet) : {};
      session = createCheckContext({ ...options, ...named, check: check.id, signal });
      return check.run(session.context);
    },
    {
      what: `the check ${check.id}`,
      timeoutMs: options.checkTimeoutMs ?? checkLimitMs(options.changeSet.files.length),
      clock: ownClock,
      signal: options.signal,
    },
  );
  session?.close();
  const { reports = [], gaps = [], read = NONE, unjudged = NONE } = session?.ledger ?? {};
  return { check: check.id, settled, reports, gaps, read, unjudged };
}
