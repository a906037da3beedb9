import { spawn } from 'node:child_process';
import { parseDiff } from '../../forge/diff/parse-diff.ts';
import type { Disagreement } from './disagreement.ts';
import { compareFiles } from './disagreement.ts';
import { Fields, readGitFacts } from './git-facts.ts';
import type { Pairs } from './pairs.ts';
import { git } from './pairs.ts';
import { splitCommits } from './split-commits.ts';

/** What a comparison over many diffs found. */
export interface Comparison {
  diffs: number;
  files: number;
  bytes: number;
  /** Diffs in which everything is as git says. */
  agreed: number;
  /** Diffs that differ only in facts which their text does not carry. */
  unknowable: number;
  /** Pairs left out, because the copy of the repository lacks a blob that git would have to read. */
  left: number;
  /** Pieces of git's own output that the parser did not understand: there should be none. */
  skipped: number;
  readonly disagreements: { readonly where: string; readonly what: Disagreement }[];
}

export function emptyComparison(): Comparison {
  return { diffs: 0, files: 0, bytes: 0, agreed: 0, unknowable: 0, left: 0, skipped: 0, disagreements: [] };
}

/** A way to make a diff: how renames are found (which also decides git's lists), and how it is written. */
export interface Way {
  readonly detect: readonly string[];
  readonly write: readonly string[];
}

/** Compares every commit against each of its parents; a root against the empty tree. */
export async function compareHistory(
  repository: string,
  { pairs, left }: Pairs,
  { detect, write }: Way,
): Promise<Comparison> {
  const input = pairs.join('');
  const tree = ['diff-tree', '--stdin', '-r', '--root', ...detect];
  const oracle = new Fields(git(repository, [...tree, '--raw', '--numstat', '-z', '--no-abbrev'], input));
  const child = spawn('git', ['-C', repository, ...tree, '-p', ...write], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  const comparison = { ...emptyComparison(), left };
  for await (const { id, diff } of splitCommits(child.stdout)) {
    const expected = oracle.next();
    if (expected !== id) throw new Error(`the two streams of git differ: ${expected} and ${id}`);
    const parsed = parseDiff(diff);
    const facts = readGitFacts(oracle);
    comparison.files += facts.length;
    comparison.bytes += diff.length;
    record(comparison, { where: id, found: compareFiles(parsed.files, facts), skipped: parsed.skipped.length });
  }
  if (oracle.peek() !== null) throw new Error('git listed more commits than it showed');
  return comparison;
}

/** Adds the result of one diff. */
export function record(
  comparison: Comparison,
  diff: { readonly where: string; readonly found: readonly Disagreement[]; readonly skipped: number },
): void {
  comparison.diffs++;
  comparison.skipped += diff.skipped;
  comparison.disagreements.push(...diff.found.map((what) => ({ where: diff.where, what })));
  if (diff.found.length === 0) comparison.agreed++;
  else if (diff.found.every((what) => what.unknowable)) comparison.unknowable++;
}
