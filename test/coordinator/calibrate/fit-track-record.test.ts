import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitTrackRecord } from '../../../coordinator/calibrate/fit-track-record.ts';
import { monotone } from '../../../coordinator/calibrate/monotone.ts';
import { lookUp } from '../../../coordinator/calibrate/past-terms.ts';
import { chanceOf } from '../../../coordinator/score/log-odds.ts';
import type { OutcomeExample } from '../../../schemas/learning/outcome-example.ts';
import { TrackRecord } from '../../../schemas/learning/track-record.ts';
import { example, times } from './examples.ts';

/** The chance of such a finding once these outcomes are known. */
function chance(seen: readonly OutcomeExample[], one = example('accepted')): number {
  const terms = lookUp(TrackRecord.parse(fitTrackRecord(seen)))(one.finding, one);
  return chanceOf((one.points ?? 0) + terms.reduce((sum, { points }) => sum + points, 0));
}

const BEFORE = chanceOf(1386);

describe('what became of comments', () => {
  it('says nothing with fewer than ten of a group', () => {
    expect(fitTrackRecord(times(9, example('dismissed')))).toEqual({ steps: [], groups: [] });
    expect(fitTrackRecord(times(10, example('dismissed'))).groups.length).toBeGreaterThan(0);
  });

  it.each<[string, OutcomeExample[], low: number, high: number]>([
    ['ten dismissals', times(10, example('dismissed')), 0.2, BEFORE - 0.2],
    ['ten that nobody answered, which count half', times(10, example('unaddressed')), 0.35, BEFORE - 0.1],
    ['a hundred dismissals', times(100, example('dismissed')), 0.01, 0.12],
    ['a hundred that were accepted', times(100, example('accepted')), BEFORE, 0.995],
    ['half and half of 200', [...times(100, example('accepted')), ...times(100, example('dismissed'))], 0.47, 0.55],
  ])('moves the chance: %s', (_name, seen, low, high) => {
    const after = chance(seen);
    expect(after).toBeGreaterThan(low);
    expect(after).toBeLessThan(high);
  });

  it('is told apart by rule, by reviewer, by check and model, and by place', () => {
    const noisy = example('dismissed', { finding: { rule: 'quality/style' } });
    const good = example('accepted');
    const seen = [...times(60, noisy), ...times(60, good)];
    expect(chance(seen, noisy)).toBeLessThan(0.25);
    expect(chance(seen, good)).toBeGreaterThan(0.75);
    expect(chance(seen, example('accepted', { finding: { origin: 'check' }, model: null }))).toBe(BEFORE);
    const inTests = example('dismissed', { path: 'test/a.test.ts' });
    const both = [...times(60, inTests), ...times(60, good)];
    expect(chance(both, inTests)).toBeLessThan(chance(both, good));
  });

  it('reaches a rule that has no outcomes by its reviewer', () => {
    const seen = times(60, example('dismissed'));
    const other = example('accepted', { finding: { rule: 'quality/other' } });
    expect(chance(seen, other)).toBeLessThan(BEFORE);
  });

  it('counts the past of another bot as five, however much there is', () => {
    const imported = example('dismissed', { imported: true, points: null });
    const few = chance(times(5, imported));
    expect(few).toBeLessThan(BEFORE);
    expect(chance(times(5000, imported))).toBeCloseTo(few, 2);
    const own = [...times(100, example('accepted')), ...times(5000, imported)];
    expect(chance(own)).toBeGreaterThan(0.75);
  });

  it('says the same in any order', () => {
    const kinds = fc.constantFrom('accepted', 'dismissed', 'unaddressed' as const);
    const one = fc
      .record({
        kind: kinds,
        confidence: fc.integer({ min: 0, max: 1000 }),
        rule: fc.constantFrom('quality/a', 'quality/b', 'security/c'),
        points: fc.integer({ min: -3000, max: 3000 }),
        imported: fc.boolean(),
      })
      .map(({ kind, confidence, rule, points, imported }) =>
        example(kind, { finding: { confidence, rule, reviewer: rule.split('/')[0] ?? '' }, points, imported }),
      );
    fc.assert(
      fc.property(fc.array(one, { minLength: 10, maxLength: 60 }), fc.infiniteStream(fc.nat()), (all, keys) => {
        const shuffled = all.map((of) => [keys.next().value, of] as const).toSorted(([a], [b]) => a - b);
        const names = (record: TrackRecord) => record.groups.map(({ level, name }) => `${level} ${name}`);
        const [a, b] = [fitTrackRecord(all), fitTrackRecord(shuffled.map(([, of]) => of))];
        expect(names(b)).toEqual(names(a));
        for (const [at, group] of a.groups.entries()) {
          expect(Math.abs(group.points - (b.groups[at]?.points ?? Number.NaN))).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});

describe('the map from stated to observed', () => {
  it('never falls: who is surer is not less often right', () => {
    const step = (confidence: number, kind: OutcomeExample['kind']) =>
      example(kind, { finding: { confidence }, points: 0, model: null });
    const seen = [
      ...times(40, step(550, 'accepted')),
      ...times(40, step(650, 'dismissed')),
      ...times(40, step(950, 'accepted')),
    ];
    const points = fitTrackRecord(seen).steps.map((one) => one.points);
    expect(points).toHaveLength(3);
    expect(points.toSorted((a, b) => a - b)).toEqual(points);
    expect(points[0]).toBe(points[1]);
  });

  it('pools as far as it must, and no further', () => {
    const of = (...chances: number[]) => monotone(chances.map((one) => ({ chance: one, weight: 1 })));
    expect(of(0.1, 0.5, 0.3, 0.9).map((one) => one.chance)).toEqual([0.1, 0.4, 0.4, 0.9]);
    expect(of(0.9, 0.5, 0.1).map((one) => one.chance)).toEqual([0.5, 0.5, 0.5]);
    expect(of()).toEqual([]);
  });
});
