import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { missedBar } from '../../../coordinator/calibrate/missed-bar.ts';
import { readConfidences } from '../../../reviewers/stated/stated-confidence.ts';
import { finding } from '../../coordinator/builders.ts';
import { runs } from '../../support/soak.ts';

describe('confidences of one answer', () => {
  test.each<[readonly unknown[], readonly (number | null)[]]>([
    [
      [0.95, 0.4, 1, 0],
      [950, 400, 1000, 0],
    ],
    [
      [95, 40, 1, 0],
      [950, 400, 10, 0],
    ],
    [
      [950, 400],
      [950, 400],
    ],
    [[1], [1000]],
    [
      [1, 0.9, 95],
      [1000, 900, 950],
    ],
    [
      [0.95, 95, 950, '0.95', '95', '95%', '95 %', '0,95', '950‰', '19/20', '95 percent'],
      [950, 950, 950, 950, 950, 950, 950, 950, 950, 950, 950],
    ],
    [
      ['certain', 'Very-High', 'HIGH confidence', 'medium', 'low'],
      [1000, 950, 850, 600, 300],
    ],
    [
      [null, undefined, 'banana', -1, 1001, Number.NaN, true, {}, [], '120%', '1/0', ''],
      Array.from({ length: 12 }, () => null),
    ],
    [
      ['banana', 0.9],
      [null, 900],
    ],
  ])('%j are %j per mille', (said, perMille) => {
    expect(readConfidences(said, 'model')).toEqual(perMille);
  });

  test('a tool keeps to one scale, a model was asked for percents', () => {
    expect(readConfidences([95, 850], 'tool')).toEqual([95, 850]);
    expect(readConfidences([95, 850], 'model')).toEqual([950, 850]);
  });
});

const SPELLINGS: Readonly<Record<string, (perMille: number) => unknown>> = {
  fraction: (value) => value / 1000,
  'fraction in quotes': (value) => String(value / 1000),
  percent: (value) => value / 10,
  'percent in quotes': (value) => String(value / 10),
  'percent with its sign': (value) => `${value / 10}%`,
  'percent with a space': (value) => `${value / 10} %`,
  'per mille': (value) => value,
  'per mille with its sign': (value) => `${value}‰`,
  ratio: (value) => `${value}/1000`,
};

describe.each(Object.entries(SPELLINGS))('stated as %s', (_, spell) => {
  test('what is more than a suspicion is read as it was meant, alone and beside any other', () => {
    for (let value = 101; value <= 1000; value += 1) {
      expect(readConfidences([spell(value)], 'model')).toEqual([value]);
    }
    const sure = fc.integer({ min: 101, max: 1000 });
    const other = fc.constantFrom(...Object.values(SPELLINGS)).chain((way) => sure.map(way));
    fc.assert(
      fc.property(sure, fc.array(other), (value, others) => {
        expect(readConfidences([spell(value), ...others], 'model')[0]).toBe(value);
      }),
      { numRuns: runs(200, 5_000) },
    );
  });

  test('no finding that reaches the bar is held back, whatever stands beside it', () => {
    const policy = { maxInlineComments: 15, minimumSeverity: 'suggestion', minimumConfidence: 300 } as const;
    const isShown = (confidence: number | null | undefined) =>
      confidence === null || missedBar(finding({ confidence: confidence ?? 0 }), policy) === null;
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 1000 }), fc.array(fc.jsonValue()), (value, others) => {
        expect(isShown(readConfidences([spell(value), ...others], 'model')[0])).toBe(true);
      }),
      { numRuns: runs(200, 5_000) },
    );
  });
});
