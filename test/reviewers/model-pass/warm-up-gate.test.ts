import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Pass, WarmUpGate } from '../../../reviewers/model-pass/warm-up-gate.ts';

const NEVER = new AbortController().signal;

/** Tasks that enter in this order, and which of them were let in. */
async function enterAll(gate: WarmUpGate, names: readonly string[], signal = NEVER) {
  const inside: string[] = [];
  const passes = new Map<string, Pass>();
  for (const name of names) {
    void gate.enter(signal).then(
      (pass) => {
        inside.push(name);
        passes.set(name, pass);
      },
      () => inside.push(`${name} gave up`),
    );
  }
  await turn();
  const pass = (name: string): Pass => {
    const held = passes.get(name);
    if (held === undefined) throw new Error(`${name} is not inside`);
    return held;
  };
  return { inside, pass };
}

test('one goes first; when it is warm, all others go', async () => {
  const { inside, pass } = await enterAll(new WarmUpGate(false), ['a', 'b', 'c']);
  expect(inside).toEqual(['a']);
  pass('a').warm();
  await turn();
  expect(inside).toEqual(['a', 'b', 'c']);
});

test('one that leaves without warming hands the lead to the next, one after the other', async () => {
  const gate = new WarmUpGate(false);
  const { inside, pass } = await enterAll(gate, ['a', 'b', 'c']);
  pass('a').leave();
  // Whoever enters at this very moment does not slip in beside the next in line.
  const late = await enterAll(gate, ['d']);
  expect([...inside, ...late.inside]).toEqual(['a', 'b']);
  pass('b').leave();
  await turn();
  expect([...inside, ...late.inside]).toEqual(['a', 'b', 'c']);
  pass('c').warm();
  await turn();
  expect(late.inside).toEqual(['d']);
});

test('leaving twice, or without the lead, hands nothing over', async () => {
  const gate = new WarmUpGate(false);
  const { inside, pass } = await enterAll(gate, ['a', 'b', 'c']);
  pass('a').leave();
  pass('a').leave();
  await turn();
  expect(inside).toEqual(['a', 'b']);
});

test('a gate that nobody waits at has its lead free again', async () => {
  const gate = new WarmUpGate(false);
  const first = await enterAll(gate, ['a']);
  first.pass('a').leave();
  expect((await enterAll(gate, ['b'])).inside).toEqual(['b']);
});

test('without a cache to warm all go at once', async () => {
  expect((await enterAll(new WarmUpGate(true), ['a', 'b'])).inside).toEqual(['a', 'b']);
});

test('who waits can be called off, and the line closes up', async () => {
  const gate = new WarmUpGate(false);
  const { pass } = await enterAll(gate, ['a']);
  const controller = new AbortController();
  const off = await enterAll(gate, ['b'], controller.signal);
  const next = await enterAll(gate, ['c']);
  controller.abort(new Error('too late'));
  await turn();
  expect(off.inside).toEqual(['b gave up']);
  pass('a').leave();
  await turn();
  expect(next.inside).toEqual(['c']);
  await expect(gate.enter(controller.signal)).rejects.toThrow('too late');
});
