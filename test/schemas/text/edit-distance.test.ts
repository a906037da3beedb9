import fc from 'fast-check';
import { expect, it } from 'vitest';
import { editDistance, nearestWord } from '../../../schemas/text/edit-distance.ts';

/** The definition, slow. */
function byDefinition(one: string, other: string): number {
  if (one === '' || other === '') return one.length + other.length;
  const [a, b] = [one.slice(1), other.slice(1)];
  const replaced = byDefinition(a, b) + (one[0] === other[0] ? 0 : 1);
  return Math.min(replaced, byDefinition(a, other) + 1, byDefinition(one, b) + 1);
}

it('counts edits as the definition does', () => {
  const word = fc.string({ maxLength: 5, unit: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(word, word, (one, other) => {
      expect(editDistance(one, other)).toBe(byDefinition(one, other));
    }),
  );
});

it.each([
  ['secrity', ['quality', 'security', 'tests'], 'security'],
  ['ac', ['ab', 'aa'], 'ab'],
  ['x', [], 'x'],
])('takes for %s the nearest of %j', (written, words, nearest) => {
  expect(nearestWord(written, words)).toBe(nearest);
});

it('compares words of a megabyte by their beginnings', () => {
  expect(editDistance('a'.repeat(1_000_000), 'b'.repeat(1_000_000))).toBe(200);
});
