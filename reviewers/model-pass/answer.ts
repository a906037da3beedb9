import { z } from 'zod';
import type { OutputSchema } from '../../models/model.ts';
import { Side } from '../../schemas/location.ts';
import { Severity } from '../../schemas/severity.ts';

// Providers that enforce schemas want every key required, and know no limits: what may be absent is null, and limits are kept where the
// answer is made into findings. Servers that enforce nothing leave keys out, so that absent reads as null.
const Text = z.string().nullable().default(null);
const Line = z.number().nullable().default(null);

const ModelScenario = z.object({
  description: z.string().describe('These inputs or steps lead to this wrong result.'),
  command: Text.describe('A command that shows it, or null.'),
  expected: Text,
  actual: Text,
});

/** One finding as a model says it: lines, lengths and names are hints until they are checked. */
export const ModelFinding = z.object({
  rule: z.string().describe('reviewer/rule-name from the brief'),
  severity: Severity,
  confidence: z.number().describe('Integer from 0 to 1000.'),
  path: z.string(),
  side: Side.default('new').describe('new: the code at head; old: lines that the change removes.'),
  startLine: Line,
  endLine: Line,
  quote: z.string().describe('The exact code, one to ten whole lines, without line numbers and signs.'),
  title: z.string(),
  explanation: z.string(),
  failureScenario: ModelScenario,
  replacement: Text.describe('New text for exactly the quoted lines, or null.'),
  references: z.array(z.string()).default([]),
});
export type ModelFinding = z.infer<typeof ModelFinding>;

/** The answer of every reviewer's model half. */
export const ModelAnswer = z.object({ findings: z.array(ModelFinding) });
export type ModelAnswer = z.infer<typeof ModelAnswer>;

/** The same bytes for all reviewers: it is part of the cached prefix. */
export const ANSWER_SCHEMA: OutputSchema = {
  name: 'review',
  jsonSchema: z.toJSONSchema(ModelAnswer, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.default;
    },
  }),
};
