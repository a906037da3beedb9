import { expect, test } from 'vitest';
import { isAsDeep, verifierOf } from '../../../models/selection/depth.ts';
import type { ModelTier } from '../../../schemas/model.ts';

const one = (id: string, depth?: ModelTier) => ({ id, ...(depth === undefined ? {} : { depth }) });
const self = <T>(value: T): T => value;

test.each<[ModelTier | undefined, readonly (ModelTier | undefined)[], string]>([
  ['deep', ['standard', 'light'], 'judge'],
  ['light', ['standard', 'deep', 'light'], 'finder-1'],
  ['standard', ['standard'], 'judge'],
  [undefined, ['deep'], 'judge'],
  ['light', [undefined], 'judge'],
])('who verifies is at least as deep as who found: %s, %j', (chosen, finders, id) => {
  const verifier = verifierOf(
    one('judge', chosen),
    finders.map((depth, at) => one(`finder-${at}`, depth)),
    self,
  );
  expect(verifier.id).toBe(id);
});

test('the same model is as deep as itself, whatever is known of it', () => {
  expect(isAsDeep(one('a'), one('a'))).toBe(true);
  expect(isAsDeep(one('a'), one('b'))).toBe(false);
});
