/**
 * What the checks publish about the last ordinary commits of repositories:
 * `node scripts/measure-precision.ts [--last N] [--before COMMIT] REPOSITORY…`. Each commit (no merges) is reviewed against its parent, with no
 * model and no memory. Standard output has one line of JSON a finding, for somebody to read and to label; standard error has the table.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { createAnalyserPool } from '../analysers/pool.ts';
import { createSecretScanner } from '../analysers/secret-scanner.ts';
import { gatherSources } from '../app/analyse/gather-sources.ts';
import { coordinate } from '../coordinator/coordinate.ts';
import { openRepository, type Repository } from '../forge/local/git/repository.ts';
import { openRange } from '../forge/local/open.ts';
import { BUILT_IN_REVIEWERS } from '../reviewers/index.ts';
import { runReviewers } from '../reviewers/runner/run-reviewers.ts';

/** As the program has it without configuration. */
const POLICY = { maxInlineComments: 15, minimumConfidence: 300, minimumSeverity: 'suggestion' } as const;

/** Two cores are what most runners have. */
const AT_ONCE = 2;

const { values, positionals } = parseArgs({
  options: { last: { type: 'string', default: '40' }, before: { type: 'string', default: 'HEAD' } },
  allowPositionals: true,
});
const pool = createAnalyserPool();
const scanner = createSecretScanner(pool);
const rows: (readonly [string, Counts])[] = [];
for (const folder of positionals) rows.push([folder, await measure(folder)]);
await pool.close();
process.stderr.write(table(rows));

interface Counts {
  commits: number;
  /** Commits whose review had at least one finding. */
  spoken: number;
  critical: number;
  warning: number;
  suggestion: number;
  /** Reviews that a red check would stop for what was found. */
  red: number;
}

async function measure(folder: string): Promise<Counts> {
  const args = ['-C', folder, 'rev-list', '--no-merges', '--min-parents=1', '-n', values.last, values.before];
  const commits = execFileSync('git', args, { encoding: 'utf8' }).trim().split('\n');
  const counts: Counts = { commits: commits.length, spoken: 0, critical: 0, warning: 0, suggestion: 0, red: 0 };
  const repository = await openRepository(folder);
  try {
    const waiting = commits.values();
    const work = async (): Promise<void> => {
      for (const commit of waiting) await reviewCommit({ repository, folder, commit, counts });
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await repository.close();
  }
  return counts;
}

async function reviewCommit(at: {
  readonly repository: Repository;
  readonly folder: string;
  readonly commit: string;
  readonly counts: Counts;
}): Promise<void> {
  const { repository, folder, commit, counts } = at;
  const forge = await openRange({ repository, range: `${commit}^..${commit}`, scanner }).catch((cause: unknown) => {
    // A partial clone: what lacks objects is told, and the other commits are measured.
    process.stderr.write(`${commit}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    return null;
  });
  if (forge === null) {
    counts.commits -= 1;
    return;
  }
  try {
    const changeSet = await forge.changeSet({ ignore: [], sensitivePaths: [] });
    const { signal } = new AbortController();
    const { contents } = forge;
    const required = () => true;
    const reports = await runReviewers({ reviewers: BUILT_IN_REVIEWERS, changeSet, contents, pool, required, signal });
    const sources = await gatherSources(contents, reports);
    const { review, decisions } = coordinate({ changeSet, sources, reports, policy: POLICY });
    const published = new Set(
      decisions.filter(({ state }) => ['inline', 'file', 'summary'].includes(state.kind)).map(({ finding }) => finding),
    );
    for (const { findings } of reports) {
      for (const { id, rule, severity, location, evidence, title, explanation } of findings) {
        if (!published.has(id)) continue;
        counts[severity] += 1;
        const place = location === null ? null : `${location.path}:${location.startLine ?? ''} ${location.side}`;
        const subject = changeSet.title.slice(0, 80);
        const line = { folder, commit, rule, severity, place, evidence, title, explanation, subject };
        process.stdout.write(`${JSON.stringify(line)}\n`);
      }
    }
    if (published.size > 0) counts.spoken += 1;
    if (review.verdict === 'significant_concerns' || review.verdict === 'minor_issues') counts.red += 1;
  } catch (cause) {
    process.stderr.write(`${commit}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
  } finally {
    await forge.close();
  }
}

function table(measured: readonly (readonly [string, Counts])[]): string {
  const names = ['commits', 'spoken', 'critical', 'warning', 'suggestion', 'red'] as const;
  const lines = measured.map(([folder, counts]) => [folder, ...names.map((name) => counts[name])].join(' | '));
  const sums = names.map((name) => measured.reduce((sum, [, counts]) => sum + counts[name], 0));
  return `${[['repository', ...names].join(' | '), ...lines, ['all', ...sums].join(' | ')].join('\n')}\n`;
}
