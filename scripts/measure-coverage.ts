/**
 * Measures on real commits what checks alone judge: `node scripts/measure-coverage.ts LIST`, where each line of LIST is a group (a language, a
 * repository), a git directory, a commit and its parent, with tabs between them. Prints shares by group, and the kinds that were not
 * covered; with `--paths` also each file that was not covered, with what was not looked for in it and why. Checks that judge nothing are left out: they change no figure here.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createAnalyserPool } from '../analysers/pool.ts';
import { createSecretScanner } from '../analysers/secret-scanner.ts';
import { gatherSources } from '../app/analyse/gather-sources.ts';
import { policyOf } from '../app/plan.ts';
import { openWorkspace } from '../app/workspace.ts';
import { openRange } from '../forge/local/open.ts';
import { coordinate } from '../coordinator/coordinate.ts';
import { BUILT_IN_REVIEWERS } from '../reviewers/index.ts';
import { runReviewers } from '../reviewers/runner/run-reviewers.ts';
import { describeCause } from '../schemas/problem.ts';
import type { Gap, Review } from '../schemas/review.ts';

const Hash = z.string().regex(/^[0-9a-f]{40}$/);
const Row = z.tuple([z.string(), z.string(), Hash, Hash]);

const [list, ...options] = process.argv.slice(2);
if (list === undefined) throw new Error('usage: node scripts/measure-coverage.ts LIST [--paths]');
const rows = readFileSync(list, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => Row.parse(line.split('\t').slice(0, 4)));
const results: { readonly group: string; readonly review: Review }[] = [];
const failed: string[] = [];
const cutOff: string[] = [];
const judging = BUILT_IN_REVIEWERS.map((reviewer) => ({
  ...reviewer,
  checks: reviewer.checks.filter(({ judges = [] }) => judges.length > 0),
})).filter(({ checks }) => checks.length > 0);
const pool = createAnalyserPool();
const scanner = createSecretScanner(pool);

for (const [index, [group, source, commit, parent]] of rows.entries()) {
  try {
    const { review, gaps } = await reviewOf(source, `${parent}..${commit}`);
    // What the machine cut off says nothing about the checks.
    const cut = gaps.find(({ kind, reason }) => kind === 'failed' || reason.includes('timed out'));
    if (cut !== undefined) {
      cutOff.push(`${commit}: ${cut.reason}`);
      continue;
    }
    results.push({ group, review });
    if (options.includes('--paths'))
      for (const { path, kind, state, lack } of review.judged ?? [])
        if (state === 'not-covered')
          console.log(
            [commit, kind.id, path, ...(lack === undefined ? [] : [lack.families.join('+'), ...lack.reasons])].join(
              '\t',
            ),
          );
  } catch (error) {
    failed.push(`${commit}: ${describeCause(error)}`);
  }
  process.stderr.write(`\r${index + 1} of ${rows.length}`);
}
await pool.close();

const share = (part: number, whole: number) => `${part} (${whole === 0 ? 0 : Math.round((100 * part) / whole)}%)`;
console.log('\n| group | commits | not covered |\n|---|---:|---:|');
for (const [group, all] of [...Map.groupBy(results, (one) => one.group), ['all', results] as const]) {
  const open = all.filter(({ review }) => (review.notCovered ?? []).length > 0).length;
  console.log(`| ${group} | ${all.length} | ${share(open, all.length)} |`);
}
const uncovered = results.flatMap(({ review }) => review.notCovered ?? []);
const kinds = [...Map.groupBy(uncovered, ({ kind }) => kind.label)].toSorted((a, b) => b[1].length - a[1].length);
console.log('\n| kind | commits in which it was not covered |\n|---|---:|');
for (const [label, all] of kinds.slice(0, 40)) console.log(`| ${label} | ${share(all.length, results.length)} |`);
console.log(
  `\n${results.length} commits, ${failed.length} that could not be looked at, ${cutOff.length} in which a tool was cut off`,
);
for (const line of [...failed, ...cutOff]) console.log(line);

/** What the checks make of one range, in this process: starting one for each commit would take most of the time. */
async function reviewOf(
  cwd: string,
  range: string,
): Promise<{ readonly review: Review; readonly gaps: readonly Gap[] }> {
  const environment = { HOME: '/nonexistent', PATH: process.env['PATH'] };
  const place = await openWorkspace({ cwd, environment, range, readStdin: async () => new Uint8Array() });
  try {
    if (place.repository === null) throw new Error('a range lies in a repository');
    const forge = await openRange({ repository: place.repository, range, scanner });
    try {
      const { config } = place.effective;
      const changeSet = await forge.changeSet(config);
      const { contents, inspection } = forge;
      const { signal } = new AbortController();
      const reports = await runReviewers({
        reviewers: judging,
        changeSet,
        contents,
        inspection,
        pool,
        required: () => true,
        signal,
      });
      const sources = await gatherSources(contents, reports);
      const { review } = coordinate({ changeSet, sources, reports, policy: policyOf(config) });
      return { review, gaps: reports.flatMap((report) => report.gaps) };
    } finally {
      await forge.close();
    }
  } finally {
    await place.close();
  }
}
