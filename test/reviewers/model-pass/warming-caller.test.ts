import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { warmingCaller } from '../../../reviewers/model-pass/ask-task.ts';
import { answers, ModelScript, type Script } from './model-script.ts';

const REQUEST = { system: '', tools: [], output: { name: 'x', jsonSchema: {} }, messages: [], maxOutputTokens: 1 };

async function warmedBy(script: Script) {
  const told: string[] = [];
  const caller = warmingCaller(new ModelScript(script), { warm: () => void told.push('warm') });
  const { signal } = new AbortController();
  const call = caller
    .call(REQUEST, { step: 'security', signal, onFirstEvent: () => void told.push('first event') })
    .catch(() => told.push('failed'));
  await turn();
  await turn();
  const early = [...told];
  await call;
  await turn();
  return { early, told };
}

test('the first byte warms, before the answer is complete', async () => {
  const gate = Promise.withResolvers<void>();
  const { early } = await warmedBy(async ({ begin }) => {
    begin();
    setTimeout(gate.resolve, 20);
    await gate.promise;
    return answers();
  });
  expect(early).toEqual(['first event', 'warm']);
});

test('an answer out of the log warms nothing', async () => {
  const { told } = await warmedBy(() => ({ ...answers(), reused: true }));
  expect(told).toEqual(['first event']);
});

test('a provider that tells no first byte warms with its answer', async () => {
  expect((await warmedBy(() => answers())).told).toEqual(['warm']);
});

test('a failure before the first byte warms nothing, one after it does', async () => {
  const failing =
    (begins: boolean): Script =>
    ({ begin }) => {
      if (begins) begin();
      throw new Error('cut');
    };
  expect((await warmedBy(failing(false))).told).toEqual(['failed']);
  expect((await warmedBy(failing(true))).told).toEqual(['first event', 'failed', 'warm']);
});
