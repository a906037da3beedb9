/**
 * Does the fit of outcomes find truths again that are known, and how strong should it hold on to what was believed before?
 * `node scripts/simulate-outcomes.ts [--seed N] [--alike]` prints the log loss per outcome on outcomes that the fit did not see; `--check` what
 * `docket calibrate --check` says with so many outcomes in all, of which it fits seven in ten, on the average of many such pasts.
 */
import { parseArgs } from 'node:util';
import { checkCalibration } from '../coordinator/calibrate/calibration-error.ts';
import { fitTrackRecord } from '../coordinator/calibrate/fit-track-record.ts';
import { lookUp } from '../coordinator/calibrate/past-terms.ts';
import type { FindingSource, OutcomeExample } from '../schemas/learning/outcome-example.ts';
import { chanceOf, logOdds } from '../coordinator/score/log-odds.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    alike: { type: 'boolean', default: false },
    check: { type: 'boolean', default: false },
  },
});
const STRENGTHS = [1, 2, 5, 10, 20, 40];
const SIZES = [3, 10, 30, 100, 300];
const REPETITIONS = 40;
const HELD_OUT = 50;
const RULES = 12;

/** A generator that gives the same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Rules of three reviewers, each truly right in 5 to 95 of a hundred cases (`--alike`: 40 to 60); what they state says little of it. */
function world(random: () => number): () => OutcomeExample {
  const rules = Array.from({ length: RULES }, (_, at) => ({
    reviewer: `reviewer-${at % 3}`,
    rule: `reviewer-${at % 3}/rule-${at}`,
    truth: values.alike ? 0.4 + 0.2 * random() : 0.05 + 0.9 * random(),
  }));
  return () => {
    const { truth, ...named } = rules[Math.floor(random() * RULES)] ?? { reviewer: '', rule: '', truth: 0 };
    const confidence = 500 + 100 * Math.floor(random() * 5);
    const finding: FindingSource = { ...named, origin: 'model', confidence, evidence: 'x' };
    const kind = random() < truth ? 'accepted' : random() < 0.5 ? 'dismissed' : 'unaddressed';
    return { finding, path: 'src/a.ts', model: 'a/model', points: logOdds(confidence), kind, at: '', imported: false };
  };
}

function lossOf(held: readonly OutcomeExample[], trackRecord: ReturnType<typeof fitTrackRecord> | null): number {
  const look = trackRecord === null ? () => [] : lookUp(trackRecord);
  const losses = held.map(({ finding, path, points, model, kind }) => {
    const chance = chanceOf((points ?? 0) + look(finding, { model, path }).reduce((sum, term) => sum + term.points, 0));
    return -Math.log(kind === 'accepted' ? chance : 1 - chance);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

if (values.check) tellChecks();
else tellLosses();

/** Brier score and expected calibration error before and after the fit, on the newest three in ten. */
function tellChecks(): void {
  process.stdout.write('outcomes  Brier before  after  calibration error before  after\n');
  for (const size of [10, 100, 1000]) {
    const checks = Array.from({ length: REPETITIONS }, (_, round) => {
      const next = world(randomNumbers(Number(values.seed) * 1000 + round));
      // The order in time is the order in which they came true.
      const at = (index: number) => new Date(index).toISOString();
      return checkCalibration(Array.from({ length: size }, (_one, index) => ({ ...next(), at: at(index) })));
    });
    const mean = (of: (check: NonNullable<ReturnType<typeof checkCalibration>>) => number) =>
      (checks.reduce((sum, check) => sum + (check === null ? 0 : of(check)), 0) / REPETITIONS).toFixed(3);
    const errors = [
      mean(({ before }) => before.expectedCalibrationError),
      mean(({ after }) => after.expectedCalibrationError),
    ];
    const scores = [mean(({ before }) => before.brier), mean(({ after }) => after.brier)];
    process.stdout.write(`${String(size).padStart(8)}  ${scores.join('  ')}  ${errors.join('  ')}\n`);
  }
}

function tellLosses(): void {
  process.stdout.write(`outcomes a rule  before  ${STRENGTHS.map((one) => `m=${one}`.padStart(6)).join('  ')}\n`);
  for (const size of SIZES) {
    const sums = [0, ...STRENGTHS.map(() => 0)];
    for (let round = 0; round < REPETITIONS; round += 1) {
      const next = world(randomNumbers(Number(values.seed) * 1000 + round));
      const seen = Array.from({ length: size * RULES }, next);
      const held = Array.from({ length: HELD_OUT * RULES }, next);
      const losses = [
        lossOf(held, null),
        ...STRENGTHS.map((strength) => lossOf(held, fitTrackRecord(seen, { strength }))),
      ];
      for (const [at, loss] of losses.entries()) sums[at] = (sums[at] ?? 0) + loss / REPETITIONS;
    }
    process.stdout.write(`${String(size).padStart(15)}  ${sums.map((sum) => sum.toFixed(3).padStart(6)).join('  ')}\n`);
  }
}
