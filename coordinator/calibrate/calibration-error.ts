import type { CalibrationCheck, CalibrationError } from '../../schemas/learning/calibration.ts';
import type { OutcomeExample } from '../../schemas/learning/outcome-example.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import type { TrackRecord } from '../../schemas/learning/track-record.ts';
import { chanceOf } from '../score/log-odds.ts';
import { fitTrackRecord, startOf } from './fit-track-record.ts';
import { OUTCOME_WEIGHTS } from './outcome-weights.ts';
import { lookUp } from './past-terms.ts';

const BINS = 10;
/** Of the outcomes in their order in time, the part that is fitted; the rest is what it is held against. */
const FITTED_PART = 0.7;

/** How far the scores of these findings, with what a record adds, are from what became of them. */
export function calibrationError(examples: readonly OutcomeExample[], record: TrackRecord | null): CalibrationError {
  const look = record === null ? () => [] : lookUp(record);
  const said = examples.map((example) => {
    const past = look(example.finding, example).reduce((sum, { points }) => sum + points, 0);
    const weight = OUTCOME_WEIGHTS[example.kind];
    return { chance: chanceOf(startOf(example) + past), isTrue: example.kind === 'accepted', weight };
  });
  const total = sumOf(said, ({ weight }) => weight);
  const bins = [...Map.groupBy(said, ({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)))]
    .toSorted(([a], [b]) => a - b)
    .map(([bin, inside]) => {
      const outcomes = sumOf(inside, ({ weight }) => weight);
      return {
        from: bin * BINS,
        outcomes,
        said: (100 * sumOf(inside, ({ chance, weight }) => chance * weight)) / outcomes,
        accepted: (100 * sumOf(inside, ({ isTrue, weight }) => (isTrue ? weight : 0))) / outcomes,
      };
    });
  const squared = sumOf(said, ({ chance, isTrue, weight }) => weight * (chance - Number(isTrue)) ** 2);
  const distance = sumOf(bins, (bin) => (bin.outcomes * Math.abs(bin.said - bin.accepted)) / 100);
  const share = (sum: number) => (total === 0 ? 0 : sum / total);
  return { brier: share(squared), expectedCalibrationError: share(distance), bins };
}

/** Fits the older outcomes and holds the fit against the newer ones; null where there are too few to do so. */
export function checkCalibration(examples: readonly OutcomeExample[]): CalibrationCheck | null {
  const own = examples.filter(({ imported }) => !imported).toSorted((a, b) => compareText(a.at, b.at));
  const split = Math.floor(own.length * FITTED_PART);
  const heldOut = own.slice(split);
  if (split === 0) return null;
  const record = fitTrackRecord([...own.slice(0, split), ...examples.filter(({ imported }) => imported)]);
  return {
    fitted: split,
    heldOut: heldOut.length,
    since: heldOut[0]?.at ?? null,
    before: calibrationError(heldOut, null),
    after: calibrationError(heldOut, record),
  };
}

function sumOf<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
