import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { JudgeAnswer } from '../../schemas/judge.ts';
import type { Severity } from '../../schemas/severity.ts';
import { judgeLimit } from './judge-limits.ts';
import type { OpenConcern } from './open-concerns.ts';
import { severityRank } from '../order.ts';
import { severityUnder } from '../calibrate/rule-settings.ts';

/**
 * The finding as the judge grades it, within bounds. No grade holds a concern back, for that asks for a refutation: the bars of
 * the configuration are the lowest grades. What a check proved is not graded lower than by the check.
 */
export function regrade(request: {
  readonly one: OpenConcern;
  readonly answer: Extract<JudgeAnswer, { action: 'regrade' }>;
  readonly policy: CoordinatorPolicy;
}): { readonly finding: Finding; readonly words: string } {
  const { one, answer, policy } = request;
  const { finding } = one;
  const guard = judgeLimit(one.concern);
  // A guard never raises the grade that stands now: another claim than the guarded one may carry the concern.
  const floor = guard === null ? null : leastSevere(guard.severity, finding.severity);
  const wanted = mostSevere(answer.severity, mostSevere(policy.minimumSeverity, floor ?? 'suggestion'));
  const severity = severityUnder(finding.rule, wanted, policy);
  const least = Math.max(policy.minimumConfidence, Math.min(finding.confidence, guard?.confidence ?? 0));
  const confidence = Math.max(answer.confidence, least);
  const bounded = severity === answer.severity && confidence === answer.confidence ? '' : boundedNote(answer, guard);
  const words = `graded ${severity}, ${confidence / 10}% sure, instead of ${finding.severity}, ${finding.confidence / 10}%${bounded}: ${answer.reason}`;
  return { finding: { ...finding, severity, confidence }, words };
}

function boundedNote({ severity, confidence }: { severity: Severity; confidence: number }, guard: unknown): string {
  const why = guard === null ? 'only a refutation can hold it back' : 'a check found it';
  return ` (${severity}, ${confidence / 10}% was asked for; ${why})`;
}

function mostSevere(a: Severity, b: Severity): Severity {
  return severityRank(a) <= severityRank(b) ? a : b;
}

function leastSevere(a: Severity, b: Severity): Severity {
  return mostSevere(a, b) === a ? b : a;
}
