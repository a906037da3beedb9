/**
 * How well callers that stayed behind are found.
 * `node scripts/measure-callers.ts ordinary [--last N] REPOSITORY…`: what is said about the last ordinary commits, a line of JSON a finding.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createAnalyserPool } from '../analysers/pool.ts';
import { openRepository } from '../forge/local/git/repository.ts';
import { reviewRange } from './callers/review-range.ts';

const { values, positionals } = parseArgs({
  options: { last: { type: 'string', default: '20' }, skip: { type: 'string', default: '0' } },
  allowPositionals: true,
});
const [, ...folders] = positionals;
const pool = createAnalyserPool();
let [commits, findings, slowest] = [0, 0, 0];
for (const folder of folders) await ordinary(folder);
await pool.close();
process.stderr.write(`commits ${commits}, findings ${findings}, slowest ${Math.round(slowest)} ms\n`);

async function ordinary(folder: string): Promise<void> {
  const last = ['-n', values.last, '--skip', values.skip];
  const args = ['-C', folder, 'rev-list', '--no-merges', '--min-parents=1', ...last, 'HEAD', '--', '*.ts', '*.tsx', '*.js', '*.py', '*.go', '*.java'];
  const repository = await openRepository(folder);
  try {
    for (const commit of execFileSync('git', args, { encoding: 'utf8' }).trim().split('\n')) {
      const { reports, milliseconds } = await reviewRange(repository, `${commit}^..${commit}`, pool);
      commits += 1;
      findings += reports.length;
      slowest = Math.max(slowest, milliseconds);
      for (const report of reports) process.stdout.write(`${JSON.stringify({ folder, commit, ...report })}\n`);
    }
  } catch (cause) {
    process.stderr.write(`${folder}: ${cause instanceof Error ? String(cause.stack) : String(cause)} ${String(cause instanceof Error ? JSON.stringify(cause.cause) : '')}\n`);
  } finally {
    await repository.close();
  }
}
