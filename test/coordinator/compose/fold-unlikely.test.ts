import { describe, expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { at, changedFile, finding, State } from '../builders.ts';

const LINES = Array.from({ length: 14 }, (_, index) => `+step${index}(queue${index}, cursor${index * 7});`);
const OF_SECURITY = { confidence: 40, reviewer: 'security', rule: 'security/x' } as const;

/** Findings on lines of their own that share no words. */
function review(count: number, of: Partial<Finding>, policy: Parameters<State['policy']>[0] = {}) {
  const state = new State().file(changedFile('src/a.ts', LINES)).policy({ minimumConfidence: 50, ...policy });
  for (let line = 1; line <= count; line += 1) {
    const title = `Row${line} breaks item${line}`;
    const evidence = LINES[line - 1]?.slice(1) ?? '';
    state.findings(finding({ ...of, id: `f-${line}`, title, location: at('src/a.ts', line), evidence }));
  }
  const { review: made } = coordinate(state.build());
  return { made, open: made.comments.filter(({ folded }) => folded === undefined) };
}

describe('what stands openly', () => {
  it.each<[string, Partial<Finding>, number]>([
    ['a check is sure of', {}, 5],
    ['a check doubts', { confidence: 200 }, 0],
    ['a model is sure of', { origin: 'model', confidence: 900 }, 5],
    ['a model doubts', { origin: 'model', confidence: 300 }, 0],
    ['is of security, however a model doubts it', { ...OF_SECURITY, origin: 'model' }, 5],
    ['is of security, however a tool doubts it', { ...OF_SECURITY, origin: 'outside' }, 5],
    ['has the number of a weakness, however doubted', { origin: 'model', confidence: 40, references: ['CWE-89'] }, 5],
    ['is of security, but a check doubts it', OF_SECURITY, 0],
    ['is of security, doubted by a check and critical', { ...OF_SECURITY, severity: 'critical' }, 12],
    ['is critical, however doubted', { confidence: 40, severity: 'critical' }, 12],
    ['one outside tool calls critical', { origin: 'outside', severity: 'critical' }, 10],
  ])('of twelve that %s', (_, of, most) => {
    const { made, open } = review(12, of, { maxInlineComments: 5 });
    expect(open).toHaveLength(most);
    expect(made.comments).toHaveLength(12);
    expect(made.counts[of.severity ?? 'warning']).toBe(12);
  });

  it('is what the configuration says', () => {
    const tool = { origin: 'outside', severity: 'critical' } as const;
    expect(review(12, tool, { maxCriticalPerTool: 2 }).open).toHaveLength(2);
    expect(review(3, { confidence: 400 }, { openCheckPercent: 41 }).open).toHaveLength(0);
    expect(review(3, { confidence: 400 }, { openCheckPercent: 40, openPercent: 90 }).open).toHaveLength(3);
    expect(review(3, { confidence: 400 }).open).toHaveLength(0);
    const stated = { origin: 'outside', confidence: 600 } as const;
    expect(review(3, stated, { openPercent: 0, openCheckPercent: 90 }).open).toHaveLength(3);
    expect(review(3, stated, { openPercent: 90, openCheckPercent: 0 }).open).toHaveLength(0);
    expect(review(2, tool, { maxInlineComments: 0 }).made.comments).toMatchObject([
      { placement: 'summary' },
      { placement: 'summary' },
    ]);
  });
});
