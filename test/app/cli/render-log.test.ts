import { stripVTControlCharacters } from 'node:util';
import { coloursOf } from '../../../app/output/text/colours.ts';
import { describe, expect, it } from 'vitest';
import { renderPolicyReplay, renderReplay } from '../../../app/cli/render/render-replay.ts';
import { renderRun } from '../../../app/cli/render/render-run.ts';
import { renderRuns } from '../../../app/cli/render/render-log.ts';
import { renderFindingHistory } from '../../../app/cli/render/render-finding-history.ts';
import { replayRun, replayWith } from '../../../app/history/replay.ts';
import { openInMemory, type HistoryLog } from '../../../history/log.ts';
import { recordReport } from '../../../history/write/record-coordination.ts';
import type { RememberedConcern } from '../../../schemas/review.ts';
import { recordRun } from '../../history/builders.ts';
import { aStart, anEnd, callsOf, digestFor, MODEL } from '../../history/write/calls.ts';
import { aDecision, aFinding, anInput, aReview, aRun } from '../../history/records.ts';

const plain = { width: 80, colours: coloursOf(false) };
const HOSTILE = 'evil\u001b[31m\u202Egnp\n::error::stop ##[group]\r\u0007';

/** What was raised before, in hostile words. */
function aMemory(): RememberedConcern {
  const { id, reviewer, origin, ...said } = aFinding({ title: HOSTILE, evidence: HOSTILE });
  const comment = {
    ...said,
    finding: id,
    merged: [],
    reviewers: [reviewer],
    origins: [origin],
    fingerprint: 'fp-1',
    concern: 'c-1',
    placement: 'inline' as const,
  };
  return { concern: 'c-1', fingerprint: 'fp-1', state: 'standing', note: HOSTILE, comment };
}

/** A log whose every text is hostile. */
function hostileLog(): { readonly log: HistoryLog; readonly id: string } {
  const log = openInMemory({ now: () => new Date('2026-01-31T12:30:05.123Z') });
  const finding = aFinding({
    id: `f${HOSTILE}`,
    title: HOSTILE,
    explanation: HOSTILE,
    evidence: HOSTILE,
    failureScenario: { description: HOSTILE, command: HOSTILE, expected: HOSTILE, actual: HOSTILE },
    references: [HOSTILE],
    location: { path: HOSTILE, side: 'new', startLine: 1, endLine: 2 },
  });
  const merged = aFinding({ id: 'm', title: HOSTILE });
  const steps = [{ step: 'route' as const, note: HOSTILE }];
  const state = { kind: 'suppressed', reason: 'low-confidence', bar: HOSTILE } as const;
  const id = recordRun(log, {
    input: anInput([finding, merged]),
    output: {
      decisions: [
        aDecision({ finding: finding.id, state, steps }),
        aDecision({ finding: 'm', state: { kind: 'merged', into: finding.id }, steps }),
      ],
      review: aReview({
        verdict: 'minor_issues',
        verdictReason: HOSTILE,
        counts: { critical: 0, warning: 2, suggestion: 0 },
        remembered: [aMemory()],
      }),
    },
    run: { label: HOSTILE, source: 'pull-request' },
  });
  const other = log.startRun(aRun({ label: HOSTILE }));
  other.recordOutcome({
    concern: 'c-1',
    kind: 'dismissed',
    actor: HOSTILE,
    reason: HOSTILE,
    at: '2026-01-31T12:30:05Z',
  });
  other.recordReceipt({
    publication: other.recordIntent({ target: HOSTILE, body: Buffer.from('x') }),
    state: 'failed',
    reference: HOSTILE,
  });
  other.finish('failed', HOSTILE);
  return { log, id };
}

function allPages(options: typeof plain): string[] {
  const { log, id } = hostileLog();
  const coordinator = {
    version: '9',
    coordinate: () => ({ decisions: [aDecision({ finding: HOSTILE })], review: aReview({ verdictReason: HOSTILE }) }),
  };
  const policy = { maxInlineComments: 1, minimumConfidence: 0, minimumSeverity: 'critical' } as const;
  const pages = [
    renderRuns(log.runs({ limit: 9 }), options),
    renderRun(log.run(id), options),
    renderRun(log.run('latest'), options),
    renderFindingHistory(log.findingStory('fevil'), options),
    renderReplay(replayRun(log, id, coordinator), options),
    renderPolicyReplay(replayWith(log, { policy, last: 9, coordinator }), options),
  ];
  log.close();
  return pages;
}

describe('what is shown of the log', () => {
  it.each([40, 80, 200])('is harmless at %i columns, whatever stands in it', (width) => {
    for (const page of allPages({ ...plain, width })) {
      // oxlint-disable-next-line no-control-regex -- control characters are what this looks for
      expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      expect(page).not.toMatch(/^\s*::/m);
      expect(page).not.toContain('##[');
    }
  });

  it('differs in colour only', () => {
    const coloured = allPages({ ...plain, colours: coloursOf(true) }).map(stripVTControlCharacters);

    expect(coloured.map(withoutIds)).toEqual(allPages(plain).map(withoutIds));
  });

  it('tells what was raised before, and what later reviews knew of a finding', () => {
    const { log, id } = hostileLog();

    expect(renderRun(log.run(id), plain)).toMatch(/Raised before\n +standing: critical src\/db\.ts:3 evil/);
    expect(renderFindingHistory(log.findingStory('fevil'), plain)).toMatch(
      /What later reviews knew of it\n +[0-9a-f-]+ 2026-01-31 12:30:05Z standing: evil/,
    );
    log.close();
  });

  it('is one line a run', () => {
    const log = openInMemory({ now: () => new Date('2026-01-31T12:30:05.123Z') });
    expect(renderRuns(log.runs({ limit: 1 }), plain)).toBe('No runs yet.\n');
    const review = aReview({ verdict: 'minor_issues', counts: { critical: 0, warning: 2, suggestion: 0 } });
    recordRun(log, { input: anInput([]), output: { decisions: [], review } });
    log.startRun(aRun({ label: 'a label that is much too long for the line that it has to stand on' }));

    const lines = renderRuns(log.runs({ limit: 9 }), plain)
      .split('\n')
      .map(withoutIds);

    expect(lines).toEqual([
      'RUN  2026-01-31 12:30:05Z  not finished  a label that is much too lon…',
      'RUN  2026-01-31 12:30:05Z  Minor issues: 2 warnings  main...HEAD',
      '',
    ]);
    log.close();
  });

  it('tells a finding’s story in its order', () => {
    const log = openInMemory({ now: () => new Date('2026-01-31T12:30:05.123Z') });
    const inline = { kind: 'inline', at: { path: 'src/db.ts', side: 'new', startLine: 3, endLine: 3 } } as const;
    recordRun(log, {
      input: anInput([aFinding()]),
      output: {
        decisions: [aDecision({ state: inline, steps: [{ step: 'verify', note: 'the quote is there' }] })],
        review: aReview(),
      },
    });
    log.startRun(aRun()).recordOutcome({
      concern: 'c-1',
      kind: 'dismissed',
      actor: 'ann',
      reason: 'ids are numbers',
      at: '2026-02-01T00:00:00Z',
    });

    expect(withoutIds(renderFindingHistory(log.findingStory('f-1'), plain))).toBe(`Finding f-1
  fingerprint fp-1, concern c-1

RUN  2026-01-31 12:30:05Z  main...HEAD
  security (check) says f-1: security/sql-injection, 90% sure
  src/db.ts:3
  critical: SQL built from input
  The id reaches the statement unescaped.
  Evidence:
    | db.query("SELECT " + id)
  See CWE-89
  Decided: inline at src/db.ts:3
    verify: the quote is there
  Went to terminal: arrived at 2026-01-31 12:30:05Z

What became of it
  2026-02-01 00:00:00Z dismissed by ann: ids are numbers [concern c-1]
`);
    log.close();
  });
});

/** Ids hold the time at which they were made. */
function withoutIds(text: string): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}(?:-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})?/g, 'RUN');
}

describe('docket log RUN, of a run that asked models', () => {
  /** A run whose reviewer asked once, failed once and was answered from the log once. */
  async function modelRun(hostile = ''): Promise<string> {
    const log = openInMemory();
    const asked = callsOf(log);
    await asked.calls.started(aStart('c', 'q'));
    await asked.calls.ended(anEnd('c', 'a'));
    const { recorder, calls } = callsOf(log);
    await calls.recall(digestFor('q'), { step: 'security' });
    const host = `api.example${hostile}`;
    await calls.started(aStart('d', 'r', { host, model: `m${hostile}`, reservedMicroUsd: 12_345 }));
    await calls.ended({ call: 'd', attempt: 1, state: 'failed', error: 'cut: it broke off', costMicroUsd: null });
    const requestDigest = digestFor('t');
    await calls.toolCalled({
      step: 'security',
      tool: 'read',
      requestDigest,
      input: {},
      output: '',
      isError: false,
      seen: null,
    });
    const [report] = anInput([]).reports;
    if (report === undefined) throw new TypeError('no report');
    const model = { status: 'failed', reason: `it broke off${hostile}`, models: [MODEL] } as const;
    const step = recorder.step({ kind: 'reviewer', name: 'quality', key: '1'.repeat(64) });
    recordReport(recorder, { step, report: { ...report, model: { ...model, models: [...model.models] } } });
    return renderRun(log.run(recorder.runId), { ...plain, width: 200 });
  }

  it('tells the model half of each reviewer, who was asked, what it took and what came from the log', async () => {
    const text = await modelRun();

    expect(text.slice(text.indexOf('Steps'))).toMatchInlineSnapshot(`
      "Steps
        security (reviewer): not finished
          claude-sonnet-5-5 at api.anthropic.com: 1 call, 1 of them from the log, 0 tokens in, 0 out, $0.00
          m at api.example: 0 calls, 1 failed attempt, 0 tokens in, 0 out, $0.01
          1 tool call
        quality (reviewer): ok
          model half failed: it broke off, answered by claude-sonnet-5-5

      Models
        claude-sonnet-5-5 at api.anthropic.com: 1 call, 1 of them from the log, 0 tokens in, 0 out, $0.00
        m at api.example: 0 calls, 1 failed attempt, 0 tokens in, 0 out, $0.01
        1 tool call, $0.01 in all
      "
    `);
  });

  it('shows hostile names as harmless text', async () => {
    const text = await modelRun(HOSTILE);

    for (const control of ['\u001b', '\u202e', '\r', '\u0007']) expect(text).not.toContain(control);
    expect(text).not.toMatch(/^\s*::|##\[/m);
  });
});
