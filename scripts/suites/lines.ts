import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledCase } from './labelled-case.ts';

/** Files whose bad lines somebody wrote down by hand: a row of LABELS is a path below the folder, the first and the last line, and the class. */
export function lineCases(folder: string, labels: string): LabelledCase[] {
  const rows = readFileSync(labels, 'utf8')
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => row.split(/\s+/))
    .map(([path = '', first, last, name = '']) => ({ path, lines: [Number(first), Number(last)] as const, name }));
  return [...Map.groupBy(rows, ({ path }) => path)]
    .filter(([path]) => existsSync(join(folder, path)))
    .map(([path, marks]) => ({
      path,
      text: readFileSync(join(folder, path), 'utf8'),
      marks: marks.map(({ name, lines }) => ({ name, lines, bad: true })),
    }));
}
