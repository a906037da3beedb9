import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { LabelledCase } from './labelled-case.ts';

const Result = z.object({
  filename: z.string(),
  test_id: z.string(),
  test_name: z.string(),
  line_range: z.array(z.int()),
  issue_severity: z.string().optional(),
});
const Labels = z.object({ results: z.array(Result) });
type Result = z.infer<typeof Result>;

/** The examples of bandit, with what its own program says of them (`bandit -r examples -f json`). */
export function banditCases(folder: string, labels: string): LabelledCase[] {
  const { results } = Labels.parse(JSON.parse(readFileSync(labels, 'utf8')));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .map((file) => {
      const own = results.filter(({ filename }) => basename(filename) === file);
      return {
        path: `src/${file}`,
        text: readFileSync(join(folder, file), 'utf8'),
        marks: own.map((one) => ({
          name: `${one.test_id} ${one.test_name}`,
          lines: [Math.min(...one.line_range), Math.max(...one.line_range)] as const,
          bad: true,
          ...(isHarmless(one, own) && { aside: true }),
        })),
      };
    });
}

/**
 * What bandit itself calls harmless: a shell's command that is written out ("seems safe", low), and a call of `mark_safe` by its name where its own
 * closer look (B703) says nothing of the line.
 */
function isHarmless({ test_id, issue_severity, line_range: [line] }: Result, all: readonly Result[]): boolean {
  if (/^B60[25]$/.test(test_id)) return issue_severity === 'LOW';
  return test_id === 'B308' && !all.some((one) => one.test_id === 'B703' && one.line_range[0] === line);
}
