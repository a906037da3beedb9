import { describe, expect, it } from 'vitest';
import { coordinate } from '../../coordinator/coordinate.ts';
import type { Finding } from '../../schemas/finding.ts';
import { at, changedFile, finding, opinion, State } from './builders.ts';

const CODE = 'cache.evict(tenant, region);';
const WORDS = 'The cache entry of the tenant is evicted although the region still reads it';
const on = (of: Partial<Finding>) =>
  finding({ title: WORDS, explanation: WORDS, location: at('src/a.ts', 1), evidence: CODE, ...of });

function made(findings: readonly Finding[], path = 'src/a.ts') {
  const state = new State().file(changedFile(path, [`+${CODE}`, '+done();'])).findings(...findings);
  const { review, decisions } = coordinate(state.policy({ minimumConfidence: 0 }).build());
  return { comment: review.comments[0], decisions };
}

const percent = (...findings: readonly Finding[]) => made(findings).comment?.score?.percent ?? 0;

describe('a score', () => {
  it('is told term by term, and sums up to the percentage', () => {
    const model = on({ id: 'b', reviewer: 'quality', origin: 'model', confidence: 900 });
    const { comment, decisions } = made([on({ id: 'a', reviewer: 'security', confidence: 800 }), model]);
    const steps = decisions.find(({ finding: id }) => id === comment?.finding)?.steps ?? [];
    expect(steps.flatMap(({ step, note }) => (step === 'score' ? [note] : []))).toMatchInlineSnapshot(`
      [
        "stated +1.39: security (a check) says 80%: worth 80%",
        "voices +0.20: 1 more model says it",
        "voices +1.00: a check and a model say it",
        "together +2.59, which is 93%",
      ]
    `);
    expect(comment?.score?.percent).toBeGreaterThan(comment?.score?.beforeVoices ?? 100);
  });

  it.each<[string, Finding, Finding]>([
    ['a check to a model that is as sure', on({}), on({ origin: 'model' })],
    [
      'a model that quotes to an opinion that is as sure',
      on({ origin: 'model' }),
      opinion('x', WORDS, { confidence: 800 }),
    ],
    ['who is surer', on({ origin: 'model', confidence: 900 }), on({ origin: 'model', confidence: 600 })],
    [
      'an opinion that names code of the change',
      opinion('x', `${WORDS}: \`${CODE}\``, { stated: false }),
      opinion('x', WORDS, { stated: false }),
    ],
  ])('prefers %s', (_, likelier, other) => {
    expect(percent(likelier)).toBeGreaterThan(percent(other));
  });

  it('is lower in a test', () => {
    const inTest = on({ origin: 'model', location: at('test/a.test.ts', 1) });
    expect(made([inTest], 'test/a.test.ts').comment?.score?.percent).toBeLessThan(percent(on({ origin: 'model' })));
  });
});

describe('voices', () => {
  const saying = (reviewer: string, origin: Finding['origin']) => on({ id: `${reviewer}-${origin}`, reviewer, origin });
  const voices = (...all: readonly Finding[]) => percent(on({ id: 'first', origin: 'model', confidence: 850 }), ...all);

  it('of others count, repeating oneself does not', () => {
    expect(voices(saying('quality', 'model'))).toBe(voices());
    expect(voices(saying('security', 'model'))).toBeGreaterThan(voices());
  });

  it('of another kind count more than like-minded ones, each further one less', () => {
    const models = (['security', 'release', 'policy'] as const).map((reviewer) => saying(reviewer, 'model'));
    const [one, two, three] = [1, 2, 3].map((count) => voices(...models.slice(0, count)));
    expect((two ?? 0) - (one ?? 0)).toBeGreaterThanOrEqual((three ?? 0) - (two ?? 0));
    expect(voices(saying('quality', 'check'))).toBeGreaterThan(three ?? 100);
  });
});
