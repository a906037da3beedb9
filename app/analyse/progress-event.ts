import { z } from 'zod';
import type { ModelPassOptions } from '../../reviewers/model-pass/model-pass-options.ts';

/** What happens in the analysing process, for whoever shows it. */
export const AnalysisProgress = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reviewer-started'), reviewer: z.string(), checks: z.int().min(0) }),
  z.strictObject({
    kind: z.literal('check-settled'),
    reviewer: z.string(),
    check: z.string(),
    status: z.enum(['ok', 'failed']),
    reports: z.int().min(0),
  }),
  z.strictObject({
    kind: z.literal('reviewer-settled'),
    reviewer: z.string(),
    status: z.enum(['ok', 'failed', 'skipped']),
    findings: z.int().min(0),
  }),
  z.strictObject({ kind: z.literal('stage'), stage: z.string() }),
  /** Something that people should know and that changes nothing. */
  z.strictObject({ kind: z.literal('notice'), text: z.string() }),
]);
export type AnalysisProgress = z.infer<typeof AnalysisProgress>;

/** The model half of a reviewer shows like the reviewer itself, under a name that says which half. */
export function modelProgress(event: Parameters<NonNullable<ModelPassOptions['onProgress']>>[0]): AnalysisProgress {
  const reviewer = `${event.reviewer} (model)`;
  return event.kind === 'model-started'
    ? { kind: 'reviewer-started', reviewer, checks: 0 }
    : { kind: 'reviewer-settled', reviewer, status: event.status, findings: event.findings };
}
