import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestDigest } from '../../../models/recording/request-digest.ts';
import { runs } from '../../support/soak.ts';
import { request } from '../providers/protocols.ts';

const aModel = (id: string, provider: 'anthropic' | 'openai-compatible' = 'anthropic') => ({ id, provider });

describe('the digest of a request', () => {
  it('is of the model and everything that is asked', () => {
    const asked = request();
    const digests = [
      requestDigest(aModel('a'), asked),
      requestDigest(aModel('b'), asked),
      requestDigest(aModel('a', 'openai-compatible'), asked),
      requestDigest(aModel('a'), { ...asked, system: 'x' }),
      requestDigest(aModel('a'), { ...asked, tools: [] }),
      requestDigest(aModel('a'), { ...asked, maxOutputTokens: 1 }),
      requestDigest(aModel('a'), { ...asked, messages: [...asked.messages, ...asked.messages] }),
      requestDigest(aModel('a'), {
        ...asked,
        messages: [{ role: 'user', parts: [{ kind: 'text', text: 'What is wrong here?', cache: true }] }],
      }),
    ];

    expect(new Set(digests).size).toBe(digests.length);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not depend on the order of keys, and does on the order of lists', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (schema) => {
        const reversed = Object.fromEntries(Object.entries(schema).toReversed());
        const of = (jsonSchema: Record<string, unknown>) =>
          requestDigest(aModel('m'), request({ output: { name: 'o', jsonSchema } }));
        expect(of(reversed)).toBe(of(schema));
        expect(of({ list: [1, schema] })).not.toBe(of({ list: [schema, 1] }));
      }),
      { numRuns: runs(100, 5_000) },
    );
  });

  it('sees a key that is called like a prototype', () => {
    const of = (schema: string) =>
      requestDigest(
        aModel('m'),
        request({ output: { name: 'o', jsonSchema: JSON.parse(schema) as Record<string, unknown> } }),
      );

    expect(of('{"__proto__":{"a":1}}')).not.toBe(of('{"__proto__":{"a":2}}'));
  });

  it('survives a journal', () => {
    const restored = JSON.parse(JSON.stringify(request())) as ReturnType<typeof request>;

    expect(requestDigest(aModel('m'), restored)).toBe(requestDigest(aModel('m'), request()));
  });
});
