/**
 * What the checks publish about the last ordinary commits of repositories, each (no merges) reviewed against its parent, with no model and no
 * memory: `node scripts/measure-precision.ts [--last N] [--before COMMIT] [--least N] [--lines N] [--files N] REPOSITORY…`. Of all repositories one commit
 * after the other, the newest first, so that it may be stopped at any time. With `--row N` so many commits in a row are one change,
 * with `--as-new N` so many files (`--seed`, made in `--scratch`) are reviewed as if they were new. With `--fixes N` it takes N commits of each that mend something
 * (`--seed`), and reviews them reversed: what was mended comes back. `--check ID,…` runs those checks alone; `--paths PATHSPEC,…` takes commits that
 * touch these, whatever else they are.
 * Standard output has one line of JSON a comment, and one a review; standard error the table. `sample-findings.ts` makes of it what readers label.
 */
import { parseArgs } from 'node:util';
import { createSecretScanner } from '../analysers/secret-scanner.ts';
import { openRepository, type Repository } from '../forge/local/git/repository.ts';
import { asNewFiles } from './precision/as-new-files.ts';
import {
  type ChosenChange,
  fixes,
  interleaved,
  lastCommits,
  lastRows,
  leftOutFor,
} from './precision/choose-commits.ts';
import { createPoolHere } from './precision/pool-here.ts';
import { reviewChange } from './precision/review-change.ts';

const { values, positionals } = parseArgs({
  options: {
    last: { type: 'string', default: '40' },
    before: { type: 'string', default: 'HEAD' },
    least: { type: 'string', default: '0' },
    lines: { type: 'string', default: '1500' },
    files: { type: 'string', default: '50' },
    row: { type: 'string', default: '1' },
    'as-new': { type: 'string', default: '0' },
    scratch: { type: 'string', default: 'build/precision' },
    fixes: { type: 'string', default: '0' },
    seed: { type: 'string', default: '11' },
    check: { type: 'string', default: '' },
    paths: { type: 'string', default: '' },
  },
  allowPositionals: true,
});
const [each, seed, last, row, files] = [values.fixes, values.seed, values.last, values.row, values['as-new']].map(
  Number,
) as [number, number, number, number, number];
const { before, scratch } = values;
const [checks, paths] = [values.check, values.paths].map((list) => list.split(',').filter((one) => one !== '')) as [
  string[],
  string[],
];
const wanted = {
  least: Number(values.least),
  lines: Number(values.lines),
  files: Number(values.files),
  anyKind: paths.length > 0,
};
const say = (line: unknown): boolean => process.stdout.write(`${JSON.stringify(line)}\n`);
const pool = createPoolHere();
const scanner = createSecretScanner(pool);
const repositories = new Map<string, Repository>();
const counts = new Map<string, Map<string, number>>();
const choose = (folder: string): readonly ChosenChange[] => {
  if (each > 0) return fixes(folder, { before, each, seed });
  if (files > 0) return asNewFiles(folder, { each: files, seed, scratch, before });
  return row > 1 ? lastRows(folder, { last, before, row }) : lastCommits(folder, { last, before, paths });
};

try {
  for (const chosen of interleaved(positionals.map(choose))) await measure(chosen);
} finally {
  for (const repository of repositories.values()) await repository.close();
  await pool.close();
}
process.stderr.write(table());

async function measure(chosen: ChosenChange): Promise<void> {
  const { folder, from, to } = chosen;
  try {
    const reason = leftOutFor(chosen, wanted);
    if (reason !== null) return count(folder, reason);
    const repository = repositories.get(folder) ?? (await openRepository(folder));
    repositories.set(folder, repository);
    const { review, subject } = await reviewChange({
      repository,
      range: `${from}..${to}`,
      scanner,
      pool,
      checks,
    });
    const { verdict, verdictReason, comments } = review;
    for (const comment of comments) {
      count(folder, comment.severity);
      say({ kind: 'comment', folder, from, to, subject, ...comment });
    }
    count(folder, 'commits');
    count(folder, verdict);
    if (comments.length > 0) count(folder, 'spoken');
    say({ kind: 'review', folder, from, to, subject, verdict, verdictReason, comments: comments.length });
  } catch (cause) {
    // A partial clone: what lacks objects is told, and the other commits are measured.
    process.stderr.write(`${to}: ${cause instanceof Error ? cause.message : String(cause)}\n`);
    count(folder, 'failed');
  }
}

function count(folder: string, what: string): void {
  const row = counts.get(folder) ?? new Map<string, number>();
  counts.set(folder, row.set(what, (row.get(what) ?? 0) + 1));
}

function table(): string {
  const names = [
    'commits',
    'spoken',
    'critical',
    'warning',
    'suggestion',
    'approved',
    'approved_with_comments',
    'minor_issues',
    'significant_concerns',
    'incomplete',
    'no code',
    'too small',
    'too large',
    'failed',
  ];
  const rows = [...counts].map(([folder, row]) => [folder, ...names.map((name) => row.get(name) ?? 0)].join(' | '));
  return `${[['repository', ...names].join(' | '), ...rows].join('\n')}\n`;
}
