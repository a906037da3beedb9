import { describe, expect, it } from 'vitest';
import { checkModel } from '../../../models/check/check-model.ts';
import type { CheckProgress } from '../../../models/check/check-model.ts';
import { codeWithNeedles } from '../../../models/check/code.ts';
import { ModelScore } from '../../../models/selection/model-score.ts';
import type { ModelCapability } from '../../../schemas/model.ts';
import { startModelServer } from '../../support/model-server.ts';
import type { Reply } from '../../support/model-server/reply.ts';
import { faults, json, text, toolCalls } from '../../support/model-server/reply.ts';
import type { ServedRequest } from '../../support/model-server/served-request.ts';
import { fence } from '../fence.ts';
import { never, PROTOCOLS } from '../providers/protocols.ts';

fence();

const [anthropic] = PROTOCOLS;

/** A model that reads the question and does precisely what is asked. */
function diligent({ allText }: ServedRequest): Reply {
  const read = /Read lines (\d+) to (\d+) of (\S+)\. Call/.exec(allText);
  if (read !== null) {
    const [, first, last, path] = read;
    return toolCalls([{ name: 'read_file', input: { path, firstLine: Number(first), lastLine: Number(last) } }]);
  }
  const search = /Search the folder (\S+) for the pattern (\S+) \(/.exec(allText);
  if (search !== null) return toolCalls([{ name: 'search', input: { folder: search[1], pattern: search[2] } }]);
  const list = /List the files of ([\w/]+)(, subfolders included)?/.exec(allText);
  if (list !== null)
    return toolCalls([{ name: 'list_files', input: { folder: list[1], recursive: list[2] !== undefined } }]);
  const finding = /File (\S+), line (\d+):\n(.*)$/m.exec(allText);
  if (finding !== null) {
    const [, path, line, evidence] = finding;
    const rest = { rule: 'sql-injection', severity: 'critical', confidence: 90, title: 'Injection' };
    return json({ findings: [{ ...rest, path, line: Number(line), evidence }] });
  }
  return quotes(allText, (line) => line);
}

function quotes(allText: string, copy: (line: string) => string): Reply {
  const wanted = (/Constants: (.*)$/.exec(allText)?.[1] ?? '').split(', ');
  const lines = allText.split('\n').map((line) => line.trim());
  return json({
    quotes: wanted.map((name) => ({
      name,
      line: copy(lines.find((line) => line.startsWith(`const ${name} =`)) ?? ''),
    })),
  });
}

async function check(respond: (request: ServedRequest) => Reply, changes: Partial<ModelCapability> = {}) {
  const server = await startModelServer({ respond });
  const progress: CheckProgress[] = [];
  try {
    const model = anthropic?.model(server, changes);
    if (model === undefined) throw new Error('There is no protocol.');
    const score = await checkModel(model, { signal: never(), onProgress: (each) => void progress.push(each) });
    return { score, progress, requests: server.requests };
  } finally {
    await server.close();
  }
}

const isToolTask = ({ toolNames }: ServedRequest): boolean => toolNames.length > 0;
const isQuoteTask = ({ allText }: ServedRequest): boolean => allText.includes('Constants: ');

describe('a good model', () => {
  it('passes, with every question asked once and told', async () => {
    const { score, progress, requests } = await check(diligent);

    expect(ModelScore.parse(score)).toEqual({
      model: 'test-model',
      toolCalls: { valid: 50, of: 50 },
      answers: { valid: 50, of: 50 },
      quotes: [8_000, 32_000, 128_000].map((promptTokens) => ({ promptTokens, valid: 10, of: 10 })),
      speed: expect.stringMatching(/^reads about \d+ tokens a second/),
      passes: true,
      reasons: [],
      mistakes: [],
    });
    expect(requests).toHaveLength(103);
    expect(progress).toHaveLength(103);
    expect(progress.at(-1)).toEqual({ stage: 'quotes', done: 3, of: 3 });
    expect(new Set(requests.map(({ raw }) => raw)).size).toBe(103);
  });

  it('is asked the same questions every time', async () => {
    const asked = async () =>
      (await check(diligent, { contextTokens: 12_000 })).requests.map(({ raw }) => raw).toSorted();

    expect(await asked()).toEqual(await asked());
  });

  it('is not asked for more than its context holds', async () => {
    const { score, requests } = await check(diligent, { contextTokens: 40_000 });

    expect(score).toMatchObject({ passes: true, quotes: [{ of: 10 }, { of: 10 }, { promptTokens: 128_000, of: 0 }] });
    expect(Math.max(...requests.map(({ raw }) => raw.length / 4))).toBeLessThan(40_000);
  });

  it('is not asked for tools that it does not have', async () => {
    const { score } = await check(diligent, { contextTokens: 12_000, tools: false });

    expect(score).toMatchObject({ passes: true, toolCalls: { valid: 0, of: 0 } });
  });
});

describe('a bad model', () => {
  const small = { contextTokens: 12_000 };
  it.each<[string, (request: ServedRequest) => Reply, RegExp, string]>([
    [
      'talks instead of calling',
      (asked) => (isToolTask(asked) ? text('I would read it.') : diligent(asked)),
      /0 of 50 tool calls/,
      'no tool was called (50)',
    ],
    [
      'makes up arguments',
      (asked) => (isToolTask(asked) ? toolCalls([{ name: 'read_file', input: { path: 1 } }]) : diligent(asked)),
      /of 50 tool calls/,
      'the arguments did not fit the tool',
    ],
    [
      'breaks the schema',
      (asked) => (isToolTask(asked) || isQuoteTask(asked) ? diligent(asked) : json({ findings: [{ rule: 'bug' }] })),
      /0 of 50 answers/,
      'the answer did not fit the schema (50)',
    ],
    [
      'quotes nearly',
      (asked) => (isQuoteTask(asked) ? quotes(asked.allText, (line) => line.replaceAll('  ', ' ')) : diligent(asked)),
      /0 of 10 quotes were exact at 8k/,
      'a quote was not exact (1)',
    ],
    [
      'stops half way',
      (asked) => (isToolTask(asked) || isQuoteTask(asked) ? diligent(asked) : faults.maxTokens()),
      /0 of 50 answers/,
      'the answer ended by max-tokens (50)',
    ],
    [
      'is refused tools by its server',
      (asked) => (isToolTask(asked) ? faults.badRequest('tools are not supported') : diligent(asked)),
      /0 of 50 tool calls/,
      'the call failed: bad-request (50)',
    ],
  ])('fails: %s', async (_name, respond, reason, mistake) => {
    const { score } = await check(respond, small);

    expect(score.passes).toBe(false);
    expect(score.reasons).toEqual([expect.stringMatching(reason)]);
    expect(score.mistakes.join('\n')).toContain(mistake);
  });

  it('passes at nine of ten and fails below', async () => {
    const withMistakes = async (most: number) => {
      let made = 0;
      const respond = (asked: ServedRequest) =>
        isToolTask(asked) && (made += 1) <= most ? text('no') : diligent(asked);
      return (await check(respond, small)).score;
    };

    expect(await withMistakes(5)).toMatchObject({ passes: true, toolCalls: { valid: 45 } });
    expect(await withMistakes(6)).toMatchObject({ passes: false, toolCalls: { valid: 44 } });
  });

  it('has too small a context', async () => {
    const { score } = await check(diligent, { contextTokens: 8_192 });

    expect(score.reasons).toEqual([expect.stringMatching(/context is too small/)]);
  });
});

describe('a check that cannot be made', () => {
  it.each([
    ['no key', faults.unauthorized(), 'auth'],
    ['overload', faults.overloaded(), 'overloaded'],
  ] as const)('is thrown, not scored: %s', async (_name, reply, kind) => {
    await expect(check(() => reply)).rejects.toMatchObject({ kind });
  });

  it('stops at the first failure instead of asking on', async () => {
    const server = await startModelServer({
      respond: (_asked, index) => (index === 0 ? faults.unauthorized() : text('no')),
    });
    const model = anthropic?.model(server);
    if (model === undefined) throw new Error('There is no protocol.');

    await expect(checkModel(model, { signal: never(), atOnce: 2 })).rejects.toMatchObject({ kind: 'auth' });
    // The other worker may have been quick, but it does not finish the stage.
    expect(server.calls).toBeLessThan(25);
    await server.close();
  });
});

it('spreads the constants over the whole of the code', () => {
  const { code, needles } = codeWithNeedles(7, 8_000, 10);
  const places = needles.map(({ line }) => code.indexOf(line) / code.length);

  expect(needles).toHaveLength(10);
  expect(places.every((place, at) => place > at / 10 - 0.02 && place < (at + 1) / 10)).toBe(true);
  expect(new Set(needles.map(({ name }) => name)).size).toBe(10);
});
