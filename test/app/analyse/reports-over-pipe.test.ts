import { expect, it } from 'vitest';
import { receiveReports } from '../../../app/analyse/reports-over-pipe.ts';
import { learnSecrets } from '../../../app/known-secrets.ts';
import type { ReviewerReport } from '../../../schemas/report.ts';

const aReport = (reviewer: string): ReviewerReport => ({
  reviewer,
  required: false,
  status: 'ok',
  reason: null,
  gaps: [],
  rules: [`${reviewer}/a`],
  read: [],
  findings: [],
});
const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function received(reports: readonly ReviewerReport[]) {
  const left = [...reports];
  return receiveReports(reports.length, async () => json(left.shift()));
}

const judging = (reviewer: string, paths: readonly string[]): ReviewerReport => ({
  ...aReport(reviewer),
  read: [...paths],
  judged: paths.map((path) => ({ path, families: ['injection', 'secrets'] })),
  unjudged: paths.map((path) => ({ path, families: ['correctness'], reason: 'it is not all there' })),
});

it('reports come over one by one as they were, and without what a review does not keep', async () => {
  const reports = [judging('security', ['a.ts', 'src/b.ts']), aReport('quality')];
  expect(await received(reports)).toEqual(reports);
  expect(await received([])).toEqual([]);
});

it('a report that does not come is no report', async () => {
  await expect(receiveReports(1, async () => null)).rejects.toThrow(/expected object/);
});

it('a known secret in a report is blanked', async () => {
  learnSecrets(['qX7vPz93LmNw82RtYk4s']);
  const [report] = await received([{ ...aReport('security'), reason: 'it ended at qX7vPz93LmNw82RtYk4s' }]);
  expect(report?.reason).toBe(`it ended at ${'*'.repeat(20)}`);
});
