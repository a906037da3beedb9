import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PathNumbers, PathSet } from '../../../reviewers/runner/path-set.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';

const named = (paths: readonly string[]) => ({
  files: paths.map((newPath) => ({ newPath }) as ChangedFile),
  filtered: [],
});

describe('the paths that a check looked at', () => {
  it('are what a set of them is, whether the change has them or not', () => {
    const path = fc.constantFrom(...Array.from({ length: 20 }, (_, number) => `src/f${number}.ts`));
    fc.assert(
      fc.property(fc.array(path), fc.array(path), (changed, looked) => {
        const set = new PathSet(new PathNumbers(named(changed)));
        for (const one of looked) set.add(one);
        const wanted = new Set(looked);
        expect(set.size).toBe(wanted.size);
        expect([...set].toSorted()).toEqual([...wanted].toSorted());
        for (const one of [...changed, ...looked, 'absent.ts']) expect(set.has(one)).toBe(wanted.has(one));
      }),
    );
  });
});
