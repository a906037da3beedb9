import type { EndedConcerns, StatisticsDocument } from '../../../../schemas/learning/statistics.ts';
import { acceptedShare } from '../../accepted-share.ts';
import { key, type Tone } from '../charts/frame.ts';
import { intervals } from '../charts/intervals.ts';
import { reliabilityCurve } from '../charts/reliability-curve.ts';
import { stackedColumns } from '../charts/stacked-columns.ts';
import { countText, percentText } from '../figures.ts';
import { type MarkupValue, html, type Markup } from '../markup.ts';
import { numberColumns, table } from '../table.ts';
import { nothing } from './nothing.ts';

/** As many months and rows as can be told apart in a chart; the tables have more. */
const MOST_MONTHS = 36;
const MOST_ROWS = 20;
/** A log of outside tools may know thousands of rules. */
const MOST_IN_TABLE = 100;
/** Below it nothing is learned of a rule, and nothing is said of it here. */
const FEWEST = 10;

const ENDS: readonly { readonly tone: Tone; readonly name: 'accepted' | 'dismissed' | 'unaddressed' }[] = [
  { tone: 'good', name: 'accepted' },
  { tone: 'bad', name: 'dismissed' },
  { tone: 'open', name: 'unaddressed' },
];
const WAITING = 'outcomes come when pull requests are merged, or when somebody dismisses a finding.';

type Ended = Omit<EndedConcerns, 'published'>;

function parts(row: Ended) {
  return ENDS.map(({ tone, name }) => ({ tone, count: row[name] }));
}

function cells({ accepted, dismissed, unaddressed }: Ended): string[] {
  return [accepted, dismissed, unaddressed].map(countText);
}

/** Accepted: the code changed and the concern is gone. Dismissed: by a person, with a reason. Unaddressed: merged as it was. */
export function outcomeSection({ outcomes }: StatisticsDocument): Markup {
  if (outcomes.length === 0) return nothing(WAITING);
  const shown = outcomes.slice(-MOST_MONTHS);
  return html`${stackedColumns(
    'Outcomes by month; the table below has the numbers',
    shown.map((row) => ({ name: row.month, parts: parts(row) })),
  )}${key(ENDS)}
  ${table(
    'Outcomes by the month in which they were known',
    numberColumns('month', 'accepted', 'dismissed', 'unaddressed'),
    shown.map((row) => [row.month, ...cells(row)]),
  )}`;
}

/** @param anchors where a finding of a rule is told below, by the rule */
export function ruleSection({ rules }: StatisticsDocument, anchors: ReadonlyMap<string, string>): Markup {
  if (rules.length === 0) return nothing('nothing was published.');
  const known = rules.filter((row) => row.accepted + row.dismissed + row.unaddressed >= FEWEST);
  const rows = known.flatMap(({ origin, rule, share }) =>
    share === null ? [] : [{ name: `${rule} (${origin})`, ...share }],
  );
  const named = (rule: string): MarkupValue => {
    const anchor = anchors.get(rule);
    return anchor === undefined ? rule : html`<a href="#${anchor}">${rule}</a>`;
  };
  const untold = rules.length - MOST_IN_TABLE;
  return html`<p>
      How many of those that ended were accepted, and between what that truly lies (95%): the surest first. A rule is
      drawn from ${FEWEST} outcomes on.
    </p>
    ${rows.length === 0 ? nothing(WAITING) : intervals('Accepted of ended, by rule; the table below has the numbers', rows.slice(0, MOST_ROWS))}
    ${table(
      `Rules${untold > 0 ? `, without ${countText(untold)} that are less sure` : ''}`,
      numberColumns('rule', 'said by', 'published', 'accepted', 'dismissed', 'unaddressed', 'accepted of ended', '95%'),
      rules
        .slice(0, MOST_IN_TABLE)
        .map((row) => [
          named(row.rule),
          row.origin,
          countText(row.published),
          ...cells(row),
          percentText(row.share?.percent ?? null),
          row.share === null ? '–' : `${Math.round(row.share.from)}–${Math.round(row.share.to)}%`,
        ]),
    )}`;
}

/** Nobody has to believe a percentage: this says how often it held. */
export function reliabilitySection({ reliability }: StatisticsDocument): Markup {
  const { bins, brier, expectedCalibrationError } = reliability;
  if (bins.length === 0) return nothing(WAITING);
  return html`<p>
      Brier score ${brier.toFixed(3)}, expected calibration error ${expectedCalibrationError.toFixed(3)}. An unaddressed
      concern counts half.
    </p>
    ${reliabilityCurve('Reliability diagram; the table below has the numbers', bins)}
    ${table(
      'Reliability',
      numberColumns('said between', 'outcomes', 'said on average', 'came true'),
      bins.map(({ from, outcomes, said, accepted }) => [
        `${from}–${from + 10}%`,
        String(outcomes),
        percentText(said),
        percentText(accepted),
      ]),
    )}`;
}

/** Where concerns gather. */
export function folderSection({ folders }: StatisticsDocument): Markup {
  if (folders.length === 0) return nothing('nothing was published.');
  const named = (folder: string) => (folder === '' ? '(no folder)' : folder);
  const rows = folders.flatMap((row) => {
    const share = acceptedShare(row);
    return share === null ? [] : [{ name: named(row.folder), ...share }];
  });
  return html`<p>Where most was published, the most first, and how many of those that ended were accepted (95%).</p>
    ${rows.length === 0 ? null : intervals('Accepted of ended, by folder; the table below has the numbers', rows.slice(0, MOST_ROWS))}
    ${table(
      'Folders',
      numberColumns('folder', 'published', 'accepted', 'dismissed', 'unaddressed'),
      folders.map((row) => [named(row.folder), countText(row.published), ...cells(row)]),
    )}`;
}
