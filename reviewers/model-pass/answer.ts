import { z } from 'zod';
import type { OutputSchema } from '../../models/model.ts';
import { Side } from '../../schemas/location.ts';
import { Severity } from '../../schemas/severity.ts';

// Providers that enforce schemas want every key required, and know no limits: what may be absent is null. What comes back is read more
// loosely than it is asked for (`read-model-answer.ts`): servers that enforce nothing leave keys out and take other words.
const Text = z.string().nullable();
const Line = z.number().nullable();

const AskedScenario = z.object({
  description: z.string().describe('These inputs or steps lead to this wrong result.'),
  command: Text.describe('A command that shows it, or null.'),
  expected: Text,
  actual: Text,
});

const AskedFinding = z.object({
  rule: z.string().describe('reviewer/rule-name from the brief'),
  severity: Severity,
  confidence: z.enum(['certain', 'very high', 'high', 'medium', 'low', 'very low']),
  path: z.string(),
  side: Side.describe('new: the code at head; old: lines that the change removes.'),
  startLine: Line,
  endLine: Line,
  quote: z.string().describe('The exact code, one to ten whole lines, without line numbers and signs.'),
  title: z.string(),
  explanation: z.string(),
  failureScenario: AskedScenario,
  replacement: Text.describe('New text for exactly the quoted lines, or null.'),
  references: z.array(z.string()),
});

/** What tells that the patches were read from end to end; the judge is asked for it, too. */
export const ASKED_MARKS = {
  firstMark: Text.describe('The word before the patches, or null if you were not shown it.'),
  lastMark: Text.describe('The word behind the patches, or null if you were not shown it.'),
};

/** The answer that every reviewer's model half is asked for. */
const AskedAnswer = z.object({
  ...ASKED_MARKS,
  findings: z.array(AskedFinding),
});

/** The same bytes for all reviewers: it is part of the cached prefix. */
export const ANSWER_SCHEMA: OutputSchema = {
  name: 'review',
  jsonSchema: z.toJSONSchema(AskedAnswer, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
    },
  }),
};
