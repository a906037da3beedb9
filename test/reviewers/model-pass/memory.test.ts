import { expect, test } from 'vitest';
import { heapOver } from '../../../scripts/bench/orchestration.ts';
import { runs } from '../../support/soak.ts';

test('memory stays flat over many runs in one process', async () => {
  const heap = await heapOver(runs(60, 400));
  expect(heap).toHaveLength(4);
  expect((heap.at(-1) ?? 0) / (heap[0] ?? 1)).toBeLessThan(1.1);
});
