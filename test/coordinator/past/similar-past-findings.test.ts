import { describe, expect, it } from 'vitest';
import { similarPastFindings } from '../../../coordinator/past/similar-past-findings.ts';
import { coordinate } from '../../../coordinator/coordinate.ts';
import { openInMemory } from '../../../history/log.ts';
import type { PastFinding } from '../../../schemas/learning/past-finding.ts';
import { recordRun } from '../../history/builders.ts';
import { aRun } from '../../history/records.ts';
import { at, changedFile, finding, State } from '../builders.ts';

const past = (of: Partial<PastFinding>): PastFinding => ({
  finding: 'f-1',
  rule: 'quality/null',
  severity: 'warning',
  title: 'The invoice total may overflow',
  path: 'src/old.ts',
  evidence: null,
  became: 'dismissed',
  reason: 'amounts are small',
  trust: 'trusted',
  at: '2026-01-01T00:00:00.000Z',
  ...of,
});
const changeSet = { files: [changedFile('src/a.ts', ['+const total = invoice.total + overflow;'])] };
const told = (all: readonly PastFinding[], most?: number) =>
  similarPastFindings({ past: all, changeSet, trust: 'trusted', ...(most === undefined ? {} : { most }) });
const ids = (all: readonly PastFinding[], most?: number) => told(all, most).map(({ finding: id }) => id);

describe('what a prompt is told of the past', () => {
  const other = past({ finding: 'f-other', title: 'The socket leaks after a retry' });
  it.each([
    ['what says the same of another file', [past({})], ['f-1']],
    ['nothing that is about something else', [other], []],
    ['what stood in a file of the change first', [past({}), { ...other, path: 'src/a.ts' }], ['f-other', 'f-1']],
    ['the same words once', [past({}), past({ finding: 'f-2', at: '2026-02-01T00:00:00.000Z' })], ['f-2']],
    ['nothing of strangers', [past({ trust: 'fork' }), past({ trust: 'local' })], []],
  ])('is %s', (_, all, expected) => {
    expect(ids(all)).toEqual(expected);
    expect(ids(all.toReversed())).toEqual(expected);
  });

  it('is a few, cut to a length', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      past({
        finding: `f-${index}`,
        title: `The invoice total may overflow ${index}`,
        evidence: 'invoice '.repeat(999),
      }),
    );
    expect(told(many)).toHaveLength(5);
    expect(told(many, 2)).toHaveLength(2);
    expect(told(many)[0]?.evidence?.length).toBeLessThanOrEqual(400);
  });
});

it('is read from the log: what was published, and what became of it, of one trust domain', () => {
  const log = openInMemory();
  const said = finding({ origin: 'model', location: at('src/a.ts', 1), evidence: 'cache.put(key, value);' });
  const input = new State()
    .file(changedFile('src/a.ts', ['+cache.put(key, value);']))
    .findings(said)
    .build();
  const output = coordinate(input);
  recordRun(log, { input, output, run: { trust: 'fork' } });
  const recorder = log.startRun(aRun({ trust: 'fork' }));
  const [comment] = output.review.comments;
  const dismissal = { kind: 'dismissed', actor: 'ada', reason: 'it ends', at: '2026-01-01T00:00:00.000Z' } as const;
  recorder.recordOutcome({ concern: comment?.concern ?? '', ...dismissal });
  recorder.finish('finished', null);
  expect(log.past.findings('trusted')).toEqual([]);
  expect(log.past.findings('fork')).toMatchObject([
    { finding: 'f-1', path: 'src/a.ts', became: 'dismissed', reason: 'it ends', trust: 'fork' },
  ]);
  log.close();
});
