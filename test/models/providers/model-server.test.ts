import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startModelServer } from '../../support/model-server.ts';
import type { PromptCacheOptions } from '../../support/model-server/prompt-cache.ts';
import { PromptCache } from '../../support/model-server/prompt-cache.ts';
import { json, text } from '../../support/model-server/reply.ts';
import { servedRequest } from '../../support/model-server/served-request.ts';
import { runs } from '../../support/soak.ts';
import { never, PROTOCOLS, request } from './protocols.ts';

const MARK = { cache_control: { type: 'ephemeral' } };
const block = (words: string, mark = false) => ({ type: 'text', text: words, ...(mark ? MARK : {}) });

interface Body {
  readonly model?: string;
  readonly tools?: readonly object[];
  readonly system?: readonly object[];
  readonly content: readonly object[];
  readonly format?: object;
}

/** A request of the Messages API as the server reads it. */
function asked({ model = 'm', tools = [], system = [], content, format }: Body) {
  const body = {
    model,
    tools,
    system,
    messages: [{ role: 'user', content }],
    ...(format === undefined ? {} : { output_config: { format } }),
  };
  return servedRequest({
    index: 0,
    protocol: 'anthropic',
    path: '/v1/messages',
    headers: {},
    raw: JSON.stringify(body),
  });
}

function cacheAt(options: PromptCacheOptions = {}) {
  const clock = { now: 0 };
  const cache = new PromptCache({ minimumTokens: 10, now: () => clock.now, ...options });
  /** Asks, and lets the response begin at once. */
  const ask = (body: Body) => {
    const { usage, begun } = cache.look(asked(body));
    begun();
    return usage;
  };
  return { clock, cache, ask };
}

const LONG = 'x'.repeat(400);

describe('the prompt cache', () => {
  it('is written once and read by the same prefix', () => {
    const { ask } = cacheAt();
    const first = ask({ content: [block(LONG, true), block('one')] });
    const second = ask({ content: [block(LONG, true), block('another')] });

    expect(first.cacheRead).toBe(0);
    expect(first.cacheWrite).toBeGreaterThan(100);
    expect(second).toMatchObject({ cacheRead: first.cacheWrite, cacheWrite: 0 });
  });

  it.each<[string, Body]>([
    ['another model', { model: 'n', content: [block(LONG, true)] }],
    ['another tool', { tools: [{ name: 't' }], content: [block(LONG, true)] }],
    ['another system text', { system: [block('s')], content: [block(LONG, true)] }],
    ['another answer schema', { format: { type: 'json_schema' }, content: [block(LONG, true)] }],
    ['one byte less', { content: [block(LONG.slice(1), true)] }],
    ['the same bytes in other blocks', { content: [block(LONG.slice(0, 200)), block(LONG.slice(200), true)] }],
  ])('is not read by %s', (_name, other) => {
    const { ask } = cacheAt();
    ask({ content: [block(LONG, true)] });

    expect(ask(other).cacheRead).toBe(0);
  });

  it('can be read only once the response that writes it has begun', () => {
    const { cache } = cacheAt();
    const body = asked({ content: [block(LONG, true)] });
    const first = cache.look(body);
    const meanwhile = cache.look(body);
    first.begun();
    const later = cache.look(body);

    expect(meanwhile.usage.cacheRead).toBe(0);
    expect(later.usage.cacheRead).toBe(first.usage.cacheWrite);
  });

  it('lives for five minutes from its last use', () => {
    const { clock, ask } = cacheAt();
    const body = { content: [block(LONG, true)] };
    ask(body);
    const reads = [299_000, 598_000, 897_001, 1_197_001].map((now) => {
      clock.now = now;
      return ask(body).cacheRead > 0;
    });

    expect(reads).toEqual([true, true, true, false]);
  });

  it('lives on when a longer prompt reads it', () => {
    const { clock, ask } = cacheAt();
    const short = { content: [block(LONG, true)] };
    ask(short);
    clock.now = 299_000;
    const longer = ask({ content: [block(LONG), block(LONG, true)] });
    clock.now = 598_000;

    expect(longer.cacheRead).toBeGreaterThan(0);
    expect(ask(short).cacheRead).toBe(longer.cacheRead);
  });

  it('is not made below the minimum', () => {
    const { ask } = cacheAt({ minimumTokens: (model) => (model === 'm' ? 10_000 : 10) });
    const small = { content: [block(LONG, true)] };

    expect([ask(small), ask(small)].map(({ cacheRead, cacheWrite }) => cacheRead + cacheWrite)).toEqual([0, 0]);
    expect(ask({ ...small, model: 'n' }).cacheWrite).toBeGreaterThan(0);
  });

  it('takes four marks and no fifth', () => {
    const { ask } = cacheAt();
    const marks = (count: number) => ({
      content: Array.from({ length: count }, (_unused, at) => block(`${at}${LONG}`, true)),
    });

    expect(ask(marks(4)).cacheWrite).toBeGreaterThan(0);
    expect(() => ask(marks(5))).toThrow(/maximum of 4/);
  });

  it('charges every token exactly once, whatever was asked before', () => {
    const body = fc.record({
      model: fc.constantFrom('m', 'n'),
      content: fc.array(fc.record({ words: fc.constantFrom('a', 'b', LONG), mark: fc.boolean() }), {
        minLength: 1,
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(fc.array(body, { minLength: 1, maxLength: 12 }), (bodies) => {
        const { ask } = cacheAt();
        for (const { model, content } of bodies) {
          const blocks = content.map(({ words, mark }) => block(words, mark));
          const { input, cacheRead, cacheWrite } = ask({ model, content: blocks });
          const bytes = content.reduce((total, { words }) => total + JSON.stringify(block(words)).length, 0);
          expect(input + cacheRead + cacheWrite).toBe(Math.ceil(bytes / 4));
          expect(Math.min(input, cacheRead, cacheWrite)).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: runs(100, 5_000) },
    );
  });
});

describe('the server', () => {
  it('listens on loopback only', async () => {
    const server = await startModelServer({ script: [] });
    await server.close();

    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('says so when it was asked beyond its script', async () => {
    const server = await startModelServer({ script: [] });
    const call = PROTOCOLS[0]?.model(server).call(request(), { signal: never() });

    await expect(call).rejects.toMatchObject({ kind: 'server' });
    await expect(server.close()).rejects.toThrow('beyond its script');
  });

  it('keeps its times', async () => {
    const server = await startModelServer({ script: [json({}, { latency: { firstEventMs: 60, totalMs: 160 } })] });
    const began = performance.now();
    let first = 0;
    const onFirstEvent = () => void (first = performance.now() - began);
    await PROTOCOLS[0]?.model(server).call(request(), { signal: never(), onFirstEvent });
    const total = performance.now() - began;
    await server.close();

    // Only lower bounds: a busy machine is late, never early. Timers may fire a millisecond before their time.
    expect(first).toBeGreaterThanOrEqual(58);
    expect(total).toBeGreaterThanOrEqual(158);
  });

  it.each(PROTOCOLS)('answers $name by the request and counts', async (protocol) => {
    const server = await startModelServer({ respond: ({ allText }, index) => text(`${index}: ${allText.length}`) });
    const model = protocol.model(server);
    const [one, two] = await Promise.all([
      model.call(request(), { signal: never() }),
      model.call(request(), { signal: never() }),
    ]);
    await server.close();

    const said = [one, two].flatMap(({ parts }) => parts.map((part) => (part.kind === 'text' ? part.text : '')));
    expect(new Set(said)).toEqual(new Set(['0: 36', '1: 36']));
    expect(server).toMatchObject({ calls: 2, finished: 2 });
    expect(server.usages).toHaveLength(2);
  });
});
