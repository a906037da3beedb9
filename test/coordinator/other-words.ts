import type { Coordination, CoordinatorInput } from '../../schemas/coordination.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Verdict } from '../../schemas/review.ts';
import type { Wording } from './arbitrary-walk.ts';

const FAILING: readonly Verdict[] = ['significant_concerns', 'incomplete'];

/** 2: something critical counts. 1: not everything was looked at. 0: the check passes. */
export function gravity({ review: { verdict } }: Coordination): 0 | 1 | 2 {
  if (verdict === 'significant_concerns') return 2;
  return FAILING.includes(verdict) ? 1 : 0;
}

/** The same input, everything critical in it said in other words and under another rule. */
export function inOtherWords(input: CoordinatorInput, words: Wording): CoordinatorInput {
  return { ...input, reports: input.reports.map((report) => reportInOtherWords(report, words)) };
}

type Report = CoordinatorInput['reports'][number];

/** What has no place of its own, or a line outside of every hunk without a rule, is tied to the change by nothing but its words. */
function reportInOtherWords(report: Report, words: Wording): Report {
  const findings = report.findings.map((one) =>
    one.severity === 'critical' && isTied(one) ? reworded(one, words) : one,
  );
  return { ...report, findings, rules: report.rules === null ? null : findings.map(({ rule }) => rule) };
}

const isTied = ({ evidence, location }: Finding) =>
  evidence !== null || location === null || location.startLine === null || (location.endLine ?? 9) <= 3;

function reworded(finding: Finding, { sentence, upper, rule }: Wording): Finding {
  const text = (words: string) => (upper ? words.toUpperCase() : words);
  return {
    ...finding,
    id: `reworded-${finding.id}`,
    rule: `${finding.reviewer}/${rule}`,
    title: text(`${finding.title} ${sentence}`),
    explanation: text(`${sentence} ${finding.explanation}`),
  };
}
