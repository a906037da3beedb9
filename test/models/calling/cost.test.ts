import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOf, tokensOf, worstCaseOf } from '../../../models/calling/cost.ts';
import { runs } from '../../support/soak.ts';
import { capability, request } from '../scripted-model.ts';

const usage = { inputTokens: 1_000, cacheReadTokens: 50_000, cacheWriteTokens: 2_000, outputTokens: 300 };

describe('costOf', () => {
  it.each([
    ['every kind of token at its price', usage, 3_000 + 15_000 + 7_500 + 4_500],
    [
      'a fraction of a millionth as a whole one',
      { ...usage, inputTokens: 0, cacheReadTokens: 1, cacheWriteTokens: 0, outputTokens: 0 },
      1,
    ],
    ['nothing for nothing', { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 }, 0],
    ['unknown input as unknown', { ...usage, inputTokens: null }, null],
    ['unknown output as unknown', { ...usage, outputTokens: null }, null],
  ])('counts %s', (_name, given, cost) => {
    expect(costOf(capability('m'), given)).toBe(cost);
  });

  it('adds up: many calls cost what their tokens cost, but for rounding up', () => {
    const tokens = fc.nat({ max: 1_000_000 });
    const any = fc.record({
      inputTokens: tokens,
      cacheReadTokens: tokens,
      cacheWriteTokens: tokens,
      outputTokens: tokens,
    });
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 20 }), (calls) => {
        const sum = (key: keyof typeof usage) => calls.reduce((total, call) => total + call[key], 0);
        const all = {
          inputTokens: sum('inputTokens'),
          cacheReadTokens: sum('cacheReadTokens'),
          cacheWriteTokens: sum('cacheWriteTokens'),
          outputTokens: sum('outputTokens'),
        };
        const together = costOf(capability('m'), all) ?? NaN;
        const apart = calls.reduce((total, call) => total + (costOf(capability('m'), call) ?? NaN), 0);
        expect(apart).toBeGreaterThanOrEqual(together);
        expect(apart - together).toBeLessThan(calls.length);
      }),
      { numRuns: runs(100, 5_000) },
    );
  });
});

describe('tokensOf', () => {
  it('counts cached tokens too', () => expect(tokensOf(usage)).toBe(53_300));
  it('does not guess', () => expect(tokensOf({ ...usage, outputTokens: null })).toBeNull());
});

describe('worstCaseOf', () => {
  it('takes the dearest input and the longest answer', () => {
    const bytes = Buffer.byteLength(JSON.stringify(request('x'.repeat(20_000))));
    const { microUsd, tokens } = worstCaseOf(capability('m'), request('x'.repeat(20_000), 400));
    expect(tokens).toBeGreaterThanOrEqual(bytes / 2 + 399);
    expect(tokens).toBeLessThanOrEqual(bytes / 2 + 401);
    expect(microUsd).toBe(Math.ceil((tokens - 400) * 3.75 + 400 * 15));
  });

  it('counts bytes, not characters', () => {
    const { tokens: latin } = worstCaseOf(capability('m'), request('a'.repeat(3_000)));
    const { tokens: han } = worstCaseOf(capability('m'), request('字'.repeat(3_000)));
    expect(han - latin).toBe(3_000);
  });
});
