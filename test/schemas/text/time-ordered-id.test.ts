import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { timeOrderedId } from '../../../schemas/text/time-ordered-id.ts';

it('makes uuids of version 7 that tell their millisecond', () => {
  const id = timeOrderedId(Date.UTC(2090, 0, 1));
  expect(z.uuidv7().parse(id)).toBe(id);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2090, 0, 1));
});

it('makes ids that sort as they were made, however the clock goes', () => {
  const clock = fc.array(fc.integer({ min: Date.UTC(2091, 0, 1), max: Date.UTC(2091, 0, 1) + 3 }), { minLength: 2 });
  fc.assert(
    fc.property(clock, (times) => {
      const ids = times.map((now) => timeOrderedId(now));
      expect(ids.toSorted()).toEqual(ids);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});
