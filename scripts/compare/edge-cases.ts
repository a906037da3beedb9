import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { ParsedDiff } from '../../forge/diff/parse-diff.ts';
import { parseDiff } from '../../forge/diff/parse-diff.ts';
import type { Disagreement } from './disagreement.ts';
import { compareFiles } from './disagreement.ts';
import type { GitFacts } from './git-facts.ts';
import type { Comparison } from './history.ts';
import { emptyComparison, record } from './history.ts';

const Oracle = z.object({
  status: z.string(),
  old: z.string(),
  new: z.string(),
  oldmode: z.string(),
  newmode: z.string(),
  added: z.int().nullable(),
  deleted: z.int().nullable(),
  binary: z.boolean(),
});

const Case = z.object({
  name: z.string(),
  diff: z.string().optional(),
  diff_b64: z.string().optional(),
  oracle: z.object({ files: z.array(Oracle) }),
});

/** Compares with recorded cases: a file with one JSON object a line, each a diff and what git said of it. */
export function compareEdgeCases(file: string): Comparison {
  const comparison = emptyComparison();
  for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
    const { name, diff, diff_b64: encoded, oracle } = Case.parse(JSON.parse(line));
    const bytes = encoded === undefined ? Buffer.from(diff ?? '', 'utf8') : Buffer.from(encoded, 'base64');
    const parsed = parseDiff(bytes);
    comparison.files += oracle.files.length;
    comparison.bytes += bytes.length;
    const git = oracle.files.map(factsOf);
    const found = compareFiles(parsed.files, git).map((what) => ({
      ...what,
      unknowable: what.unknowable || isCopy(what, parsed, git),
    }));
    record(comparison, { where: name, found, skipped: parsed.skipped.length });
  }
  return comparison;
}

/** A diff made with `-C` beside a list made without: the diff says `copy from` and does not carry the lines that the list counts. */
function isCopy({ path }: Disagreement, { files }: ParsedDiff, git: readonly GitFacts[]): boolean {
  const index = git.findIndex((facts) => facts.newPath === path && facts.status === 'A');
  return index >= 0 && files[index]?.status === 'C';
}

function factsOf(oracle: z.infer<typeof Oracle>): GitFacts {
  const status = oracle.status.slice(0, 1) as GitFacts['status'];
  return {
    status,
    similarity: oracle.status.length > 1 ? Number(oracle.status.slice(1)) : null,
    oldPath: oracle.old,
    newPath: oracle.new,
    oldMode: oracle.oldmode,
    newMode: oracle.newmode,
    oldBlob: null,
    newBlob: null,
    added: oracle.added,
    deleted: oracle.deleted,
    binary: oracle.binary,
  };
}
