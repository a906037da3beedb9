import type { ChangedFile, FilteredFile } from '../../schemas/change-set.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { type JudgedPath, RuleFamily } from '../../schemas/judged.ts';
import type { Check } from '../reviewer.ts';
import type { CheckOutcome } from './run-check.ts';

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
