import { createAnalyserPool } from '../../analysers/pool.ts';
import type { AnalyserPool } from '../../analysers/analyser.ts';
import { changedRuns, takenBackRuns } from '../../forge/diff/changed-runs.ts';
import type { Contents, Inspection, TakenBackCommit } from '../../forge/forge.ts';
import { looksLikeDefinition } from '../../schemas/text/definition-line.ts';
import { findText, standsIn } from '../../forge/local/inspect/find-text.ts';
import { runCheck } from '../../reviewers/runner/run-check.ts';
import type { Report, Reviewer } from '../../reviewers/reviewer.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Side } from '../../schemas/location.ts';
import type { Gap } from '../../schemas/review.ts';
import { changedFiles, type Tree } from '../support/change-from-trees.ts';
import type { PolicySettings } from '../../schemas/policy.ts';

/** One for all files of a process; it ends with it. */
let pool: AnalyserPool | undefined;

/** A change for a table test: every file before and after it. */
export interface Change {
  /** What stood before the last commit of the base. */
  readonly earlier?: Tree;
  readonly old: Tree;
  readonly new: Tree;
}

export interface CheckTableOptions {
  /** `diff-only` is a plain unified diff: no contents beyond the hunks. Default: `whole`. */
  readonly contents?: 'whole' | 'diff-only';
  /** Facts of the change set beyond its files: title, commits, redactions. */
  readonly changeSet?: Partial<ChangeSet>;
  /** Facts of the last commit of the base, where there is an `earlier`. */
  readonly lastCommit?: Partial<TakenBackCommit>;
  /** The repository's own rules and limits. */
  readonly policy?: PolicySettings;
  /** Runs only these checks of the reviewer. */
  readonly only?: readonly string[];
}

export interface CheckTableResult {
  readonly reports: readonly Report[];
  readonly unavailable: readonly Gap[];
  readonly skipped: readonly Gap[];
  /** Paths that at least one check looked at, sorted. */
  readonly read: readonly string[];
  /** Paths of which at least one check says that its silence means nothing, sorted. */
  readonly unjudged: readonly string[];
}

/** Runs a reviewer's checks on a change as the runner would: a real git diff, the real context, the real analysers. */
export async function runChecks(
  reviewer: Reviewer,
  change: Change,
  options: CheckTableOptions = {},
): Promise<CheckTableResult> {
  pool ??= createAnalyserPool();
  const whole = options.contents !== 'diff-only';
  const changeSet = { ...emptyChangeSet(whole), files: changedFiles(change.old, change.new), ...options.changeSet };
  const reports: Report[] = [];
  const gaps: Gap[] = [];
  const read = new Set<string>();
  const unjudged = new Set<string>();
  for (const check of reviewer.checks) {
    if (options.only !== undefined && !options.only.includes(check.id)) continue;
    const outcome = await runCheck(check, {
      changeSet,
      contents: contentsOf(change, whole),
      ...(whole && { inspection: { ...searchIn(change), takenBack: takenBackIn(change, options.lastCommit) } }),
      pool,
      ...(options.policy && { policy: options.policy }),
      rules: reviewer.rules,
      signal: new AbortController().signal,
    });
    if (outcome.settled.kind === 'failed') throw new Error(`${check.id} failed`, { cause: outcome.settled.cause });
    for (const report of outcome.reports) {
      if (reviewer.rules[report.rule] === undefined) throw new Error(`${report.rule} is no rule of ${reviewer.id}`);
      reports.push(report);
    }
    gaps.push(...outcome.gaps);
    for (const path of outcome.read) read.add(path);
    for (const path of outcome.unjudged) unjudged.add(path);
  }
  return {
    reports,
    unavailable: gaps.filter((gap) => gap.kind === 'unavailable'),
    skipped: gaps.filter((gap) => gap.kind === 'failed'),
    read: [...read].toSorted(),
    unjudged: [...unjudged].toSorted(),
  };
}

/** What the tables compare: `rule path:line`, sorted. */
export function places(reports: readonly Report[]): string[] {
  return reports
    .map((report) => `${report.rule} ${report.location?.path ?? ''}:${report.location?.startLine ?? ''}`)
    .toSorted();
}

function contentsOf(change: Change, whole: boolean): Contents {
  return {
    async read(path, side) {
      if (!whole) return { kind: 'absent', why: 'unavailable', reason: 'a plain diff carries no whole files' };
      const text = change[side][path];
      if (text === undefined) return { kind: 'absent', why: 'missing', reason: `no such file on the ${side} side` };
      return { kind: 'text', text };
    },
    list: async (side: Side) => (whole ? Object.keys(change[side]).toSorted() : null),
  };
}

function searchIn(change: Change): Pick<Inspection, 'search' | 'mentions'> {
  return {
    async mentions({ names, side, definitions, uses }) {
      const files = Object.entries(change[side]).map(([path, text]) => ({ path, text }));
      const value = names.flatMap((name) => {
        const hits = files.flatMap((file) => [...findText(file, name, true)]);
        const told = hits.map((hit) => ({ ...hit, name, isDefinition: looksLikeDefinition(hit.text, name) }));
        const take = (wanted: boolean, most: number) =>
          told.filter(({ isDefinition }) => isDefinition === wanted).slice(0, most);
        return [...take(true, definitions), ...take(false, uses)];
      });
      return { kind: 'ok', value, truncated: false };
    },
    async search({ text, side, wholeWord = false, beside, limit }) {
      const files = Object.entries(change[side]).map(([path, whole]) => ({ path, text: whole }));
      const meant = files.filter((file) => standsIn(file.text, text, wholeWord, beside));
      const hits = meant.flatMap((file) => [...findText(file, text, wholeWord)]);
      return { kind: 'ok', value: hits.slice(0, limit), truncated: hits.length > limit };
    },
  };
}

/** A base whose last commit brought it from `earlier`, by somebody else. */
function takenBackIn(change: Change, facts: Partial<TakenBackCommit> = {}): Inspection['takenBack'] {
  return async ({ files, isCode }) => {
    if (change.earlier === undefined) return { kind: 'ok', value: [], truncated: false };
    const past = changedFiles(change.earlier, change.old);
    const code = past.filter(({ newPath }) => isCode(newPath));
    const places = code.map(({ newPath: path, hunks }) => {
      const own = files.find((file) => file.newPath === path);
      return { path, runs: takenBackRuns(changedRuns(hunks), changedRuns(own?.hunks ?? [])) };
    });
    if (places.length === 0 || places.some(({ runs }) => runs === null))
      return { kind: 'ok', value: [], truncated: false };
    const commit: TakenBackCommit = {
      id: 'b'.repeat(40),
      subject: 'Mend it (#7)',
      body: '',
      date: '2026-01-02T03:04:05Z',
      isOwn: false,
      paths: past.map(({ newPath }) => newPath),
      places: places.flatMap(({ path, runs }) => (runs ?? []).map((run) => ({ path, run }))),
      ...facts,
    };
    return { kind: 'ok', value: [commit], truncated: false };
  };
}

function emptyChangeSet(whole: boolean): ChangeSet {
  return {
    source: whole ? 'range' : 'diff',
    label: 'test',
    baseCommit: null,
    mergeBase: null,
    headCommit: null,
    title: '',
    body: '',
    labels: [],
    commits: [],
    files: [],
    filtered: [],
    skipped: [],
    redactions: [],
    tier: 'lite',
    tierReason: 'test',
  };
}
