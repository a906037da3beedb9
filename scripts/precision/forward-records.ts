/**
 * From which share on a rule should stand openly: `node scripts/precision/forward-records.ts`. Of each labelled set but the first two, what of it would have stood
 * openly by the records that the sets before it make, without what is critical, and how that was labelled: the averages of two readers.
 */
import { OPEN_CHECK_PERCENT } from '../../coordinator/score/bar.ts';
import { FittedRecords, type LabelRow, readLabels } from './rule-labels.ts';

const PERCENTS = [30, 40, 50, 60, 70, 75, 80, 85, 90];
const KINDS = ['right', 'arguable', 'wrong'] as const;

const rows = readLabels();
const sets = [...new Set(rows.map(({ set }) => set))];
const head = ['from', ...sets.slice(2), 'all', 'right'];
process.stdout.write(`| ${head.join(' | ')} |\n|${head.map(() => '---|').join('')}\n`);
for (const percent of PERCENTS) {
  const told = sets.slice(2).map((set, index) => openOf(set, sets.slice(0, index + 2), percent));
  const all = told.flat();
  const right = counts(all)[0] / Math.max(1, all.length);
  const mark = percent === OPEN_CHECK_PERCENT ? ' (as it is)' : '';
  const cells = [`${percent}%${mark}`, ...[...told, all].map((some) => counts(some).join(' / ')), right.toFixed(2)];
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

function openOf(set: string, before: readonly string[], percent: number): readonly LabelRow[] {
  const records = new FittedRecords(rows.filter((row) => before.includes(row.set)));
  return rows.filter(
    (row) => row.set === set && !row.isCritical && Math.round(records.confidenceOf(row.rule) * 100) >= percent,
  );
}

function counts(some: readonly LabelRow[]): readonly [number, number, number] {
  const of = (kind: (typeof KINDS)[number]): number =>
    some.flatMap(({ labels }) => labels).filter((label) => label === kind).length / 2;
  return [of('right'), of('arguable'), of('wrong')];
}
