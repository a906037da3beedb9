import type { AnalyserPool } from '../../analysers/analyser.ts';
import type { Contents, Inspection } from '../../forge/forge.ts';
import type { ChangedFile, ChangeSet } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';
import type { Gap } from '../../schemas/review.ts';
import type { CheckContext, Report } from '../reviewer.ts';
import { NO_POLICY, type PolicySettings } from '../../schemas/policy.ts';
import { type LookedAtPaths, PathNumbers, PathSet } from './path-set.ts';

/** What a check is given to look at the world with. */
export interface CheckContextOptions {
  /** The check's id: gaps carry it. */
  readonly check: string;
  readonly changeSet: ChangeSet;
  readonly contents: Contents;
  /** Searches the trees at both ends. Default: nothing can be searched. */
  readonly inspection?: Pick<Inspection, 'search'> & Partial<Pick<Inspection, 'mentions' | 'takenBack' | 'touchedBy'>>;
  readonly pool: Pick<AnalyserPool, 'analyse'>;
  /** Of the change's paths, for all checks. Default: numbered for this one. */
  readonly numbers?: PathNumbers;
  /** The repository's own rules and limits. Default: none. */
  readonly policy?: PolicySettings;
  /** The real path of what the change set has under another name. Default: each is real. */
  readonly real?: (path: string) => string;
  readonly signal: AbortSignal;
}

/** Everything a check said and did through its context, in that order. */
export interface CheckLedger {
  readonly reports: readonly Report[];
  readonly gaps: readonly Gap[];
  /** Paths looked at. */
  readonly read: LookedAtPaths;
  /** Paths of which its silence says nothing, although it looked. */
  readonly unjudged: ReadonlySet<string>;
}

/** A check's context, and the ledger that it writes. */
export interface CheckSession {
  readonly context: CheckContext;
  readonly ledger: CheckLedger;
  /** Ends the session: a check that was cut off and still runs can no longer write. */
  close(): void;
}

/** Makes the only way by which one check reaches the world. */
export function createCheckContext(options: CheckContextOptions): CheckSession {
  const reports: Report[] = [];
  const gaps: Gap[] = [];
  const read = new PathSet(options.numbers ?? new PathNumbers(options.changeSet));
  const unjudged = new Set<string>();
  const { real = (path) => path } = options;
  let open = true;
  const ensureOpen = (): void => {
    if (!open) throw new Error(`the check ${options.check} has ended and can say no more`);
  };
  const addGap = (gap: Omit<Gap, 'check'>): void => {
    ensureOpen();
    gaps.push({ check: options.check, ...gap, path: gap.path === null ? null : real(gap.path) });
  };

  const context: CheckContext = {
    changeSet: options.changeSet,
    policy: options.policy ?? NO_POLICY,
    signal: options.signal,
    async read(path, side, want) {
      const content = await options.contents.read(real(path), side, want);
      if (open && content.kind === 'text') read.add(real(path));
      return content;
    },
    list: (side) => options.contents.list(side),
    search: async (request) =>
      (await options.inspection?.search(request)) ?? {
        kind: 'unavailable',
        reason: 'this change has no tree to search',
      },
    mentions: async (request) =>
      (await options.inspection?.mentions?.(request)) ?? {
        kind: 'unavailable',
        reason: 'this change has no tree to search',
      },
    touchedBy: async (request) =>
      (await options.inspection?.touchedBy?.({ ...request, path: real(request.path) })) ?? {
        kind: 'unavailable',
        reason: 'this change has no history',
      },
    takenBack: async (request) =>
      (await options.inspection?.takenBack?.(request)) ?? {
        kind: 'unavailable',
        reason: 'this change has no history',
      },
    async analyse(tool, files, rules) {
      const results = await options.pool.analyse({ tool, files, rules, signal: options.signal });
      for (const result of results) {
        if (result.kind === 'ok') read.add(real(result.path));
        else addGap({ path: result.path, kind: 'failed', reason: `${tool}: ${result.reason}` });
      }
      return results;
    },
    changedLines,
    looked(path) {
      ensureOpen();
      read.add(real(path));
    },
    unjudged(path, reason) {
      addGap({ path, kind: 'unavailable', reason });
      unjudged.add(real(path));
    },
    unavailable: ({ path, reason }) => addGap({ path: path ?? null, kind: 'unavailable', reason }),
    report(report) {
      ensureOpen();
      reports.push(snapshot(report, real));
    },
  };
  return {
    context: Object.freeze(context),
    ledger: { reports, gaps, read, unjudged },
    close: () => void (open = false),
  };
}

/** 1-based numbers of the lines that the change adds (`new`) or removes (`old`). */
function changedLines(file: ChangedFile, side: Side): ReadonlySet<number> {
  const numbers = new Set<number>();
  for (const hunk of file.hunks) {
    for (const line of hunk.lines) {
      if (side === 'new' && line.kind === 'added' && line.newLine !== null) numbers.add(line.newLine);
      if (side === 'old' && line.kind === 'deleted' && line.oldLine !== null) numbers.add(line.oldLine);
    }
  }
  return numbers;
}

/** A check that reuses one object for several reports must not rewrite what it said before. */
function snapshot(report: Report, real: (path: string) => string): Report {
  if (typeof report !== 'object' || report === null) return report;
  const { location } = report;
  if (typeof location !== 'object' || location === null) return { ...report, location };
  return { ...report, location: { ...location, path: real(location.path) } };
}
