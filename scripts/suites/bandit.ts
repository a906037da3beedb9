import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { LabelledCase } from './labelled-case.ts';

const Labels = z.object({
  results: z.array(
    z.object({ filename: z.string(), test_id: z.string(), test_name: z.string(), line_range: z.array(z.int()) }),
  ),
});

/** The examples of bandit, with what its own program says of them (`bandit -r examples -f json`). */
export function banditCases(folder: string, labels: string): LabelledCase[] {
  const { results } = Labels.parse(JSON.parse(readFileSync(labels, 'utf8')));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .map((file) => ({
      path: `src/${file}`,
      text: readFileSync(join(folder, file), 'utf8'),
      marks: results
        .filter(({ filename }) => basename(filename) === file)
        .map(({ test_id, test_name, line_range }) => ({
          name: `${test_id} ${test_name}`,
          lines: [Math.min(...line_range), Math.max(...line_range)] as const,
          bad: true,
        })),
    }));
}
