import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { replayRun, replayWith } from '../../../app/history/replay.ts';
import { COORDINATOR_VERSION, coordinate } from '../../../coordinator/coordinate.ts';
import { openHistory, openInMemory } from '../../../history/log.ts';
import type { CoordinatorInput } from '../../../schemas/coordination.ts';
import type { Finding } from '../../../schemas/finding.ts';
import { rawConnection, recordRun, temporaryFolder } from '../../history/builders.ts';
import { aChangeSet, aFinding, anInput, aRun } from '../../history/records.ts';

const ADDED = ['import { db } from "./db";', 'export const find = (id: string) =>', '  db.query("SELECT " + id);'];

/** A change that adds one file, so that evidence can be verified. */
function inputWith(findings: readonly Finding[]): CoordinatorInput {
  const lines = ADDED.map((text, at) => ({ kind: 'added' as const, oldLine: null, newLine: at + 1, text }));
  const file = {
    status: 'A' as const,
    similarity: null,
    oldPath: 'src/db.ts',
    newPath: 'src/db.ts',
    oldMode: '000000',
    newMode: '100644',
    oldBlob: null,
    newBlob: null,
    added: 3,
    deleted: 0,
    binary: false,
    hunks: [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: 3, section: '', lines }],
  };
  const input = anInput(findings, { changeSet: aChangeSet({ files: [file] }) });
  return {
    ...input,
    sources: [{ path: 'src/db.ts', side: 'new', text: `${ADDED.join('\n')}\n` }],
    reports: input.reports.map((report) => ({ ...report, read: ['src/db.ts'] })),
  };
}

const strong = aFinding({ id: 'strong', evidence: 'db.query("SELECT " + id)' });
const weak = aFinding({
  id: 'weak',
  rule: 'security/loose-type',
  severity: 'suggestion',
  confidence: 600,
  evidence: 'id: string',
  location: { path: 'src/db.ts', side: 'new', startLine: 2, endLine: 2 },
  title: 'The type of an identifier could be narrower',
  explanation: 'A branded type would keep other strings out.',
});
const now = { version: COORDINATOR_VERSION, coordinate };

function record(path: string): string {
  const log = openHistory(path);
  const input = inputWith([strong, weak]);
  const id = recordRun(log, { input, output: coordinate(input), run: { coordinatorVersion: COORDINATOR_VERSION } });
  log.close();
  return id;
}

describe('a replay', () => {
  it('recomputes the same bytes from the raw findings', () => {
    const path = join(temporaryFolder(), 'history.db');
    const id = record(path);
    const log = openHistory(path, { readonly: true });

    const result = replayRun(log, id.slice(0, 20), now);

    expect(result).toMatchObject({ identical: true, sameVersion: true, findings: 2, changes: [], differences: [] });
    expect(result.verdict.before).toBe('significant_concerns');
    log.close();
  });

  it('comes out differently when one raw finding is flipped in a copy', () => {
    const folder = temporaryFolder();
    const id = record(join(folder, 'history.db'));
    const copy = join(folder, 'copy.db');
    copyFileSync(join(folder, 'history.db'), copy);
    const raw = rawConnection(copy);
    raw.exec('DROP TRIGGER findings_no_update');
    const flipped = raw
      .prepare("UPDATE findings SET body = json_set(body, '$.evidence', 'not there') WHERE finding = 'strong'")
      .run();
    raw.close();
    const log = openHistory(copy);

    const result = replayRun(log, id, now);

    expect(flipped.changes).toBe(1);
    expect(result).toMatchObject({ identical: false, sameVersion: true });
    expect(result.changes).toMatchObject([
      { finding: 'strong', before: { kind: 'inline' }, after: { kind: 'suppressed' } },
    ]);
    expect(result.verdict.after).not.toBe(result.verdict.before);
    expect(result.differences.map(({ at }) => at)).toContain('/review/verdict');
    log.close();
  });

  it('never looks at the recorded decisions while computing', () => {
    const path = join(temporaryFolder(), 'history.db');
    const id = record(path);
    const raw = rawConnection(path);
    raw.exec('DROP TRIGGER decisions_no_delete; DELETE FROM decisions');
    raw.close();
    const log = openHistory(path);

    const { changes, identical } = replayRun(log, id, now);

    expect(identical).toBe(false);
    expect(changes).toMatchObject([
      { before: null, after: { kind: 'inline' } },
      { before: null, after: { kind: 'inline' } },
    ]);
    log.close();
  });

  it('under another version tells the difference as news', () => {
    const path = join(temporaryFolder(), 'history.db');
    const id = record(path);
    const log = openHistory(path);
    const stricter = (input: CoordinatorInput): ReturnType<typeof coordinate> => {
      const { decisions, review } = coordinate(input);
      return { decisions, review: { ...review, verdictReason: 'because' } };
    };

    const result = replayRun(log, id, { version: 'next', coordinate: stricter });

    expect(result).toMatchObject({ sameVersion: false, identical: false, changes: [] });
    expect(result.differences).toMatchObject([{ at: '/review/verdictReason', after: 'because' }]);
    log.close();
  });
});

describe('a replay with another policy', () => {
  it('tells which findings of the last runs would have ended differently, and which runs cannot be computed', () => {
    const path = join(temporaryFolder(), 'history.db');
    record(path);
    const id = record(path);
    const log = openHistory(path);
    const unfinished = log.startRun(aRun()).runId;
    const policy = { maxInlineComments: 15, minimumConfidence: 0, minimumSeverity: 'warning' } as const;

    const { runs, skipped } = replayWith(log, { policy, last: 2, coordinator: now });

    expect(
      runs.map(({ run, changes }) => [run.id, changes.map(({ finding, after }) => [finding, after?.kind])]),
    ).toEqual([[id, [['weak', 'suppressed']]]]);
    expect(skipped).toMatchObject([{ run: { id: unfinished }, reason: expect.stringMatching(/did not get that far/) }]);
    log.close();
  });

  it('changes nothing when the policy is the recorded one', () => {
    const log = openInMemory();
    const input = inputWith([strong, weak]);
    recordRun(log, { input, output: coordinate(input) });

    expect(replayWith(log, { policy: input.policy, last: 5, coordinator: now }).runs).toMatchObject([{ changes: [] }]);
    log.close();
  });
});
