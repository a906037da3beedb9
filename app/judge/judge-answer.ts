import { z } from 'zod';
import type { OutputSchema } from '../../models/model.ts';
import { restoreHiddenCharacters } from '../../reviewers/model-pass/restore-hidden-characters.ts';
import { visibleName } from '../../reviewers/model-pass/prompt/visible.ts';
import type { Candidate } from '../../schemas/candidate.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import { JudgeAnswer } from '../../schemas/judge.ts';
import { type Location, Side } from '../../schemas/location.ts';
import { Severity } from '../../schemas/severity.ts';

// Flat, and null for what an action does not need: providers that enforce schemas want every key.
const Text = z.string().nullable().default(null);
const Line = z.number().nullable().default(null);

/** One answer as a model gives it. */
const ModelJudgement = z.object({
  candidate: z.string().describe('c1, c2, ...'),
  action: z.enum(['keep', 'drop', 'merge', 'regrade']),
  reason: z.string().default('').describe('Why. For drop: why it cannot happen.'),
  quote: Text.describe('drop: the exact code that shows it, else null.'),
  path: Text.describe('drop: where the quote stands, else null.'),
  side: Side.nullable().default(null).describe('drop: new (head) or old (base), else null.'),
  startLine: Line,
  endLine: Line,
  into: Text.describe('merge: the other finding, else null.'),
  severity: Severity.nullable().default(null).describe('regrade, else null.'),
  confidence: z.number().nullable().default(null).describe('regrade: 0 to 1000, else null.'),
});
type ModelJudgement = z.infer<typeof ModelJudgement>;

/** The judge's whole answer. */
export const ModelJudgements = z.object({ answers: z.array(ModelJudgement) });
export type ModelJudgements = z.infer<typeof ModelJudgements>;

export const JUDGE_OUTPUT: OutputSchema = {
  name: 'judgement',
  jsonSchema: z.toJSONSchema(ModelJudgements, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.default;
    },
  }),
};

const LONGEST_REASON = 1000;
const LONGEST_QUOTE = 8000;

/** Null for an answer that says nothing that could count: no quote, no target, an unknown name. */
export function judgeAnswer(
  said: ModelJudgement,
  candidate: Candidate | undefined,
  changeSet: ChangeSet,
): JudgeAnswer | null {
  if (candidate === undefined) return null;
  const reason = said.reason.trim().slice(0, LONGEST_REASON).toWellFormed();
  const parsed = JudgeAnswer.safeParse(answerOf(said, { candidate, reason, changeSet }));
  return parsed.success ? parsed.data : null;
}

function answerOf(
  said: ModelJudgement,
  { candidate, reason, changeSet }: { candidate: Candidate; reason: string; changeSet: ChangeSet },
): object {
  const head = { candidate: candidate.id, action: said.action };
  switch (said.action) {
    case 'keep':
      return head;
    case 'drop':
      return { ...head, refutation: reason, ...quoted(said, changeSet) };
    case 'merge':
      return { ...head, into: said.into?.trim(), reason };
    case 'regrade': {
      const { severity, confidence } = said;
      const grade = {
        severity: severity ?? candidate.severity,
        confidence: perMille(confidence ?? candidate.confidence),
      };
      return { ...head, ...grade, reason };
    }
  }
}

/** What was shown with hidden characters made visible is quoted as it stands in the file. */
function quoted(said: ModelJudgement, changeSet: ChangeSet): { quote: string | null; location: Location | null } {
  const path = realPath(said.path ?? '', changeSet);
  const quote = said.quote?.slice(0, LONGEST_QUOTE) ?? '';
  if (path === '' || quote.trim() === '') return { quote: null, location: null };
  const startLine = lineOf(said.startLine) ?? lineOf(said.endLine);
  const endLine = startLine === null ? null : Math.max(startLine, lineOf(said.endLine) ?? startLine);
  return {
    quote: restoreHiddenCharacters(quote, path, changeSet),
    location: { path, side: said.side ?? 'new', startLine, endLine },
  };
}

function realPath(said: string, { files, filtered }: ChangeSet): string {
  if (!said.includes('[U+')) return said;
  const known = [...files, ...filtered].flatMap((file) => [file.newPath, file.oldPath]);
  return known.find((path) => visibleName(path) === said) ?? said;
}

function lineOf(line: number | null): number | null {
  return line !== null && Number.isSafeInteger(line) && line > 0 ? line : null;
}

function perMille(confidence: number): number {
  return Number.isFinite(confidence) ? Math.round(Math.min(1000, Math.max(0, confidence))) : 0;
}
