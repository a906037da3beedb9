import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ModelError } from '../../../models/model.ts';
import { startModelServer } from '../../support/model-server.ts';
import type { ModelServer } from '../../support/model-server.ts';
import { anthropicEvents } from '../../support/model-server/anthropic-wire.ts';
import { openAiEvents } from '../../support/model-server/openai-wire.ts';
import type { Reply } from '../../support/model-server/reply.ts';
import { toolCalls } from '../../support/model-server/reply.ts';
import { runs } from '../../support/soak.ts';
import { fence } from '../fence.ts';
import { never, PROTOCOLS, request } from './protocols.ts';

fence();

/** The long form makes thousands of calls. */
const LONG_MS = runs(30_000, 600_000);
const INPUT = { path: 'src/ä "b".ts', note: '🎉 {not: json}' };
const reply = toolCalls([{ name: 'read_file', input: INPUT }], { chunk: 7 });
const wire = { reply, model: 'test-model', id: 'm1', usage: { input: 1, cacheRead: 0, cacheWrite: 0, output: 1 } };
const bodyOf = (name: 'anthropic' | 'openai'): Buffer =>
  Buffer.from((name === 'anthropic' ? anthropicEvents(wire) : openAiEvents(wire)).map((event) => event.data).join(''));

describe.each(PROTOCOLS)('$name: a stream that is cut at any byte', (protocol) => {
  let server: ModelServer;
  let next: Reply;
  beforeAll(async () => {
    server = await startModelServer({ respond: () => next });
  });
  afterAll(() => server.close());

  it(
    'ends in an error, or in the whole answer: never in a part of it',
    async () => {
      const whole = bodyOf(protocol.name);
      const model = protocol.model(server);
      await fc.assert(
        fc.asyncProperty(fc.nat({ max: whole.length }), async (length) => {
          // Bytes, not characters: a cut may fall into the middle of one.
          next = { kind: 'raw', body: whole.subarray(0, length).toString('latin1'), encoding: 'latin1' };
          const result = await model.call(request(), { signal: never() }).catch((thrown: unknown) => thrown);
          const complete = { stopReason: 'tool-calls', parts: [{ kind: 'tool-call', input: INPUT }] };
          expect(result).toMatchObject(
            result instanceof ModelError && length < whole.length ? { kind: 'cut' } : complete,
          );
        }),
        { numRuns: runs(120, 3_000), examples: [[0], [whole.length], [whole.length - 1], [whole.length - 2]] },
      );
    },
    LONG_MS,
  );
});

describe.each(PROTOCOLS)('$name: any text, cut into pieces of any size', (protocol) => {
  it(
    'arrives as it was sent',
    async () => {
      const server = await startModelServer({
        respond: ({ turns }) => ({ ...reply, ...echo(turns[0]?.texts[0] ?? '{}') }),
      });
      const model = protocol.model(server);
      await fc.assert(
        fc.asyncProperty(
          fc.string({ unit: 'grapheme', minLength: 1 }),
          fc.integer({ min: 1, max: 9 }),
          async (words, chunk) => {
            const messages = [
              { role: 'user', parts: [{ kind: 'text', text: JSON.stringify({ words, chunk }) }] },
            ] as const;
            const { parts } = await model.call(request({ messages }), { signal: never() });
            expect(parts).toEqual([{ kind: 'text', text: words }]);
          },
        ),
        { numRuns: runs(60, 2_000) },
      );
      await server.close();
    },
    LONG_MS,
  );
});

function echo(asked: string): Pick<typeof reply, 'parts' | 'chunk'> {
  const { words, chunk }: { words: string; chunk: number } = JSON.parse(asked);
  return { parts: [{ kind: 'text', text: words }], chunk };
}
