import { performance } from 'node:perf_hooks';
import { coordinate } from '../../coordinator/coordinate.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import { coordinatorInput } from './coordinator-input.ts';
import type { BenchResult } from './result.ts';

/** How long a coordination of 100, 1,000 and 10,000 findings takes, how far that is from linear, and what it takes where all are in one file. */
export async function benchCoordinator(): Promise<BenchResult[]> {
  coordinate(coordinatorInput(500));
  const times = new Map([100, 1_000, 10_000].map((count) => [count, best(count)]));
  const perFinding = (count: number) => (times.get(count) ?? 0) / count;
  return [
    ...[...times].map(([count, time]) => ({
      name: `coordinator, ${count} findings`,
      value: Math.round(time),
      unit: 'ms',
    })),
    {
      name: 'coordinator, time a finding at 10000 against 1000',
      value: Math.round((100 * perFinding(10_000)) / perFinding(1_000)) / 100,
      unit: 'times',
      aim: 'under 3',
    },
    ...[100, 5_000].map((lines) => ({
      name: `coordinator, 10000 findings in one file of ${lines} lines, CPU`,
      value: Math.round(leastCpu(coordinatorInput(10_000, { files: 1, lines }))),
      unit: 'ms',
      aim: 'under 1000',
    })),
    {
      name: 'coordinator, 26000 findings on three lines, CPU',
      value: Math.round(leastCpu(coordinatorInput(26_000, { files: 1, lines: 3 }), 1)),
      unit: 'ms',
    },
  ];
}

function leastCpu(input: CoordinatorInput, rounds = 3): number {
  const runs = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage();
    coordinate(input);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...runs);
}

function best(count: number): number {
  const input = coordinatorInput(count);
  const runs = Array.from({ length: 3 }, () => {
    const start = performance.now();
    coordinate(input);
    return performance.now() - start;
  });
  return Math.min(...runs);
}
