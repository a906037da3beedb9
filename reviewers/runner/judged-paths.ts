import type { ChangedFile, FilteredFile, NoiseReason } from '../../schemas/change-set.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { type JudgedPath, RuleFamily, type UnjudgedPath } from '../../schemas/judged.ts';
import type { Check } from '../reviewer.ts';
import type { CheckOutcome } from './run-check.ts';
import { causeOnOneLine } from './run-with-timeout.ts';

/**
 * What the checks of one reviewer really judged: for each changed file the families that a check declares for its kind, where that check
 * came to its end and looked at the file. A gap, a time-out, a file that did not parse or was passed over: all of that judges nothing.
 */
export function judgedPaths(
  checks: readonly Check[],
  outcomes: readonly CheckOutcome[],
  files: readonly (ChangedFile | FilteredFile)[],
): JudgedPath[] {
  const declared = new Map(checks.map((check) => [check.id, check]));
  const judging = outcomes
    .filter(({ settled, check }) => settled.kind === 'ok' && (declared.get(check)?.judges ?? []).length > 0)
    .map((outcome) => ({ outcome, missed: new Set(outcome.gaps.map(({ path }) => path)) }))
    .filter(({ missed }) => !missed.has(null));
  return files
    .map((file) => {
      const families = judging
        .filter((one) => hasJudged(one, file))
        .flatMap(({ outcome }) => declared.get(outcome.check) ?? [])
        .filter(({ looksAt }) => looksAt?.(file) !== false)
        .flatMap(({ judges = [] }) => judges)
        .filter(({ kinds }) => kinds.includes('*') || kinds.includes(file.kind?.id ?? ''))
        .flatMap((judges) => judges.families);
      return { path: file.newPath, families: RuleFamily.options.filter((family) => families.includes(family)) };
    })
    .filter(({ families }) => families.length > 0)
    .toSorted((a, b) => compareText(a.path, b.path));
}

interface Judging {
  readonly outcome: CheckOutcome;
  /** The paths of its gaps. */
  readonly missed: ReadonlySet<string | null>;
}

function hasJudged({ outcome: { read, unjudged }, missed }: Judging, file: ChangedFile | FilteredFile): boolean {
  if (unjudged.has(file.newPath) || missed.has(file.newPath) || missed.has(file.oldPath)) return false;
  // Git shows nothing of what it calls binary, so nobody can have looked.
  return !file.binary && (read.has(file.newPath) || (file.status !== 'D' && 'hunks' in file && !addsLines(file)));
}

/** A check that looks at what is added has nothing to look at in a file that only loses lines. A file that is gone, or was left out, is looked at by whoever says so. */
function addsLines({ hunks }: ChangedFile): boolean {
  return hunks.some(({ lines }) => lines.some(({ kind }) => kind === 'added'));
}

/**
 * The other side of it: what checks declare for the kinds of the changed files and did not judge, and why, a row a check and a reason. What
 * is looked for in every kind of file judges none, so nobody asks why it was not.
 */
export function unjudgedPaths(
  checks: readonly Check[],
  outcomes: readonly CheckOutcome[],
  files: readonly (ChangedFile | FilteredFile)[],
): UnjudgedPath[] {
  const ended = new Map(outcomes.map((outcome) => [outcome.check, outcome]));
  return files.flatMap((file) =>
    checks.flatMap((check) => {
      const families = (check.judges ?? [])
        .filter(({ kinds }) => kinds.includes(file.kind?.id ?? ''))
        .flatMap((judges) => judges.families);
      const reasons = families.length === 0 ? [] : whyUnjudged(file, check, ended.get(check.id));
      return [...new Set(reasons)].map((reason) => ({ path: file.newPath, families: [...new Set(families)], reason }));
    }),
  );
}

const NOISE: Readonly<Record<NoiseReason, string>> = {
  lockfile: 'it is a lockfile',
  minified: 'it is minified',
  'source-map': 'it is a source map',
  vendored: 'it is vendored',
  generated: 'it is generated',
  'ignored-by-config': 'the configuration leaves it out',
};

/** Nothing where the check judged it. */
function whyUnjudged(file: ChangedFile | FilteredFile, check: Check, outcome: CheckOutcome | undefined): string[] {
  if (check.looksAt?.(file) === false) return ['its name is none that the rules for it go by'];
  if (outcome === undefined) return [`${check.id} did not run`];
  if (outcome.settled.kind === 'failed') return [causeOnOneLine(outcome.settled.cause)];
  const gaps = outcome.gaps.filter(({ path }) => path === null || path === file.newPath || path === file.oldPath);
  if (gaps.length > 0) return gaps.map(({ reason }) => reason);
  if (hasJudged({ outcome, missed: new Set() }, file)) return [];
  if (file.binary) return ['git shows nothing of a binary file'];
  const noise = 'reason' in file ? file.reason : file.noise;
  return [noise === undefined ? 'no rule had a part of it to look at' : NOISE[noise]];
}
