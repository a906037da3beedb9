/**
 * Measures on real commits what checks alone judge: `node scripts/measure-coverage.ts LIST`, where each line of LIST is a language, a git
 * directory, a commit and its parent, with tabs between them. Prints verdicts by language, and the kinds that were not covered.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Review } from '../schemas/review.ts';

const DOCKET = fileURLToPath(new URL('../app/cli/docket.mjs', import.meta.url));
const Row = z.tuple([z.string(), z.string(), z.string().regex(/^[0-9a-f]{40}$/), z.string().regex(/^[0-9a-f]{40}$/)]);
const { verdict, notCovered, comments } = Review.shape;
const Output = z.object({ review: z.object({ verdict, notCovered, comments }) });

const [list] = process.argv.slice(2);
if (list === undefined) throw new Error('usage: node scripts/measure-coverage.ts LIST');
const rows = readFileSync(list, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => Row.parse(line.split('\t').slice(0, 4)));
const place = mkdtempSync(join(tmpdir(), 'docket-coverage-'));
const clones = new Map<string, string>();
const results: { readonly language: string; readonly review: z.infer<typeof Output>['review'] }[] = [];
const failed: string[] = [];

for (const [index, [language, source, commit, parent]] of rows.entries()) {
  let folder = clones.get(source);
  if (folder === undefined) {
    folder = join(place, String(clones.size));
    execFileSync('git', ['clone', '--quiet', '--local', '--no-checkout', source, folder]);
    clones.set(source, folder);
  }
  const args = [
    DOCKET,
    'review',
    `${parent}..${commit}`,
    '--offline',
    '--json',
    '--history',
    join(place, 'history.db'),
  ];
  const ran = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  const output = ran.stdout === '' ? null : Output.safeParse(JSON.parse(ran.stdout));
  if (output?.success === true) results.push({ language, review: output.data.review });
  else failed.push(`${commit}: ${output === null ? ran.stderr.slice(0, 200) : z.prettifyError(output.error)}`);
  process.stderr.write(`\r${index + 1} of ${rows.length}`);
}
rmSync(place, { recursive: true, force: true });

const share = (part: number, whole: number) => `${part} (${whole === 0 ? 0 : Math.round((100 * part) / whole)}%)`;
console.log('\n| language | commits | not covered | other verdicts |\n|---|---:|---:|---|');
for (const [language, all] of Map.groupBy(results, (one) => one.language)) {
  const open = all.filter(({ review }) => (review.notCovered ?? []).length > 0).length;
  const verdicts = [...Map.groupBy(all, ({ review }) => review.verdict)].map(
    ([name, some]) => `${name} ${some.length}`,
  );
  console.log(`| ${language} | ${all.length} | ${share(open, all.length)} | ${verdicts.join(', ')} |`);
}
const uncovered = results.flatMap(({ review }) => review.notCovered ?? []);
const kinds = [...Map.groupBy(uncovered, ({ kind }) => kind.label)].toSorted((a, b) => b[1].length - a[1].length);
console.log('\n| kind | commits in which it was not covered |\n|---|---:|');
for (const [label, all] of kinds.slice(0, 30)) console.log(`| ${label} | ${share(all.length, results.length)} |`);
const findings = results.flatMap(({ review }) => review.comments);
console.log(`\n${results.length} commits, ${findings.length} findings, ${failed.length} that could not be reviewed`);
for (const line of failed) console.log(line);
