import { expect, it } from 'vitest';
import { replayRun } from '../../app/history/replay.ts';
import { learnedRecord } from '../../app/history/learned-record.ts';
import { COORDINATOR_VERSION, coordinate } from '../../coordinator/coordinate.ts';
import { openInMemory } from '../../history/log.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { TrackRecord } from '../../schemas/learning/track-record.ts';
import { at, changedFile, finding, State } from '../coordinator/builders.ts';
import { recordRun } from '../history/builders.ts';
import { aRun } from '../history/records.ts';

const said = (of: Partial<Finding> = {}) =>
  finding({
    origin: 'model',
    confidence: 700,
    title: 'The cache is never cleared',
    location: at('src/a.ts', 1),
    evidence: 'cache.put(key, value);',
    ...of,
  });

const input = (one: Finding, trackRecord: TrackRecord | null) => ({
  ...new State()
    .file(changedFile('src/a.ts', ['+cache.put(key, value);']))
    .findings(one)
    .build(),
  ...(trackRecord === null ? {} : { trackRecord }),
});

/** A history in which somebody dismissed so many findings of the same rule. */
function dismissedBefore(count: number) {
  const log = openInMemory();
  const recorder = log.startRun(aRun({ trust: 'trusted' }));
  for (let index = 0; index < count; index += 1) {
    const line = `store${index}.put(key${index}, value);`;
    const past = new State()
      .file(changedFile('src/a.ts', [`+${line}`]))
      .findings(said({ id: `f${index}`, title: `Nobody clears store${index}`, evidence: line }))
      .build();
    const output = coordinate(past);
    recordRun(log, { input: past, output });
    const concern = output.review.comments[0]?.concern ?? '';
    recorder.recordOutcome({
      concern,
      kind: 'dismissed',
      actor: 'ada',
      reason: 'the process ends',
      at: '2026-01-01T00:00:00.000Z',
    });
  }
  recorder.finish('finished', null);
  return { log, record: learnedRecord(log, 'trusted') };
}

it('folds what this repository dismissed thirty times, says so, and keeps the verdict', () => {
  const { record } = dismissedBefore(30);
  const [before, after] = [null, record].map((one) => coordinate(input(said(), one)));
  const [shown, folded] = [before?.review.comments[0], after?.review.comments[0]];
  expect(folded?.score?.percent).toBeLessThan(25);
  expect(shown?.score?.percent).toBeGreaterThan(folded?.score?.percent ?? 100);
  expect([shown?.folded, folded?.folded]).toEqual([undefined, expect.stringContaining('%')]);
  expect(folded?.score?.terms.find(({ term, points }) => term === 'past' && points < 0)?.note).toBe(
    'model quality/rule in production here: 0 of 30 accepted, 30 dismissed, 0 unaddressed',
  );
  expect(after?.review.verdict).toBe(before?.review.verdict);
});

it.each([
  ['critical', said({ severity: 'critical' })],
  ['of security', said({ references: ['CWE-89'] })],
])('lowers nothing that is %s', (_, one) => {
  const { record } = dismissedBefore(30);
  const scores = [null, record].map((known) => coordinate(input(one, known)).review.comments[0]?.score?.percent);
  expect(scores[1]).toBe(scores[0]);
});

it('is told of fewer than ten outcomes by nothing', () => {
  expect(dismissedBefore(9).record).toEqual({ steps: [], groups: [] });
  expect(learnedRecord(openInMemory(), 'trusted')).toBeNull();
});

it('replays with what was known then, whatever became of comments since', async () => {
  const { log, record } = dismissedBefore(30);
  const then = input(said({ id: 'then' }), record);
  const run = recordRun(log, { input: then, output: coordinate(then), run: { trust: 'trusted' } });
  const later = log.startRun(aRun({ trust: 'trusted' }));
  const concern = coordinate(then).review.comments[0]?.concern ?? '';
  later.recordOutcome({ concern, kind: 'accepted', actor: null, reason: null, at: '2026-02-01T00:00:00.000Z' });
  later.finish('finished', null);
  expect(log.recordedInput(run).trackRecord).toEqual(record);
  const coordinator = { version: COORDINATOR_VERSION, coordinate };
  expect(replayRun(log, run, coordinator)).toMatchObject({ identical: true });
});
