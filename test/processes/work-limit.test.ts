import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { clockOf, limitWork, ownClock, type PassedLimit } from '../../processes/work-limit.ts';
import { endWithTest } from '../support/end-with-test.ts';

/** Lets seconds pass in which so much of each was work, and says after how many the limit of `workMs` was passed. */
function passing(workMs: number, used: (second: number) => number | null) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  let second = 0;
  const limits: { after: number; limit: PassedLimit }[] = [];
  limitWork(workMs, { now: () => second * 1000, used: () => used(second) }, (limit) =>
    limits.push({ after: second, limit }),
  );
  for (second = 1; second <= 2000; second += 1) vi.advanceTimersByTime(1000);
  return limits;
}

const WORK: PassedLimit = { kind: 'work', ms: 60_000 };
const WALL: PassedLimit = { kind: 'wall', ms: 600_000 };

test.each<[what: string, used: (second: number) => number | null, after: number, limit: PassedLimit]>([
  ['works all the time', (second) => second * 1000, 60, WORK],
  ['had worked before it began', (second) => 500_000 + second * 1000, 60, WORK],
  ['gets a fifth of a processor', (second) => second * 200, 300, WORK],
  ['gets a twentieth of a processor', (second) => second * 50, 600, WALL],
  ['does nothing', () => 7000, 600, WALL],
  ['works on four processors', (second) => second * 4000, 60, WORK],
  // A child that has just ended is for one look in no sum.
  ['is told unevenly', (second) => second * 200 - (second % 2) * 50_000, 300, WORK],
  ['is not told of', () => null, 60, WORK],
])('what %s is cut once', (_, used, after, limit) => {
  const [first, ...more] = passing(60_000, used);
  expect(more).toEqual([]);
  expect(first?.limit).toEqual(limit);
  expect(Math.abs((first?.after ?? 0) - after)).toBeLessThanOrEqual(1);
});

test('a limit that was ended says nothing', () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const passed = vi.fn<(limit: PassedLimit) => void>();
  limitWork(10, { now: () => 0, used: () => null }, passed)();
  vi.advanceTimersByTime(1000);
  expect(passed).not.toHaveBeenCalled();
});

const SPIN =
  'for (let used = 0; used < 300_000;) { const { user, system } = process.cpuUsage(); used = user + system; } console.log("done");';

test.runIf(process.platform === 'linux')(
  'the work of a child is told while it lives, and counts for its parent then and after',
  async () => {
    const before = ownClock.used() ?? 0;
    const child = endWithTest(spawn(process.execPath, ['-e', `${SPIN} setInterval(() => {}, 1000);`]));
    await once(child.stdout, 'data');
    expect(clockOf(child.pid).used()).toBeGreaterThanOrEqual(250);
    const living = await fresh();
    expect(living - before).toBeGreaterThanOrEqual(250);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(clockOf(child.pid).used()).toBeNull();
    expect(await fresh()).toBeGreaterThanOrEqual(living - 50);
    execFileSync(process.execPath, ['-e', SPIN]);
    expect((await fresh()) - living).toBeGreaterThanOrEqual(250);
  },
);

/** What is told is kept for a moment. */
async function fresh(): Promise<number> {
  const old = ownClock.used();
  while (ownClock.used() === old) await sleep(20);
  return ownClock.used() ?? 0;
}
