import type { CalibrationCheck, CalibrationDocument, CalibrationError } from '../../../schemas/learning/calibration.ts';
import type { RecordGroup, StatedStep } from '../../../schemas/learning/track-record.ts';
import { type LogOptions, pageText, paragraph, plainOneLine } from './log-text.ts';
import { textTable } from './text-table.ts';

/** The width of a full bar of the reliability diagram, in characters. */
const BAR = 25;

/** `docket calibrate`: the table of what was learned, the reliability diagram, and the check where it was asked for. */
export function renderCalibration(
  { outcomes, imported, record, reliability, check }: CalibrationDocument,
  options: LogOptions & { readonly checked: boolean },
): string {
  const { colours, width } = options;
  const others = imported === 0 ? '' : `, and ${imported} of another bot's past`;
  const head = colours.bold(`${outcomes} ${outcomes === 1 ? 'comment has' : 'comments have'} an outcome${others}`);
  if (outcomes + imported === 0) {
    return pageText([
      head,
      ...paragraph(
        'Outcomes come when pull requests are merged, when somebody dismisses a finding, or from another bot by `docket outcomes import`.',
        { width },
      ),
    ]);
  }
  const rows = [...record.steps.map(ofStep), ...record.groups.map(ofGroup)];
  return pageText([
    head,
    '',
    colours.bold('What counts (from 10 outcomes on)'),
    ...(rows.length === 0 ? ['  nothing yet'] : textTable([HEAD, ...rows])),
    '',
    ...reliabilityLines('Reliability: what is said, and what came true', reliability, options),
    ...(options.checked ? ['', ...checkLines(check, options)] : []),
  ]);
}

const HEAD = ['what', 'accepted', 'dismissed', 'unaddressed', 'imported', 'log-odds'] as const;

function ofStep({ speaker, from, ...counts }: StatedStep): readonly string[] {
  return [`${speaker} says ${from}% or more`, ...numbers(counts)];
}

function ofGroup({ level, name, ...counts }: RecordGroup): readonly string[] {
  return [`${level}: ${plainOneLine(name)}`, ...numbers(counts)];
}

function numbers(counts: Omit<StatedStep, 'speaker' | 'from'>): readonly string[] {
  const { accepted, dismissed, unaddressed, imported, points } = counts;
  const sign = points > 0 ? '+' : '';
  return [...[accepted, dismissed, unaddressed, imported].map(String), `${sign}${(points / 1000).toFixed(2)}`];
}

/** The reliability diagram, a line a bin. */
export function reliabilityLines(
  title: string,
  { bins }: CalibrationError,
  { colours }: Pick<LogOptions, 'colours'>,
): string[] {
  return [
    colours.bold(title),
    ...bins.map(({ from, outcomes, said, accepted }) => {
      const bar = '#'.repeat(Math.round((accepted / 100) * BAR)).padEnd(BAR, '.');
      const range = `${from}-${from + 10}%`.padStart(7);
      return `  ${range}  ${bar}  said ${said.toFixed(0).padStart(2)}%, came true ${accepted.toFixed(0).padStart(3)}% of ${outcomes}`;
    }),
  ];
}

function checkLines(check: CalibrationCheck | null, options: LogOptions): string[] {
  if (check === null) return ['There are too few outcomes to hold a fit against.'];
  const { fitted, heldOut, since, before, after } = check;
  const line = (name: string, { brier, expectedCalibrationError }: CalibrationError) =>
    `  ${name}  Brier score ${brier.toFixed(3)}, expected calibration error ${expectedCalibrationError.toFixed(3)}`;
  return [
    options.colours.bold(
      `Fitted on the older ${fitted}, held against the newer ${heldOut} (since ${since ?? 'never'})`,
    ),
    line('before', before),
    line('after ', after),
    ...reliabilityLines('Reliability there', after, options),
  ];
}
