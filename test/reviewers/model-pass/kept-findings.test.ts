import { expect, test } from 'vitest';
import { DEFAULT_CONFIG } from '../../../app/config/config.ts';
import type { ModelCaller } from '../../../models/model-caller.ts';
import { findingsWithin } from '../../../reviewers/model-pass/findings-within.ts';
import { planModelPass } from '../../../reviewers/model-pass/plan.ts';
import { runModelPass } from '../../../reviewers/model-pass/run-model-pass.ts';
import { addedFile, changeOf, reportOf, reviewerOf } from './builders.ts';
import { answers, callsTool, ModelScript, NO_CONTENTS, NO_INSPECTION, type Reply, said } from './model-script.ts';

const ONE = JSON.stringify(said('quality/wrong-result', { title: 'One' }));
const TWO = JSON.stringify(said('quality/wrong-result', { title: 'Two' }));
const saying = (text: string, stopReason: Reply['stopReason'], more: Partial<Reply> = {}): Reply => ({
  ...answers(),
  parts: [{ kind: 'text', text }],
  stopReason,
  ...more,
});
const CUT = saying(`{"findings": [${ONE}, ${TWO}, {"rule": "quality/wrong-re`, 'max-tokens');
const CALLS = callsTool('search', { pattern: 'pay' });
const ENDLESS: Reply = { ...CALLS, parts: [{ kind: 'text', text: `So far: ${ONE}` }, ...CALLS.parts] };
const REFUSAL = { category: 'cyber', explanation: 'It could harm.' };

async function reviewed(reply: Reply, shallow: string | null = null) {
  const script = new ModelScript(() => reply);
  const caller: ModelCaller = {
    capability: script.capability,
    call: async (request, options) => ({ ...(await script.call(request, options)), shallow }),
  };
  const reviewers = [reviewerOf('quality')];
  const plan = planModelPass({
    tier: 'full',
    config: DEFAULT_CONFIG,
    reviewers,
    choice: { kind: 'models' },
    change: { files: [addedFile('src/a.ts', ['x'])], guidance: [], policy: DEFAULT_CONFIG.policy },
  });
  const [report] = await runModelPass({
    reviewers,
    reports: [reportOf('quality')],
    changeSet: changeOf([addedFile('src/a.ts', ['x'])]),
    contents: NO_CONTENTS,
    inspection: NO_INSPECTION,
    guidance: [],
    plan,
    callerFor: () => caller,
    journal: { toolCalled: () => Promise.resolve(), recallTool: () => Promise.resolve(null) },
    signal: new AbortController().signal,
  });
  return { status: report?.status, reason: report?.reason, titles: report?.findings.map(({ title }) => title) };
}

test.each<[string, Reply, string | null, string, readonly string[]]>([
  [
    'cut off, and cut off again',
    CUT,
    null,
    'the answer was cut off at the length limit (after one repair)',
    ['One', 'Two'],
  ],
  [
    'among tool calls without an end',
    ENDLESS,
    null,
    'the model went on calling tools after it was told to answer',
    ['One'],
  ],
  [
    'before a refusal',
    saying(`{"findings": [${TWO}, `, 'refusal', { refusal: REFUSAL }),
    null,
    'the model refused (cyber: It could harm.)',
    ['Two'],
  ],
  [
    'by a model that is not as deep as the one that refused',
    answers([said('quality/wrong-result', { title: 'One' })]),
    'deep refused (cyber), and light is not known to think as deep',
    'deep refused (cyber), and light is not known to think as deep',
    ['One'],
  ],
])('what was said is kept, and the half failed: %s', async (_name, reply, shallow, reason, titles) => {
  expect(await reviewed(reply, shallow)).toEqual({ status: 'failed', reason, titles });
});

test.each<[string, string, number]>([
  ['prose and code', 'if (a) { return { rule: 1 } } {"rule": "x"} {"a": {"b": 1}}', 0],
  ['a list that was never closed', `[${ONE}, ${ONE.slice(0, -9)}`, 1],
  ['the same twice', `${ONE} ${ONE}`, 1],
  ['commas before the end', `{"findings": [${ONE.replace(/\}$/, ',}')}, ${TWO},`, 2],
  ['brackets and quotes in texts', JSON.stringify(said('a/b', { title: 'f("}{", [' })), 1],
  ['very many beginnings', '{"'.repeat(100_000), 0],
])('findings within %s', (_name, text, count) => {
  expect(findingsWithin([text])).toHaveLength(count);
});
