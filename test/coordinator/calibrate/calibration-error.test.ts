import { expect, it } from 'vitest';
import { calibrationError, checkCalibration } from '../../../coordinator/calibrate/calibration-error.ts';
import { example, times } from './examples.ts';

const day = (number: number) => new Date(Date.UTC(2026, 0, number)).toISOString();

it('measures how far what was said is from what came true', () => {
  // Said 80% each: two of four came true.
  const half = [...times(2, example('accepted')), ...times(2, example('dismissed'))];
  const { brier, expectedCalibrationError, bins } = calibrationError(half, null);
  expect(brier).toBeCloseTo((2 * 0.2 ** 2 + 2 * 0.8 ** 2) / 4, 3);
  expect(expectedCalibrationError).toBeCloseTo(0.3, 3);
  expect(bins).toEqual([{ from: 70, outcomes: 4, said: expect.closeTo(80, 0) as number, accepted: 50 }]);
});

it('holds a fit of the older outcomes against the newer ones', () => {
  const noisy = Array.from({ length: 100 }, (_, at) =>
    example(at % 5 === 0 ? 'accepted' : 'dismissed', { at: day(at) }),
  );
  const check = checkCalibration(noisy.toReversed());
  expect(check).toMatchObject({ fitted: 70, heldOut: 30, since: day(70) });
  expect(check?.after.brier).toBeLessThan(check?.before.brier ?? 0);
  expect(check?.after.expectedCalibrationError).toBeLessThan(0.1);
});

it('fits nothing that it is held against: a rule that turned bad is not known yet', () => {
  const turned = Array.from({ length: 100 }, (_, at) => example(at < 70 ? 'accepted' : 'dismissed', { at: day(at) }));
  const check = checkCalibration(turned);
  expect(check?.after.brier).toBeGreaterThan(check?.before.brier ?? 1);
});

it('has nothing to say of nothing', () => {
  expect(checkCalibration([])).toBeNull();
  expect(calibrationError([], null)).toEqual({ brier: 0, expectedCalibrationError: 0, bins: [] });
});
