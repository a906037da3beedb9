import { describe, expect, test } from 'vitest';
import { runModelPass } from '../../../reviewers/model-pass/run-model-pass.ts';
import type { ModelRequest } from '../../../models/model.ts';
import { addedFile, changeOf, reportOf, reviewerOf } from './builders.ts';
import { callsTool, ModelScript, NO_CONTENTS, NO_INSPECTION, said, type Script } from './model-script.ts';

/** About 26 kB of text in the whole request. */
const LINES = Array.from({ length: 300 }, (_, at) => `const price${at} = await load(items[${at}].name, rate);`);
const FOUND = said('security/wrong-result', { quote: LINES[0], confidence: 90 });

type Usage = Partial<Record<'inputTokens' | 'cacheReadTokens' | 'cacheWriteTokens', number>> | null;
const answer = (usage: Usage, more: object = {}) => ({
  parts: [{ kind: 'text', text: JSON.stringify({ findings: [FOUND], ...more }) }] as const,
  stopReason: 'end' as const,
  usage: { inputTokens: null, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 1, ...usage },
  model: 'fixed-1',
  requestId: null,
});
const marksIn = (request: ModelRequest) => {
  const text = JSON.stringify(request);
  const mark = (end: string) => new RegExp(`${end} mark: (\\w+)`).exec(text)?.[1] ?? null;
  return { firstMark: mark('first'), lastMark: mark('last') };
};

async function run(script: Script, ids: readonly string[] = ['security'], lines: readonly string[] = LINES) {
  const caller = new ModelScript(script);
  const reports = await runModelPass({
    reviewers: ids.map(reviewerOf),
    reports: ids.map((id) => reportOf(id)),
    changeSet: changeOf([addedFile('src/a.ts', lines)]),
    contents: NO_CONTENTS,
    inspection: NO_INSPECTION,
    guidance: [],
    plan: {
      tasks: ids.map((id) => ({ reviewers: [id] as const, model: 'standard' })),
      unusable: null,
      notAsked: [],
      sensitivePaths: [],
    },
    callerFor: () => caller,
    journal: { toolCalled: () => Promise.resolve(), recallTool: () => Promise.resolve(null) },
    signal: new AbortController().signal,
  });
  return { reports, asked: caller.asked };
}

describe('what the server tells of its tokens', () => {
  test.each<[string, Usage]>([
    ['4,095 tokens for 26 kB', { inputTokens: 4095 }],
    ['4,096 of which some came from the cache', { inputTokens: 96, cacheReadTokens: 4000 }],
    ['10 tokens', { inputTokens: 10 }],
    ['1 token', { inputTokens: 1 }],
  ])('%s: failed with the reason and the remedy, nothing read, nothing lost', async (_, usage) => {
    const { reports } = await run(() => answer(usage));
    expect(reports).toMatchObject([
      { status: 'failed', model: { status: 'failed', reason: expect.stringContaining('num_ctx') }, read: [] },
    ]);
    expect(reports[0]?.findings).toHaveLength(1);
    const repeated = await run(({ request }) => answer(usage, marksIn(request)));
    expect(repeated.reports).toMatchObject([{ status: 'failed' }]);
  });

  test.each<[string, (bytes: number) => Usage]>([
    ['a token for four bytes', (bytes) => ({ inputTokens: Math.round(bytes / 4) })],
    ['most of it out of the cache', (bytes) => ({ inputTokens: 100, cacheReadTokens: Math.round(bytes / 4) })],
    ['just written to the cache', (bytes) => ({ inputTokens: 3, cacheWriteTokens: Math.round(bytes / 4) })],
    ['more than anybody counts', (bytes) => ({ inputTokens: bytes })],
  ])('an honest count is believed: %s', async (_, usage) => {
    const { reports, asked } = await run(({ request }) =>
      answer(usage(JSON.stringify(request.messages).length + 6000)),
    );
    expect(reports).toMatchObject([{ status: 'ok', read: ['src/a.ts'], findings: [{}] }]);
    expect(asked).toHaveLength(1);
  });

  test('the same count for two prompts of different size is doubted sooner', async () => {
    const usage = { inputTokens: 4650 };
    const alone = await run(({ request }) => answer(usage, marksIn(request)));
    expect(alone.reports).toMatchObject([{ status: 'ok' }]);
    const twice = await run(({ request }) => {
      const first = request.messages.length === 1;
      return first
        ? { ...callsTool('file_diff', { path: 'src/a.ts' }), usage: answer(usage).usage }
        : answer(usage, marksIn(request));
    });
    expect(twice.reports).toMatchObject([{ status: 'failed', model: { reason: expect.stringContaining('4,650') } }]);
  });

  test.each([
    ['spaces', ' '.repeat(60_000)],
    ['one letter', 'a'.repeat(60_000)],
    ['signs', '='.repeat(60_000)],
    ['base64', Buffer.alloc(6_000, 'binary\u0001\u0002').toString('base64')],
    ['Chinese', '这是一个没有空格的句子。'.repeat(500)],
    ['Hindi', 'नमस्ते दुनिया '.repeat(200)],
  ])('text that tokenizers pack tightly is no reason for doubt: %s', async (_, line) => {
    const { reports } = await run(() => answer({ inputTokens: 2600 }), ['security'], [line]);
    expect(reports).toMatchObject([{ status: 'ok' }]);
  });
});

describe('the marks of the patches', () => {
  test('stand at both ends, are the same for all reviewers and others for another change', async () => {
    const { asked } = await run(({ request }) => answer(null, marksIn(request)), ['security', 'quality']);
    const [one, other] = asked.map(({ request }) => request.messages[0]?.parts[0]);
    expect(one).toEqual(other);
    expect(JSON.stringify(one)).toMatch(
      /# Patches\\n\\nfirst mark: [a-z]{8}\\n\\n<docket-data kind=\\"patches\\".*\\n\\nlast mark: [a-z]{8}"/,
    );
    const elsewhere = await run(({ request }) => answer(null, marksIn(request)), ['security'], ['x']);
    expect(marksIn(elsewhere.asked[0]?.request ?? ({} as ModelRequest))).not.toEqual(
      marksIn(asked[0]?.request ?? ({} as ModelRequest)),
    );
  });

  test('repeated, they stand in for a count', async () => {
    const { reports, asked } = await run(({ request }) => answer(null, marksIn(request)));
    expect(reports).toMatchObject([{ status: 'ok', read: ['src/a.ts'] }]);
    expect(asked).toHaveLength(1);
  });

  test.each<[string, object, Usage]>([
    ['the first is not known', { firstMark: null, lastMark: 'right' }, { inputTokens: 9000 }],
    ['another word', { firstMark: 'tomato', lastMark: 'potato' }, { inputTokens: 9000 }],
    ['no marks and no count', {}, null],
  ])('%s: asked once, then failed; the findings of both answers stay', async (_, marks, usage) => {
    const { reports, asked } = await run(({ request }) =>
      answer(usage, { ...marks, ...(request.messages.length === 1 ? {} : { findings: [] }) }),
    );
    expect(asked).toHaveLength(2);
    expect(reports).toMatchObject([{ status: 'failed', read: [], findings: [{ title: 'Wrong' }] }]);
  });

  test('given when asked for, they count; a repair that fails costs no answer', async () => {
    const mended = await run(({ request }) => answer(null, request.messages.length === 1 ? {} : marksIn(request)));
    expect(mended.reports).toMatchObject([{ status: 'ok', findings: [{}] }]);
    const broken = await run(({ request }) => {
      if (request.messages.length > 1) throw new Error('gone');
      return answer(null);
    });
    expect(broken.reports).toMatchObject([{ status: 'failed', findings: [{ title: 'Wrong' }] }]);
  });
});
