import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createModelHealth } from '../../../models/calling/health.ts';
import { MemoryJournal } from '../../support/memory-journal.ts';
import { ModelError, type ModelErrorKind } from '../../../models/model.ts';
import { runs } from '../../support/soak.ts';
import { callerOf, options } from './caller-for-test.ts';
import { answers, type Behaviour, drips, fails, hangs, isDeaf, request, scriptedModel } from '../scripted-model.ts';

const KINDS: readonly ModelErrorKind[] = [
  'rate-limited',
  'overloaded',
  'server',
  'timeout',
  'connection',
  'cut',
  'auth',
];

const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  fc.constant(answers('x')),
  fc.constant(hangs),
  fc.constant(isDeaf),
  fc.nat({ max: 90_000 }).map((ms) => drips(ms, 5)),
  fc
    .tuple(fc.constantFrom(...KINDS), fc.option(fc.nat({ max: 400_000 }), { nil: undefined }))
    .map(([kind, retryAfterMs]) => fails(kind, retryAfterMs === undefined ? {} : { retryAfterMs })),
);
const script = fc.array(behaviour, { minLength: 30, maxLength: 30 });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('whatever the models do, and whenever the run is stopped', () => {
  it('every attempt has one end, only the last one can be an answer, and nothing outlives the deadline', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(script, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat({ max: 1_500_000 }),
        fc.option(fc.nat({ max: 1_000_000 }), { nil: null }),
        async (scripts, questions, leftMs, stopAfterMs) => {
          const models = scripts.map((each, at) => scriptedModel(each, { id: `model-${at}` }));
          const [first, ...rest] = models;
          if (first === undefined) throw new Error('no model');
          const journal = new MemoryJournal();
          const [health, stop, deadlineAt] = [createModelHealth(), new AbortController(), Date.now() + leftMs];
          if (stopAfterMs !== null) setTimeout(() => stop.abort(), stopAfterMs);
          const outcomes = Array.from({ length: questions }, async (_none, at) => {
            const more = { journal, health, newCallId: () => `call-${at}`, limits: { deadlineAt } };
            const { caller } = callerOf([first, ...rest], more);
            const outcome = await caller
              .call(request(`${at}`), options({ signal: stop.signal }))
              .catch((error) => error);
            return { outcome, endedAt: Date.now() };
          });
          await vi.runAllTimersAsync();
          for (const [at, { outcome, endedAt }] of (await Promise.all(outcomes)).entries()) {
            const attempts = journal.attempts.filter(({ start }) => start.call === `call-${at}`);
            expect(attempts.map(({ start }) => start.attempt)).toEqual(attempts.map((_attempt, index) => index + 1));
            const ends = attempts.map(({ end }) => end?.state);
            const failed = Array.from({ length: Math.max(0, ends.length - 1) }, () => 'failed');
            expect(ends).toEqual(ends.length === 0 ? [] : [...failed, outcome instanceof ModelError ? 'failed' : 'ok']);
            expect(endedAt).toBeLessThanOrEqual(deadlineAt);
          }
          expect(models.reduce((sum, { asked }) => sum + asked.length, 0)).toBe(journal.attempts.length);
          expect(vi.getTimerCount()).toBe(0);
        },
      ),
      { numRuns: runs(60, 1_000) },
    );
  });
});
