import { expect, test } from 'vitest';
import { sevenAgainstOne } from '../../../scripts/bench/prompt-cost.ts';
import { promptChange } from '../../../scripts/bench/prompt-change.ts';

test('seven reviewers on a change of 400 lines pay for at most 1.35 times the prompt of one', async () => {
  const change = promptChange();
  const lines = change.changeSet.files.reduce((sum, file) => sum + (file.added ?? 0) + (file.deleted ?? 0), 0);
  expect(lines).toBe(400);
  const { one, seven, ratio } = await sevenAgainstOne({ change });
  expect(seven.calls).toBe(7);
  // The other six read what the first one wrote, to the last token of the shared part.
  expect(seven.read).toBeGreaterThan(6 * 0.9 * one.written);
  expect(ratio).toBeLessThanOrEqual(1.35);
});
