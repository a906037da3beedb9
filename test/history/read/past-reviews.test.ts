import { describe, expect, it, onTestFinished } from 'vitest';
import { type HistoryLog, openInMemory } from '../../../history/log.ts';
import type { Decision } from '../../../schemas/decision.ts';
import type { Review } from '../../../schemas/review.ts';
import type { Run } from '../../../schemas/run.ts';
import { changedFile } from '../../coordinator/builders.ts';
import { recordRun } from '../builders.ts';
import { aChangeSet, aReviewComment, aDecision, aFinding, anInput, aReview, aRun } from '../records.ts';

const CHANGE = { source: 'pull-request', label: 'acme/shop#7' } as const;
const BLOB = 'b'.repeat(40);

function aLog(): HistoryLog {
  const log = openInMemory({ now: () => new Date('2026-01-31T12:30:05.123Z') });
  onTestFinished(() => log.close());
  return log;
}

interface Past {
  readonly review?: Partial<Review>;
  readonly run?: Partial<Run>;
  readonly decision?: Partial<Decision>;
  readonly arrives?: 'receipt' | 'failed';
  readonly ends?: 'finished' | 'aborted';
}

/** A run whose review arrived, unless told otherwise. */
function published(log: HistoryLog, { review = {}, run = {}, decision = {}, ...ends }: Past = {}): string {
  const changeSet = aChangeSet({ files: [changedFile('src/db.ts', ['+x'], { newBlob: BLOB, oldPath: 'src/old.ts' })] });
  return recordRun(log, {
    input: anInput([aFinding()], { changeSet }),
    output: { decisions: [aDecision(decision)], review: aReview({ comments: [aReviewComment()], ...review }) },
    run: { ...CHANGE, ...run },
    ...ends,
  });
}

/** A run that got as far as its intent. */
function died(log: HistoryLog, state: 'failed' | null): string {
  const recorder = log.startRun(aRun(CHANGE));
  const publication = recorder.recordIntent({ target: 'github', body: Buffer.from('x') });
  if (state !== null) recorder.recordReceipt({ publication, state, reference: null });
  return publication;
}

describe('looking back on a change', () => {
  it('finds the reviews that arrived, newest first, with the blobs of their comments', () => {
    const log = aLog();
    const first = published(log);
    published(log, { run: { label: 'acme/shop#8' } });
    published(log, { arrives: 'failed' });
    published(log, { run: { source: 'range' } });
    const second = published(log, {
      review: {
        comments: [
          aReviewComment(),
          aReviewComment({ location: null }),
          aReviewComment({ location: { path: 'elsewhere.md', side: 'new', startLine: 1, endLine: 1 } }),
        ],
      },
    });
    const intents = [died(log, null), died(log, 'failed')];

    const found = log.publishedOn(CHANGE);

    expect(found.map(({ run }) => run.id)).toEqual([second, first]);
    expect(found[0]?.comments.map(({ blob }) => blob)).toEqual([BLOB, null, null]);
    expect(found[1]).toMatchObject({
      at: '2026-01-31T12:30:05.123Z',
      reference: null,
      review: { verdict: 'approved' },
    });
    const all = log.publicationsOn(CHANGE).map(({ publication }) => publication.id);
    expect(all).toHaveLength(5);
    expect(all).toEqual(expect.arrayContaining([...intents, ...found.map(({ publication }) => publication)]));
    expect(all.slice(0, 2)).toEqual(intents.toReversed());
  });

  it('leaves out reviews whose bytes were let go', () => {
    const log = aLog();
    log.forget(published(log, { review: { verdictReason: 'alone with these bytes' } }), 'asked for');

    expect(log.publishedOn(CHANGE)).toEqual([]);
    expect(log.lastComplete(CHANGE)).toBeNull();
    expect(log.rejectedOn(CHANGE)).toEqual([]);
  });

  it.each<Past & { what: string; is: boolean }>([
    { what: 'a review that looked at everything', is: true },
    { what: 'a review that did not', review: { incompleteReasons: ['nobody read a.ts'] }, is: false },
    { what: 'a review that did not arrive', arrives: 'failed', is: false },
    { what: 'a review that was stopped', ends: 'aborted', is: false },
    { what: 'a review of no commit', run: { headCommit: null }, is: false },
    { what: 'a review of another change', run: { label: 'acme/shop#8' }, is: false },
  ])('$what is complete: $is', ({ is, review = {}, ...past }) => {
    const log = aLog();
    const id = published(log, { ...past, review: { coverage: 'full', ...review } });

    expect(log.lastComplete(CHANGE)).toEqual(
      is ? { run: id, baseCommit: 'a'.repeat(40), headCommit: 'b'.repeat(40), coverage: 'full' } : null,
    );
  });

  it('takes the newest complete review that arrived', () => {
    const log = aLog();
    published(log);
    const id = published(log, { run: { headCommit: 'd'.repeat(40) } });
    published(log, { review: { incompleteReasons: ['x'] } });
    died(log, 'failed');
    log.startRun(aRun(CHANGE)).finish('aborted', 'newer head');

    expect(log.lastComplete(CHANGE)).toEqual({
      run: id,
      baseCommit: 'a'.repeat(40),
      headCommit: 'd'.repeat(40),
      coverage: 'checks-only',
    });
  });

  it('knows what was refuted on which blob, once', () => {
    const log = aLog();
    const refuted = (bar: string) => ({ state: { kind: 'suppressed', reason: 'refuted', bar } }) as const;
    published(log, { decision: refuted('older words') });
    published(log, { decision: refuted('newer words') });
    published(log, { decision: { state: { kind: 'suppressed', reason: 'unverified', bar: 'x' } } });
    published(log, { run: { label: 'acme/shop#8' }, decision: refuted('of another') });

    expect(log.rejectedOn(CHANGE)).toEqual([
      {
        concern: 'c-1',
        fingerprint: 'fp-1',
        blob: BLOB,
        reason: 'newer words',
        severity: 'critical',
        title: 'SQL built from input',
      },
    ]);
  });

  it('keeps who may do what beside an outcome, and reads outcomes that lack it', () => {
    const log = aLog();
    const recorder = log.startRun(aRun(CHANGE));
    const base = { concern: 'c-1', reason: 'by design', at: '2026-01-31T12:30:05Z' };
    recorder.recordOutcome({ ...base, kind: 'claimed', actor: 'bob' });
    recorder.recordOutcome({ ...base, kind: 'dismissed', actor: 'ann', role: 'write' });
    log.startRun(aRun()).recordOutcome({ ...base, kind: 'accepted', actor: null });

    expect(log.outcomesOn(CHANGE)).toEqual([
      { run: recorder.runId, outcome: { ...base, kind: 'claimed', actor: 'bob' } },
      { run: recorder.runId, outcome: { ...base, kind: 'dismissed', actor: 'ann', role: 'write' } },
    ]);
  });
});
