import { z } from 'zod';
import { FOLDERS, numbers, pick, STEMS } from './numbers.ts';
import { output, parsed, RIGHT, SYSTEM, user, wrong } from './task.ts';
import type { CheckTask } from './task.ts';

/** The form that reviewers ask for; of how sure a model is they read any form, so that none of them is held against it. */
const Asked = z.strictObject({
  rule: z.enum(['sql-injection', 'unclosed-resource', 'unchecked-error', 'race']),
  severity: z.enum(['critical', 'warning', 'suggestion']),
  path: z.string().min(1),
  line: z.int().min(1),
  confidence: z.enum(['certain', 'very high', 'high', 'medium', 'low', 'very low']),
  evidence: z.string().min(1),
  title: z.string().min(1),
});
const Read = Asked.extend({ confidence: z.union([z.number().min(0).max(1000), z.string().min(1)]) });
const findingsOf = <T extends z.ZodType>(one: T) => z.strictObject({ findings: z.array(one).min(1).max(5) });
const Findings = findingsOf(Read);

/** A request for a finding in the form that reviewers use. */
export function answerTask(seed: number): CheckTask {
  const next = numbers(seed);
  const path = `${pick(next, FOLDERS)}/${pick(next, STEMS)}.ts`;
  const line = 2 + (next() % 300);
  const name = `${pick(next, STEMS)}Id`;
  const evidence = `await db.query("SELECT * FROM t WHERE id = '" + ${name} + "'");`;
  const words = [
    'Report exactly one finding in the JSON form that is asked for: the rule sql-injection, severity critical, a confidence of your choice,',
    'the evidence being the line itself, and a short title.',
    `File ${path}, line ${line}:`,
    evidence,
  ].join('\n');
  return {
    of: 1,
    request: {
      system: SYSTEM,
      tools: [],
      output: output('findings', findingsOf(Asked)),
      messages: user(words),
      maxOutputTokens: 4_000,
    },
    judge: (parts) => {
      const answer = Findings.safeParse(parsed(parts));
      if (!answer.success) return wrong('the answer did not fit the schema');
      const [finding] = answer.data.findings;
      const same = finding?.path === path && finding.line === line && finding.rule === 'sql-injection';
      return same ? RIGHT : wrong('the answer was about something else');
    },
  };
}
