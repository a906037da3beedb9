import { gatherReport } from '../../../app/statistics/gather-report.ts';
import { reportPage } from '../../../app/statistics/page/report-page.ts';
import type { HistoryLog } from '../../../history/log.ts';
import { recordRun } from '../../history/builders.ts';
import { aDecision, aFinding, anInput, aReview, aRun } from '../../history/records.ts';

/** When everything takes place. */
export const NOW = new Date('2026-11-01T00:00:00.000Z');

/** The page of a log. */
export function pageOf(log: HistoryLog): string {
  return reportPage(gatherReport(log, { since: null, now: NOW }));
}

/** A run whose every word of others is this one, with an outcome for what it published. */
export function recordHostile(log: HistoryLog, text: string, name: string): void {
  const finding = aFinding({
    id: `${name} ${text}`,
    rule: `quality/${text.replaceAll(/\s|\p{Surrogate}/gu, '_')}`,
    title: text,
    explanation: text,
    location: { path: `${text}/${text}`, side: 'new', startLine: 1, endLine: 1 },
  });
  const decision = aDecision({ finding: finding.id, concern: name, fingerprint: name });
  const held = aFinding({ id: `${name} held`, title: text });
  const suppressed = aDecision({
    finding: held.id,
    concern: `${name} held`,
    fingerprint: `${name} held`,
    state: { kind: 'suppressed', reason: 'refuted', bar: text },
  });
  const review = aReview({
    judged: [
      { path: text, kind: { id: 'x', label: text, class: 'code' }, state: 'not-covered', families: [], models: [] },
    ],
  });
  const output = { decisions: [decision, suppressed], review };
  recordRun(log, { input: anInput([finding, held]), output, run: { label: text, source: 'pull-request' } });
  const recorder = log.startRun(aRun({ label: text }));
  const actor = { actor: text, reason: text, at: NOW.toISOString() };
  recorder.recordOutcome({ concern: name, kind: 'dismissed', ...actor });
  recorder.finish('failed', text);
}
