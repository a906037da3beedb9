/**
 * What the checks publish about the last ordinary commits of repositories, each (no merges) reviewed against its parent, with no model and no
 * memory: `node scripts/measure-precision.ts [--last N] [--before COMMIT] [--least N] [--lines N] [--files N] REPOSITORY…`. Of all repositories one commit
 * after the other, the newest first, so that it may be stopped at any time. With `--fixes N` it takes N commits of each that mend something
 * (`--seed`), and reviews them reversed: what was mended comes back.
 * Standard output has one line of JSON a comment, and one a review; standard error the table. `sample-findings.ts` makes of it what readers label.
 */
import { parseArgs } from 'node:util';
import { createSecretScanner } from '../analysers/secret-scanner.ts';
import { openRepository, type Repository } from '../forge/local/git/repository.ts';
import { type ChosenCommit, fixes, interleaved, lastCommits, leftOutFor } from './precision/choose-commits.ts';
import { createPoolHere } from './precision/pool-here.ts';
import { reviewCommit } from './precision/review-commit.ts';

const { values, positionals } = parseArgs({
  options: {
    last: { type: 'string', default: '40' },
    before: { type: 'string', default: 'HEAD' },
    least: { type: 'string', default: '0' },
    lines: { type: 'string', default: '1500' },
    files: { type: 'string', default: '50' },
    fixes: { type: 'string', default: '0' },
    seed: { type: 'string', default: '11' },
  },
  allowPositionals: true,
});
const [each, seed] = [Number(values.fixes), Number(values.seed)];
const wanted = { least: Number(values.least), lines: Number(values.lines), files: Number(values.files) };
const say = (line: unknown): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
const pool = createPoolHere();
const scanner = createSecretScanner(pool);
const repositories = new Map<string, Repository>();
const counts = new Map<string, Map<string, number>>();
const lists = positionals.map((folder) =>
  each > 0 ? fixes(folder, { before: values.before, each, seed }) : lastCommits(folder, values.last, values.before),
);

try {
  for (const chosen of interleaved(lists)) await measure(chosen);
} finally {
  for (const repository of repositories.values()) await repository.close();
  await pool.close();
}
process.stderr.write(table());

async function measure(chosen: ChosenCommit): Promise<void> {
  const { folder, commit } = chosen;
  const reason = leftOutFor(chosen, wanted);
  if (reason !== null) return count(folder, reason);
  const repository = repositories.get(folder) ?? (await openRepository(folder));
  repositories.set(folder, repository);
  const range = each > 0 ? `${commit}..${commit}^` : `${commit}^..${commit}`;
  try {
    const { review, subject } = await reviewCommit({ repository, range, scanner, pool });
    const { verdict, verdictReason, comments } = review;
    for (const comment of comments) {
      count(folder, comment.severity);
      say({ kind: 'comment', folder, commit, subject, ...comment });
    }
    count(folder, 'commits');
    count(folder, verdict);
    if (comments.length > 0) count(folder, 'spoken');
    say({ kind: 'review', folder, commit, subject, verdict, verdictReason, comments: comments.length });
  } catch (cause) {
    // A partial clone: what lacks objects is told, and the other commits are measured.
    process.stderr.write(`${commit}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    count(folder, 'failed');
  }
}

function count(folder: string, what: string): void {
  const row = counts.get(folder) ?? new Map<string, number>();
  counts.set(folder, row.set(what, (row.get(what) ?? 0) + 1));
}

function table(): string {
  const names = [
    ...['commits', 'spoken', 'critical', 'warning', 'suggestion'],
    ...[
      'approved',
      'approved_with_comments',
      'minor_issues',
      'significant_concerns',
      'incomplete',
      'no code',
      'too small',
      'too large',
      'failed',
    ],
  ];
  const rows = [...counts].map(([folder, row]) => [folder, ...names.map((name) => row.get(name) ?? 0)].join(' | '));
  return `${[['repository', ...names].join(' | '), ...rows].join('\n')}\n`;
}
