import { createHash } from 'node:crypto';
import type { Report } from '../../reviewers/reviewer.ts';
import type { LabelledCase, Mark } from './labelled-case.ts';

/** Fixed before the first look at a suite. */
const SEED = 'docket-suites-1';

/** Whether a file or sample belongs to the half that nobody reads. */
export function isHeld(path: string): boolean {
  return (
    ((createHash('sha256')
      .update(SEED + path)
      .digest()[0] ?? 0) &
      1) ===
    1
  );
}

/** What a check reported, and whether it stands openly where nobody has configured anything. */
export interface Judged {
  readonly report: Report;
  readonly shown: boolean;
}

/** How a mark's lines are told: openly, folded, or not at all. */
export type Told = 'shown' | 'folded' | 'no';

type Lines = readonly [first: number, last: number];

/** The lines of a finding in a file: its own, those that it names as further places of its function, and those of another file that it names. */
function spansIn(path: string, { location, explanation }: Report): Lines[] {
  const elsewhere = Array.from(explanation.matchAll(/\bline (\d+) of ([^\s`]+)/g))
    .filter(([, , file]) => file === path)
    .map(([, line]) => [Number(line), Number(line)] as const);
  if (location?.path !== path) return elsewhere;
  const further = Array.from(explanation.matchAll(/\bline (\d+): `/g), ([, line]) => Number(line));
  return [
    [location.startLine ?? 0, location.endLine ?? 0],
    ...further.map((line) => [line, line] as const),
    ...elsewhere,
  ];
}

/** What is told of each mark of a file, and how many findings stand on lines of which the suite says nothing. A secret is always shown. */
export function scoreCase(
  { path, marks }: LabelledCase,
  reports: readonly Judged[],
  secrets: readonly Lines[],
): { readonly marks: readonly { readonly mark: Mark; readonly told: Told }[]; readonly loose: number } {
  const own = reports
    .map((one) => ({ ...one, spans: spansIn(path, one.report) }))
    .filter(({ spans }) => spans.length > 0);
  const toldOf = ({ lines, rules, excused }: Mark): Told => {
    const meant = (spans: readonly Lines[]): boolean => spans.some((span) => lines === null || overlap(span, lines));
    const alike = own
      .filter(({ report }) => rules?.includes(report.rule) ?? true)
      .filter(({ spans: [first] }) => excused?.includes(first?.[0] ?? 0) !== true)
      .filter(({ spans }) => meant(spans));
    if (meant(secrets) || alike.some(({ shown }) => shown)) return 'shown';
    return alike.length > 0 ? 'folded' : 'no';
  };
  const loose = own.filter(
    ({ shown, spans }) =>
      shown && spans.every((span) => marks.every(({ lines }) => lines !== null && !overlap(span, lines))),
  ).length;
  return { marks: marks.map((mark) => ({ mark, told: toldOf(mark) })), loose };
}

const overlap = (one: Lines, other: Lines): boolean => one[0] <= other[1] && one[1] >= other[0];

/** Marks of a class, and how many of them were told. */
export interface SuiteScore {
  readonly bad: number;
  readonly hit: number;
  readonly hitFolded: number;
  readonly good: number;
  readonly wrong: number;
  readonly wrongFolded: number;
}

export const NO_SCORE: SuiteScore = { bad: 0, hit: 0, hitFolded: 0, good: 0, wrong: 0, wrongFolded: 0 };

/** A score with one mark more. */
export function added(score: SuiteScore, bad: boolean, told: Told): SuiteScore {
  const [shown, folded] = [told === 'shown' ? 1 : 0, told === 'folded' ? 1 : 0];
  return sumOf(
    score,
    bad
      ? { ...NO_SCORE, bad: 1, hit: shown, hitFolded: folded }
      : { ...NO_SCORE, good: 1, wrong: shown, wrongFolded: folded },
  );
}

/** Two scores together. */
export function sumOf(one: SuiteScore, other: SuiteScore): SuiteScore {
  return {
    bad: one.bad + other.bad,
    hit: one.hit + other.hit,
    hitFolded: one.hitFolded + other.hitFolded,
    good: one.good + other.good,
    wrong: one.wrong + other.wrong,
    wrongFolded: one.wrongFolded + other.wrongFolded,
  };
}

/** A row of the table: bad, of these shown, of these folded, good, of these shown, of these folded. */
export function rowOf({ bad, hit, hitFolded, good, wrong, wrongFolded }: SuiteScore): string {
  return [bad, hit, hitFolded, good, wrong, wrongFolded].join(' | ');
}
