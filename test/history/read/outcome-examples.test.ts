import { expect, it } from 'vitest';
import { coordinate } from '../../../coordinator/coordinate.ts';
import { type HistoryLog, openInMemory } from '../../../history/log.ts';
import type { Outcome } from '../../../schemas/outcome.ts';
import type { Run } from '../../../schemas/run.ts';
import { at, changedFile, finding, State } from '../../coordinator/builders.ts';
import { recordRun } from '../builders.ts';
import { aRun } from '../records.ts';

/** A review with one finding on a line of its own; answers the concern that it published. */
function published(log: HistoryLog, id: string, run: Partial<Run> = {}): string {
  const line = `call${id}(input);`;
  const input = new State()
    .file(changedFile('src/a.ts', [`+${line}`]))
    .findings(finding({ id, title: `The call ${id} is wrong`, location: at('src/a.ts', 1), evidence: line }))
    .build();
  const output = coordinate(input);
  recordRun(log, { input, output, run });
  return output.review.comments[0]?.concern ?? '';
}

function became(log: HistoryLog, outcome: Pick<Outcome, 'concern' | 'kind'>, run: Partial<Run> = {}): void {
  const who = outcome.kind === 'dismissed' ? { actor: 'ada', reason: 'no' } : { actor: null, reason: null };
  const recorder = log.startRun(aRun(run));
  recorder.recordOutcome({ ...outcome, ...who, at: '2026-01-01T00:00:00.000Z' });
  recorder.finish('finished', null);
}

const kinds = (log: HistoryLog, trust: Run['trust'] = 'trusted') =>
  log.past.outcomeExamples(trust).map(({ kind }) => kind);

it('joins what became of a comment with the finding and the score that it had', () => {
  const log = openInMemory();
  became(log, { concern: published(log, 'One'), kind: 'accepted' }, { trust: 'trusted' });
  expect(log.past.outcomeExamples('trusted')).toMatchObject([
    {
      finding: { reviewer: 'quality', rule: 'quality/rule', confidence: 800 },
      path: 'src/a.ts',
      kind: 'accepted',
      points: 1386,
    },
  ]);
});

it('counts a concern once, by its newest end; a claim is no end', () => {
  const log = openInMemory();
  const [first, second] = [published(log, 'One'), published(log, 'Two')];
  for (const kind of ['unaddressed', 'dismissed', 'claimed'] as const) {
    became(log, { concern: first, kind }, { trust: 'trusted' });
  }
  became(log, { concern: second, kind: 'claimed' }, { trust: 'trusted' });
  expect(kinds(log)).toEqual(['dismissed']);
});

it('does not count what was never published, or what somebody said on their own machine', () => {
  const log = openInMemory();
  became(log, { concern: 'made-up', kind: 'accepted' }, { trust: 'trusted' });
  became(log, { concern: published(log, 'One'), kind: 'dismissed' }, { trust: 'local' });
  expect(kinds(log)).toEqual([]);
  expect(kinds(log, 'local')).toEqual(['dismissed']);
});
