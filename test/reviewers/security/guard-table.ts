import { beforeAll, describe, expect, test } from 'vitest';
import { security } from '../../../reviewers/security/index.ts';
import { runChecks, type CheckTableResult } from '../check-table.ts';
import { SECURITY_RULES } from '../../../reviewers/security/vocabulary.ts';

/** What is folded since nothing shows that a request brings the value, whatever was asked of it. */
const UNPROVEN = 200;

/** Code, the rule that it breaks, and `less` where something that merely sounds like a check makes it less sure. */
export type GuardRow = readonly [code: string, rule?: keyof typeof SECURITY_RULES, sure?: 'less'];

/** Runs a table of values that are checked, and of values that only look checked. */
export function expectGuards(
  language: string,
  extension: string,
  reported: readonly GuardRow[],
  silent: readonly GuardRow[],
): void {
  const rows = [...reported, ...silent].map((row, index) => ({ path: `src/case_${index}.${extension}`, row }));
  describe(`${language}: a guard is a guard of that value`, () => {
    let result: CheckTableResult;
    beforeAll(async () => {
      const tree = Object.fromEntries(rows.map(({ path, row }) => [path, `${row[0]}\n`]));
      result = await runChecks(security, { old: {}, new: tree }, { only: ['dangerous-sinks'] });
    }, 60_000);

    test.each(rows)('$path: $row', ({ path, row: [, rule, sure] }) => {
      const reports = result.reports.filter((report) => report.location?.path === path);
      expect([...new Set(reports.map((report) => report.rule))]).toEqual(rule === undefined ? [] : [rule]);
      if (rule === undefined) return;
      const usual = SECURITY_RULES[rule].confidence;
      // A sink may be less sure than its rule from the start; a check by name takes off far more than that.
      const proven = reports.filter(({ confidence = usual }) => confidence !== UNPROVEN);
      for (const { confidence = usual } of proven) expect(confidence < usual - 150).toBe(sure === 'less');
    });
  });
}
