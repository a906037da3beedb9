import { z } from 'zod';
import type { StatedMarks } from '../../reviewers/model-pass/prompt/reading-marks.ts';
import { readConfidences } from '../../reviewers/stated/stated-confidence.ts';
import { readLines } from '../../reviewers/stated/stated-lines.ts';
import { readList } from '../../reviewers/stated/stated-list.ts';
import { readSeverity } from '../../reviewers/stated/stated-severity.ts';
import { readSide } from '../../reviewers/stated/stated-side.ts';
import { AnyObject, statedText } from '../../reviewers/stated/stated-text.ts';
import type { Side } from '../../schemas/location.ts';
import type { Severity } from '../../schemas/severity.ts';

/** What a judge says of a finding, and the words that it was asked for before, which mean the same. */
const JudgeAction = z.enum(['confirmed', 'refuted', 'unproven', 'keep', 'drop', 'merge', 'regrade']);
type JudgeAction = z.infer<typeof JudgeAction>;

/** One answer as the judge gives it, each field read as far as it can be. */
export interface ModelJudgement {
  readonly candidate: string;
  readonly action: JudgeAction;
  readonly reason: string;
  readonly quote: string;
  readonly path: string;
  readonly side: Side;
  readonly startLine: number | null;
  readonly endLine: number | null;
  readonly into: string;
  readonly severity: Severity | null;
  /** Per mille. */
  readonly confidence: number | null;
}

/** The judge's whole answer; null stands for an entry that says nothing that could count. */
export interface ModelJudgements {
  readonly answers: readonly (ModelJudgement | null)[];
  readonly marks: StatedMarks;
}

/** Reads the judge's answer in whatever form it comes; only one that holds no list of answers does not fit. */
export const ModelJudgements: z.ZodType<ModelJudgements> = z.unknown().transform((said, context) => {
  const entries = readList(said, { key: 'answers', entry: ['candidate', 'action'] });
  const fields = AnyObject.safeParse(said).data ?? {};
  const marks = { first: fields['firstMark'], last: fields['lastMark'] };
  if (entries !== null) return { answers: answersOf(entries), marks };
  context.addIssue({ code: 'custom', message: 'there is no list of answers' });
  return z.NEVER;
});

function answersOf(entries: readonly unknown[]): (ModelJudgement | null)[] {
  const objects = entries.map((entry) => AnyObject.safeParse(entry).data ?? {});
  const confidences = readConfidences(
    objects.map(({ confidence }) => confidence),
    'model',
  );
  return objects.map((fields, index) => judgementOf(fields, confidences[index] ?? null));
}

function judgementOf(fields: Readonly<Record<string, unknown>>, confidence: number | null): ModelJudgement | null {
  const text = (key: string): string => statedText(fields[key]) ?? '';
  const action = JudgeAction.safeParse(text('action').trim().toLowerCase());
  if (!action.success) return null;
  const { first, last } = readLines(fields['startLine'], fields['endLine']);
  return {
    candidate: text('candidate').trim(),
    action: action.data,
    reason: text('reason'),
    quote: text('quote'),
    path: text('path'),
    side: readSide(fields['side']),
    startLine: first,
    endLine: last,
    into: text('into'),
    severity: readSeverity(fields['severity']),
    confidence,
  };
}
