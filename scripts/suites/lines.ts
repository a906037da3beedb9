import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledCase } from './labelled-case.ts';

/** Code that may stand around it. */
const CODE = /\.(?:[cm]?[jt]sx?|py|java)$/;

/** Files whose bad lines somebody wrote down by hand: a row of LABELS is a path below the folder, the first and the last line, and the class. The code beside them comes without marks. */
export function lineCases(folder: string, labels: string): LabelledCase[] {
  const rows = readFileSync(labels, 'utf8')
    .split('\n')
    .filter((row) => row.trim() !== '')
    .map((row) => row.split(/\s+/))
    .map(([path = '', first, last, name = '']) => ({ path, lines: [Number(first), Number(last)] as const, name }));
  const marked = Map.groupBy(rows, ({ path }) => path);
  const beside = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => CODE.test(path) && !marked.has(path) && !/(?:^|\/)(?:node_modules|vendor|\.git)\//.test(path),
  );
  return [...[...marked.keys()].filter((path) => existsSync(join(folder, path))), ...beside].map((path) => ({
    path,
    text: readFileSync(join(folder, path), 'utf8'),
    marks: (marked.get(path) ?? []).map(({ name, lines }) => ({ name, lines, bad: true })),
  }));
}
