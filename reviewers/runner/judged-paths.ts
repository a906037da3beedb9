import type { ChangedFile, FilteredFile, NoiseReason } from '../../schemas/change-set.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import type { Gap } from '../../schemas/review.ts';
import { type JudgedPath, RuleFamily, type UnjudgedPath } from '../../schemas/judged.ts';
import type { Check } from '../reviewer.ts';
import type { CheckOutcome } from './run-check.ts';
import { looksAt } from './under-endings.ts';
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
  // What is declared for a kind is the same for every file of it, and there are a hundred times as many files as kinds.
  const ofKind = remembered((kind) =>
    judging.flatMap((one) => {
      const check = declared.get(one.outcome.check);
      const families = familiesFor(check, kind, true);
      return check === undefined || families.length === 0 ? [] : [{ one, check, families }];
    }),
  );
  const lists = remembered((key) => RuleFamily.options.filter((family) => key.split(' ').includes(family)));
  return files
    .map((file) => {
      const families = ofKind(file.kind?.id ?? '')
        .filter(({ one, check }) => hasJudged(one, file) && looksAt(check, file))
        .flatMap((declaration) => declaration.families);
      return { path: file.newPath, families: lists([...new Set(families)].join(' ')) };
    })
    .filter(({ families }) => families.length > 0)
    .toSorted((a, b) => compareText(a.path, b.path));
}

/** What a check declares for a kind; with what it declares for every kind, or without. */
function familiesFor(check: Check | undefined, kind: string, ofAll: boolean): readonly RuleFamily[] {
  return (check?.judges ?? [])
    .filter(({ kinds }) => kinds.includes(kind) || (ofAll && kinds.includes('*')))
    .flatMap((judges) => judges.families);
}

/** The same function, which answers what it was asked before with the same value. */
function remembered<Value>(make: (key: string) => Value): (key: string) => Value {
  const known = new Map<string, { readonly value: Value }>();
  return (key) => {
    const one = known.get(key) ?? { value: make(key) };
    known.set(key, one);
    return one.value;
  };
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
  const ended = new Map(outcomes.map((outcome) => [outcome.check, { outcome, gapsAbout: gapsByPath(outcome.gaps) }]));
  const ofKind = remembered((kind) =>
    checks.flatMap((check) => {
      const families = [...new Set(familiesFor(check, kind, false))];
      return families.length === 0 ? [] : [{ check, families, outcome: ended.get(check.id) }];
    }),
  );
  return files.flatMap((file) =>
    ofKind(file.kind?.id ?? '').flatMap(({ check, families, outcome }) =>
      [...new Set(whyUnjudged(file, check, outcome))].map((reason) => ({ path: file.newPath, families, reason })),
    ),
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

interface EndedCheck {
  readonly outcome: CheckOutcome;
  /** Its gaps that are about one file or about all, in their order. */
  readonly gapsAbout: (file: Pick<ChangedFile, 'oldPath' | 'newPath'>) => readonly Gap[];
}

/** Where a tool is absent there is a gap for each file: to go over all of them for each file would take the square of it. */
function gapsByPath(gaps: readonly Gap[]): EndedCheck['gapsAbout'] {
  const byPath = Map.groupBy(gaps.entries(), ([, { path }]) => path);
  return ({ oldPath, newPath }) =>
    [...new Set([null, newPath, oldPath])]
      .flatMap((path) => byPath.get(path) ?? [])
      .toSorted(([one], [other]) => one - other)
      .map(([, gap]) => gap);
}

/** Nothing where the check judged it. */
function whyUnjudged(file: ChangedFile | FilteredFile, check: Check, ended: EndedCheck | undefined): string[] {
  if (!looksAt(check, file)) return ['its name is none that the rules for it go by'];
  if (ended === undefined) return [`${check.id} did not run`];
  const { outcome, gapsAbout } = ended;
  if (outcome.settled.kind === 'failed') return [causeOnOneLine(outcome.settled.cause)];
  const gaps = gapsAbout(file);
  if (gaps.length > 0) return gaps.map(({ reason }) => reason);
  if (hasJudged({ outcome, missed: new Set() }, file)) return [];
  if (file.binary) return ['git shows nothing of a binary file'];
  const noise = 'reason' in file ? file.reason : file.noise;
  return [noise === undefined ? 'no rule had a part of it to look at' : NOISE[noise]];
}
