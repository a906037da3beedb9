import { expect, test } from 'vitest';
import { checkLimitMs } from '../../../reviewers/runner/run-check.ts';

test('a check has a minute of work, and longer where very many files were changed', () => {
  expect(checkLimitMs(1)).toBeLessThan(61_000);
  // All checks of so many files take 109 s together, and each is held against the work of all.
  expect(checkLimitMs(100_000)).toBeGreaterThan(2 * 109_000);
});
