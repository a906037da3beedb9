import { describe, expect, it } from 'vitest';
import { A_DAY, simulateDay } from '../../scripts/fleet/simulate-day.ts';
import { VirtualClock } from '../../scripts/fleet/virtual-clock.ts';
import { runs } from '../support/soak.ts';

/** A fiftieth of the aim, from 10 to 11; one machine where the aim has eight. */
const SMALL = {
  ...A_DAY,
  repositories: 1000,
  reviews: runs(2500, 100_000),
  machines: runs(1, 8),
  hours: { from: 10, to: 11 },
};

describe('a simulated fleet', () => {
  it('reviews all that came, keeps the limits of its machines, and costs the same twice', async () => {
    const [one, again] = [await simulateDay(SMALL), await simulateDay(SMALL)];
    expect(one).toEqual(again);
    expect(one.deliveries).toBeGreaterThan(60);
    // Heads that were pushed over need no review of their own.
    expect(one.reviews).toBeGreaterThan(one.deliveries * 0.9);
    expect(one.reviews).toBeLessThanOrEqual(one.deliveries);
    expect(one.mostRunning).toBeLessThanOrEqual(38 * SMALL.machines);
    expect(one.wait[1]).toBeLessThan(60);
    expect(one.dollars).toBeGreaterThan(0);
  });

  it('lets nobody wait for one that is noisy', async () => {
    const quiet = await simulateDay(SMALL);
    const noisy = await simulateDay({ ...SMALL, noisy: { pulls: 900, hour: 10 } });
    // The noise itself waits for its own turns, much longer than any other.
    expect(noisy.wait[1]).toBeGreaterThan(60);
    expect(noisy.waitOfOthers[1]).toBeLessThan((quiet.wait[1] ?? 0) + 30);
  });

  it('reviews by checks alone while the provider of models answers nobody, and loses nothing', async () => {
    const result = await simulateDay({ ...SMALL, outage: { from: 10, to: 11 } });
    expect(result.incomplete).toBe(result.reviews);
    expect(result.dollars).toBe(0);
    expect(result.reviews).toBeGreaterThan(result.deliveries * 0.9);
  });
});

it('a clock that jumps runs timers in their order, also those that others set, and gives back the real ones', async () => {
  const real = globalThis.setTimeout;
  const clock = new VirtualClock(1000);
  const order: string[] = [];
  const say = (word: string) => () => void order.push(`${word} ${clock.now()}`);
  clock.install();
  try {
    setTimeout(() => {
      say('late')();
      setTimeout(say('later'), 5);
    }, 20);
    const every = setInterval(say('every'), 10);
    setImmediate(say('at once'));
    const never = setTimeout(say('never'), 15);
    clearTimeout(never);
    await clock.runUntil(1026);
    clearInterval(every);
    await clock.runUntil(2000);
  } finally {
    clock.uninstall();
  }
  expect(order).toEqual(['at once 1000', 'every 1010', 'late 1020', 'every 1020', 'later 1025']);
  expect([clock.now(), globalThis.setTimeout === real]).toEqual([2000, true]);
});
