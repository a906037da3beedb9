import { z } from 'zod';
import { readConfidences } from '../stated/stated-confidence.ts';
import { readList } from '../stated/stated-list.ts';
import { AnyObject } from '../stated/stated-text.ts';
import type { ModelFinding, UnreadFinding } from './model-finding.ts';
import type { StatedMarks } from './prompt/reading-marks.ts';
import { FINDING_KEYS, readModelFinding } from './read-model-finding.ts';

/** An answer, read as far as it can be: what one entry or field lacks is no other's loss. */
export interface ModelAnswer {
  readonly findings: readonly ModelFinding[];
  readonly unread: readonly UnreadFinding[];
  /** The words that it repeats; undefined where it has no place for one. */
  readonly marks: StatedMarks;
}

/** Reads an answer in whatever form it comes. Only one that holds no list of findings does not fit, and is asked for again. */
export const ModelAnswer: z.ZodType<ModelAnswer> = z.unknown().transform((said, context) => {
  const entries = readList(said, { key: 'findings', entry: FINDING_KEYS });
  const fields = AnyObject.safeParse(said).data ?? {};
  // A server or a model that says that it failed has not said that nothing is wrong.
  const failed = entries?.length === 0 && FAILED.some((key) => isSaid(fields[key]));
  if (entries !== null && !failed) return answerOf(entries, { first: fields['firstMark'], last: fields['lastMark'] });
  const message = failed
    ? 'an empty list of findings beside an error is no answer'
    : 'there is no list of findings; without any it is {"findings": []}';
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** Keys under which an answer says that it is none. */
const FAILED = ['error', 'errors', 'refusal', 'truncated'] as const;
const isSaid = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false && value !== '';

function answerOf(entries: readonly unknown[], marks: ModelAnswer['marks']): ModelAnswer {
  const confidences = readConfidences(
    entries.map((entry) => AnyObject.safeParse(entry).data?.['confidence']),
    'model',
  );
  const read = entries.map((entry, index) => readModelFinding(entry, confidences[index] ?? null));
  return {
    findings: read.filter((one) => 'rule' in one),
    unread: read.filter((one) => 'said' in one),
    marks,
  };
}
