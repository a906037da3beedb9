import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openHistory } from '../../../history/log.ts';
import { worstTokensOf } from '../../../models/calling/cost.ts';
import type { ModelUsage } from '../../../schemas/model-call.ts';
import { runs } from '../../support/soak.ts';
import { temporaryFolder } from '../builders.ts';
import { aRequest, aResponse, aStart, callsOf } from '../write/calls.ts';

/** The last moments of a month and the first of the next, a year apart too. */
const MOMENTS = [
  '2025-01-31T23:59:59.999Z',
  '2026-01-01T00:00:00.000Z',
  '2026-01-31T23:59:59.999Z',
  '2026-02-01T00:00:00.000Z',
];

const Tokens = fc.option(fc.nat(50_000));
const Usage: fc.Arbitrary<ModelUsage> = fc.record({
  inputTokens: Tokens,
  cacheReadTokens: fc.nat(9000),
  cacheWriteTokens: fc.nat(9000),
  outputTokens: Tokens,
});
const Cost = fc.option(fc.oneof(fc.constant(0), fc.nat(5_000_000)));

/** One attempt, and what is made of it. */
const Attempt = fc.record({
  at: fc.nat(MOMENTS.length - 1),
  took: fc.nat(1),
  run: fc.nat(3),
  call: fc.nat(1),
  reserved: fc.nat(5_000_000),
  text: fc.string(),
  end: fc.oneof(
    fc.constant(null),
    fc.record({ state: fc.constant('ok' as const), usage: Usage, cost: Cost }),
    fc.record({ state: fc.constant('failed' as const), cost: Cost }),
  ),
});

type Made = typeof Attempt extends fc.Arbitrary<infer T> ? T : never;

const LABELS = ['pull', 'pull', 'other', 'pull'];
const ASKING = 3;

/** What one attempt counts for, said again in the plainest words. */
function countsFor({ end, reserved, text }: Made): { readonly microUsd: number; readonly tokens: number } {
  const worst = worstTokensOf(aRequest(text));
  if (end === null) return { microUsd: reserved, tokens: worst };
  const microUsd = end.cost === null ? reserved : end.cost;
  if (end.state === 'failed') return { microUsd, tokens: end.cost === 0 ? 0 : worst };
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = end.usage;
  if (inputTokens === null || outputTokens === null) return { microUsd, tokens: worst };
  return { microUsd, tokens: inputTokens + outputTokens + cacheReadTokens + cacheWriteTokens };
}

function sum(attempts: readonly Made[]): { microUsd: number; tokens: number } {
  const total = { microUsd: 0, tokens: 0 };
  for (const attempt of attempts) {
    total.microUsd += countsFor(attempt).microUsd;
    total.tokens += countsFor(attempt).tokens;
  }
  return total;
}

describe('what was spent', () => {
  it('is what adding up every attempt gives: of the run, of its change, of the month it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(Attempt, { maxLength: 12 }), fc.nat(MOMENTS.length - 1), async (attempts, last) => {
        let at = 0;
        const now = (): Date => new Date(MOMENTS[at] ?? '');
        const log = openHistory(join(temporaryFolder(), 'history.db'), { now });
        const others = LABELS.map((label) => callsOf(log, { run: { label, source: 'pull-request' } }));
        const used = new Map<string, number>();
        for (const made of attempts) {
          const { calls } = others[made.run] ?? callsOf(log);
          const key = `${made.run} ${made.call}`;
          const attempt = (used.get(key) ?? 0) + 1;
          used.set(key, attempt);
          const id = { call: `c-${made.call}`, attempt };
          at = made.at;
          await calls.started({ ...aStart(id.call, made.text, { reservedMicroUsd: made.reserved }), attempt });
          at = Math.min(made.at + made.took, MOMENTS.length - 1);
          const { end } = made;
          if (end?.state === 'ok') {
            const response = aResponse('a', { usage: end.usage });
            await calls.ended({ ...id, state: 'ok', response, costMicroUsd: end.cost });
          } else if (end?.state === 'failed') {
            await calls.ended({ ...id, state: 'failed', error: 'server: 500', costMicroUsd: end.cost });
          }
        }

        at = last;
        const spent = await others[ASKING]?.calls.spent();
        log.close();

        const month = MOMENTS[last]?.slice(0, 7);
        expect(spent).toEqual({
          run: sum(attempts.filter(({ run }) => run === ASKING)),
          pullRequest: sum(attempts.filter(({ run }) => LABELS[run] === LABELS[ASKING])),
          month: sum(attempts.filter((made) => MOMENTS[made.at]?.slice(0, 7) === month)),
        });
      }),
      { numRuns: runs(25, 1500) },
    );
  }, 600_000);

  it('is that of 90 days where the change is no pull request: a branch never ends', async () => {
    let at = '2026-01-01T00:00:00.000Z';
    const log = openHistory(join(temporaryFolder(), 'history.db'), { now: () => new Date(at) });
    const spentOn = async (day: string) => {
      at = `${day}T00:00:00.000Z`;
      return (await callsOf(log, { run: { label: 'x', source: 'range' } }).calls.spent()).pullRequest.microUsd;
    };
    const asked = callsOf(log, { run: { label: 'x', source: 'range' } });
    await asked.calls.started(aStart('c', 'q', { reservedMicroUsd: 7 }));
    expect(await spentOn('2026-04-01')).toBe(7);
    expect(await spentOn('2026-04-02')).toBe(0);
    log.close();
  });

  it('does not mix changes of the same name from another source', async () => {
    const log = openHistory(join(temporaryFolder(), 'history.db'));
    await callsOf(log, { run: { label: 'x', source: 'diff' } }).calls.started(aStart('c', 'q'));

    const { pullRequest, month } = await callsOf(log, { run: { label: 'x' } }).calls.spent();

    expect([pullRequest.microUsd, month.microUsd]).toEqual([0, 900]);
    log.close();
  });
});
