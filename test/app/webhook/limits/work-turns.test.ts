import { expect, it } from 'vitest';
import { createWorkTurns } from '../../../../app/webhook/limits/work-turns.ts';

const never = new AbortController().signal;

it('as many work as there are cores, and who waits for models lets the next one work', async () => {
  const turns = createWorkTurns(1);
  const first = await turns.take(never);
  const order: string[] = [];
  const second = turns.take(never).then((turn) => {
    order.push('second works');
    return turn;
  });
  await Promise.resolve();
  expect([order, turns.working()]).toEqual([[], 1]);

  first.rest();
  const turn = await second;
  const back = first.resume().then(() => order.push('first works again'));
  await Promise.resolve();
  expect(order).toEqual(['second works']);

  turn.end();
  await back;
  first.end();
  first.end();
  expect([order, turns.working()]).toEqual([['second works', 'first works again'], 0]);
});

it('who is aborted while it waits takes no turn away, and goes on to find that out', async () => {
  const turns = createWorkTurns(1);
  const holder = await turns.take(never);
  const stop = new AbortController();
  const waiting = turns.take(stop.signal);
  stop.abort(new Error('the head moved on'));
  await expect(waiting).rejects.toThrow('the head moved on');

  const gone = new AbortController();
  holder.end();
  const rested = await turns.take(gone.signal);
  rested.rest();
  const other = await turns.take(never);
  const resumed = rested.resume();
  gone.abort(new Error('stopped'));
  await resumed;
  rested.end();
  expect(turns.working()).toBe(1);
  other.end();
  expect(turns.working()).toBe(0);
});
