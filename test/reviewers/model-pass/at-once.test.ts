import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { askJudge } from '../../../app/judge/ask-judge.ts';
import type { CallerOptions, CallResult, ModelCaller } from '../../../models/model-caller.ts';
import { runModelPass } from '../../../reviewers/model-pass/run-model-pass.ts';
import type { Candidate } from '../../../schemas/candidate.ts';
import { addedFile, changeOf, reportOf, reviewerOf } from './builders.ts';
import { NO_CONTENTS, NO_INSPECTION } from './model-script.ts';
import { scriptedCaller, says } from './scripted-caller.ts';

const SEVEN = ['security', 'quality', 'performance', 'documentation', 'release', 'policy', 'agents-md'];
/** Nothing in here waits for anything but turns of the event loop: whoever was to come has come long before. */
const MANY_TURNS = 100_000;

/** Answers nobody before so many wait at the same time, or nobody further comes. Tells how many waited at most. */
function together(wanted: number, text: string): { readonly caller: ModelCaller; readonly most: () => number } {
  const answering = scriptedCaller([says(text)]);
  let [waiting, most] = [0, 0];
  const caller: ModelCaller = {
    capability: answering.capability,
    async call(request, options: CallerOptions): Promise<CallResult> {
      // The prompt that they share is in the cache.
      options.onFirstEvent?.();
      waiting += 1;
      most = Math.max(most, waiting);
      for (let turns = 0; most < wanted && turns < MANY_TURNS; turns += 1) await turn();
      waiting -= 1;
      const result = await answering.call(request, options);
      // As many tokens as a prompt of this size has: fewer would say that it was not read.
      return { ...result, response: { ...result.response, usage: { ...result.response.usage, inputTokens: 20_000 } } };
    },
  };
  return { caller, most: () => most };
}

test('all seven finders are under way at the same time once the first has begun to answer', async () => {
  const { caller, most } = together(7, '{"findings":[]}');
  const reports = await runModelPass({
    reviewers: SEVEN.map(reviewerOf),
    reports: SEVEN.map((id) => reportOf(id)),
    changeSet: changeOf([addedFile('src/a.ts', ['x'])]),
    contents: NO_CONTENTS,
    inspection: NO_INSPECTION,
    guidance: [],
    plan: {
      tasks: SEVEN.map((id) => ({ reviewers: [id], model: 'standard' })),
      unusable: null,
      notAsked: [],
      sensitivePaths: [],
    },
    callerFor: () => caller,
    journal: { toolCalled: () => Promise.resolve(), recallTool: () => Promise.resolve(null) },
    signal: new AbortController().signal,
  });
  expect([most(), ...reports.map(({ status }) => status)]).toEqual([7, ...SEVEN.map(() => 'ok')]);
});

test('so are the verifiers of twenty-four findings: three, of eight each', async () => {
  const { caller, most } = together(3, '{"firstMark":"one","lastMark":"two","answers":[]}');
  const candidate = (at: number): Candidate => ({
    id: `c${at + 1}`,
    rule: 'quality/logic-error',
    severity: 'warning',
    confidence: 700,
    location: null,
    quote: null,
    title: 'Wrong',
    explanation: 'Because.',
    failureScenario: null,
    origin: 'model',
    reviewers: ['quality'],
    origins: ['model'],
  });
  const outcome = await askJudge({
    candidates: Array.from({ length: 24 }, (_, at) => candidate(at)),
    changeSet: changeOf([addedFile('src/a.ts', ['x'])]),
    prompt: { text: '# The change', marks: { first: 'one', last: 'two' } },
    caller,
    toolbox: null,
    signal: new AbortController().signal,
  });
  expect([outcome.status, most()]).toEqual(['ok', 3]);
});
