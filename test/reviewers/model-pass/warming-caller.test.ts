import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { warmingCaller } from '../../../reviewers/model-pass/ask-task.ts';
import { answers, ModelScript, type Script } from './model-script.ts';

const REQUEST = { system: '', tools: [], output: { name: 'x', jsonSchema: {} }, messages: [], maxOutputTokens: 1 };

/** The turns after which what was to happen has not: many, since a call passes through several promises. */
const TURNS = 1_000;

async function warmedBy(script: (told: string[]) => Script): Promise<readonly string[]> {
  const told: string[] = [];
  const caller = warmingCaller(new ModelScript(script(told)), { warm: () => void told.push('warm') });
  const { signal } = new AbortController();
  await caller
    .call(REQUEST, { step: 'security', signal, onFirstEvent: () => void told.push('first event') })
    .catch(() => told.push('failed'));
  await turn();
  return told;
}

test('the first byte warms, before the answer is complete', async () => {
  const told = await warmedBy((so) => async ({ begin }) => {
    begin();
    for (let left = TURNS; left > 0 && !so.includes('warm'); left -= 1) await turn();
    so.push('answered');
    return answers();
  });
  // What is warm already may be warmed once more by the answer itself.
  expect(told.slice(0, 3)).toEqual(['first event', 'warm', 'answered']);
});

test('an answer out of the log warms nothing', async () => {
  const told = await warmedBy(() => () => ({ ...answers(), reused: true }));
  expect(told).toEqual(['first event']);
});

test('a provider that tells no first byte warms with its answer', async () => {
  expect(await warmedBy(() => () => answers())).toEqual(['warm']);
});

test('a failure before the first byte warms nothing, one after it does', async () => {
  const failing =
    (begins: boolean) =>
    (): Script =>
    ({ begin }) => {
      if (begins) begin();
      throw new Error('cut');
    };
  expect(await warmedBy(failing(false))).toEqual(['failed']);
  expect(await warmedBy(failing(true))).toEqual(['first event', 'failed', 'warm']);
});
