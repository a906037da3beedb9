import { boundFinding } from '../bound-finding.ts';
import { z } from 'zod';
import { FailureScenario, Finding, RuleId } from '../../schemas/finding.ts';
import { Location } from '../../schemas/location.ts';
import { Confidence, Severity } from '../../schemas/severity.ts';
import type { FindingDraft } from './finding-id.ts';
import type { Report, Reviewer } from '../reviewer.ts';
import { measuredConfidence } from './measured-confidence.ts';
import { causeOnOneLine } from './run-with-timeout.ts';

/** The rule name of a report that has no usable shape. No reviewer may own it, so that the coordinator marks it as failed. */
export const MALFORMED_RULE = 'malformed-report';

const ReportShape = z.strictObject({
  rule: z.string(),
  location: Location.nullable(),
  evidence: z.string().min(1).nullable(),
  title: z.string().min(1),
  explanation: z.string(),
  failureScenario: FailureScenario.optional(),
  replacement: z.string().optional(),
  severity: Severity.optional(),
  confidence: Confidence.optional(),
  references: z.array(z.string()).optional(),
});

export type FindingOfReport =
  | { readonly kind: 'finding'; readonly draft: FindingDraft }
  | { readonly kind: 'unusable'; readonly reason: string };

/**
 * Makes a raw finding of what a check said. A rule outside the vocabulary stays as it is and a bad shape becomes a finding of its own: both
 * for the coordinator to mark. Only what cannot be written down at all is unusable.
 */
export function findingOfReport(reviewer: Reviewer, check: string, report: Report): FindingOfReport {
  try {
    const parsed = ReportShape.safeParse(report);
    if (!parsed.success) return malformed({ reviewer, check, report, problem: z.prettifyError(parsed.error) });
    const draft = boundFinding(draftOf(reviewer, parsed.data));
    return RuleId.safeParse(draft.rule).success
      ? { kind: 'finding', draft }
      : malformed({ reviewer, check, report, problem: `"${parsed.data.rule}" cannot be the name of a rule` });
  } catch (cause) {
    return {
      kind: 'unusable',
      reason: `the check ${check} made a report that cannot be read: ${causeOnOneLine(cause)}`,
    };
  }
}

function draftOf(reviewer: Reviewer, report: z.infer<typeof ReportShape>): FindingDraft {
  const rule = reviewer.rules[report.rule];
  const id = `${reviewer.id}/${report.rule}`;
  const severity = report.severity ?? rule?.severity ?? 'suggestion';
  return {
    reviewer: reviewer.id,
    origin: 'check',
    rule: id,
    severity,
    confidence: measuredConfidence(id, report.confidence ?? rule?.confidence ?? 0, severity),
    location: report.location,
    evidence: report.evidence,
    title: report.title,
    explanation: report.explanation,
    failureScenario: report.failureScenario ?? null,
    replacement: report.replacement ?? null,
    references: [...(report.references ?? rule?.references ?? [])],
  };
}

interface Malformed {
  readonly reviewer: Reviewer;
  readonly check: string;
  readonly report: Report;
  readonly problem: string;
}

function malformed({ reviewer, check, report, problem }: Malformed): FindingOfReport {
  const said = JSON.stringify(report);
  if (typeof report !== 'object' || report === null || said === undefined) {
    return { kind: 'unusable', reason: `the check ${check} reported ${typeof report} instead of an object` };
  }
  const at = Location.safeParse(report.location);
  const title = Finding.shape.title.safeParse(report.title);
  const evidence = Finding.shape.evidence.safeParse(report.evidence);
  const draft: FindingDraft = {
    reviewer: reviewer.id,
    origin: 'check',
    rule: `${reviewer.id}/${MALFORMED_RULE}`,
    severity: 'suggestion',
    confidence: 0,
    location: at.success ? at.data : null,
    evidence: evidence.success ? evidence.data : null,
    title: title.success ? title.data : `A report of the check ${check} has no usable shape`,
    explanation: `${problem}\nIt said: ${said.slice(0, 2000)}`,
    failureScenario: null,
    replacement: null,
    references: [],
  };
  return { kind: 'finding', draft: boundFinding(draft) };
}
