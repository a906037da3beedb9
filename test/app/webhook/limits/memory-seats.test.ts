import { expect, it } from 'vitest';
import { createMemorySeats, PROCESS_MB, RUN_MB } from '../../../../app/webhook/limits/memory-seats.ts';

const never = new AbortController().signal;

/** How many of so many runs begin at once, one of each of these installations by turns. */
async function begun(megabytes: number, installations: number): Promise<number> {
  const seats = createMemorySeats(megabytes);
  const stop = new AbortController();
  const all = Array.from({ length: 250 }, (_, n) => seats.take(n % installations, stop.signal));
  await Promise.resolve();
  const count = seats.taken();
  stop.abort(new Error('counted'));
  await Promise.allSettled(all);
  return count;
}

it.each([
  // 4 GB without what the server keeps for itself.
  { megabytes: 2560, installations: 1, runs: 237 },
  { megabytes: 2560, installations: 16, runs: 228 },
  { megabytes: 2560, installations: 250, runs: 38 },
  { megabytes: PROCESS_MB + RUN_MB, installations: 250, runs: 1 },
  { megabytes: 1, installations: 2, runs: 1 },
])('of $installations installations $runs runs fit into $megabytes MB', async ({ megabytes, installations, runs }) => {
  expect(await begun(megabytes, installations)).toBe(runs);
});

it('goes in order, so that nobody waits for ever, and gives back what is left', async () => {
  const seats = createMemorySeats(PROCESS_MB + 5 * RUN_MB);
  const first = await seats.take(1, never);
  const order: string[] = [];
  const other = seats.take(2, never).then((seat) => {
    order.push('other');
    return seat;
  });
  const second = seats.take(1, never).then(() => order.push('second'));
  await Promise.resolve();
  // There would be room for it beside the first one; it came later than the other.
  expect([order, seats.taken()]).toEqual([[], 1]);
  first.leave();
  first.leave();
  const seat = await other;
  expect([order, seats.taken()]).toEqual([['other'], 1]);
  seat.leave();
  await second;
  expect(seats.taken()).toBe(1);
});

it('whoever gives up in front makes room for who comes after', async () => {
  const seats = createMemorySeats(PROCESS_MB + 2 * RUN_MB);
  await seats.take(1, never);
  const stop = new AbortController();
  const gone = seats.take(2, stop.signal);
  const next = seats.take(1, never);
  stop.abort(new Error('the head moved on'));
  await expect(gone).rejects.toThrow('the head moved on');
  await next;
  expect(seats.taken()).toBe(2);
});
