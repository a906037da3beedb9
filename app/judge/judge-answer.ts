import { z } from 'zod';
import type { OutputSchema } from '../../models/model.ts';
import { ASKED_MARKS } from '../../reviewers/model-pass/answer.ts';
import { restoreHiddenCharacters } from '../../reviewers/model-pass/restore-hidden-characters.ts';
import { visibleName } from '../../reviewers/model-pass/prompt/visible.ts';
import type { Candidate } from '../../schemas/candidate.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';
import { JudgeAnswer } from '../../schemas/judge.ts';
import { type Location, Side } from '../../schemas/location.ts';
import { Severity } from '../../schemas/severity.ts';
import type { ModelJudgement } from './read-judgements.ts';

// Flat, and null for what an action does not need: providers that enforce schemas want every key. What comes back is read more loosely
// than it is asked for (`read-judgements.ts`).
const Text = z.string().nullable();
const Line = z.number().nullable();

const AskedJudgement = z.object({
  candidate: z.string().describe('c1, c2, ...'),
  action: z.enum(['confirmed', 'refuted', 'unproven']),
  reason: z.string().describe('Why. For refuted: why it cannot happen.'),
  quote: Text.describe('The exact code that decides it; for unproven null.'),
  path: Text.describe('Where the quote stands, else null.'),
  side: Side.nullable().describe('new (head) or old (base), else null.'),
  startLine: Line,
  endLine: Line,
  severity: Severity.nullable().describe('confirmed with another severity, else null.'),
});

export const JUDGE_OUTPUT: OutputSchema = {
  name: 'judgement',
  jsonSchema: z.toJSONSchema(z.object({ ...ASKED_MARKS, answers: z.array(AskedJudgement) }), {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
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
    case 'confirmed': {
      const { severity } = said;
      const { id, confidence } = candidate;
      if (severity === null || severity === candidate.severity) return { candidate: id, action: 'keep' };
      return { candidate: id, action: 'regrade', severity, confidence, reason };
    }
    case 'keep':
      return head;
    case 'unproven':
      return { ...head, reason };
    case 'refuted':
    case 'drop':
      return { ...head, action: 'drop', refutation: reason, ...quoted(said, changeSet) };
    case 'merge':
      return { ...head, into: said.into.trim(), reason };
    case 'regrade': {
      const { severity, confidence } = said;
      const grade = {
        severity: severity ?? candidate.severity,
        confidence: confidence ?? candidate.confidence,
      };
      return { ...head, ...grade, reason };
    }
  }
}

/** What was shown with hidden characters made visible is quoted as it stands in the file. */
function quoted(said: ModelJudgement, changeSet: ChangeSet): { quote: string | null; location: Location | null } {
  const path = realPath(said.path, changeSet);
  const quote = said.quote.slice(0, LONGEST_QUOTE);
  if (path === '' || quote.trim() === '') return { quote: null, location: null };
  return {
    quote: restoreHiddenCharacters(quote, path, changeSet),
    location: { path, side: said.side, startLine: said.startLine, endLine: said.endLine },
  };
}

function realPath(said: string, { files, filtered }: ChangeSet): string {
  if (!said.includes('[U+')) return said;
  const known = [...files, ...filtered].flatMap((file) => [file.newPath, file.oldPath]);
  return known.find((path) => visibleName(path) === said) ?? said;
}
