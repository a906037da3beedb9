import { expect, test } from 'vitest';
import { security } from '../../../../reviewers/security/index.ts';
import { runChecks } from '../../check-table.ts';

/** What the change of one manifest says: its rules with their severity, and `unjudged` where silence means nothing. */
async function saidOf(path: string, base: string, head: string): Promise<readonly string[]> {
  const trees = { old: base === '' ? {} : { [path]: base }, new: { [path]: head } };
  const { reports, unjudged } = await runChecks(security, trees, { only: ['build-manifests'] });
  const rules = reports.map(({ rule, severity = '' }) => `${rule} ${severity}`.trim());
  return [...rules, ...(unjudged.length > 0 ? ['unjudged'] : [])];
}

/** One row: what a line becomes in the middle of a manifest, and what is said of it. */
export type ManifestRow = readonly [before: string, after: string, said: readonly string[]];

/** Tests rows, each line put in the place of `HERE`. */
export function testManifest(path: string, frame: string, rows: readonly ManifestRow[]): void {
  const filled = (line: string): string => frame.replace('HERE', () => line);
  test.each(rows)(`${path}: %s -> %s`, async (before, after, said) => {
    expect(await saidOf(path, filled(before), filled(after))).toEqual(said);
  });
}
