import { spawn } from 'node:child_process';
import type { ParsedFile } from '../../forge/diff/parse-diff.ts';
import { parseDiff } from '../../forge/diff/parse-diff.ts';
import type { Disagreement } from './disagreement.ts';
import { Fields, readNumstat } from './git-facts.ts';
import type { Comparison } from './history.ts';
import { emptyComparison, record } from './history.ts';
import { git } from './pairs.ts';
import { splitCommits } from './split-commits.ts';

/** What git lists for one file of a merge, on the side of the first parent and the result. */
type MergeFacts = Pick<ParsedFile, 'newPath' | 'oldMode' | 'newMode' | 'added' | 'deleted'>;

const FIELDS = ['newPath', 'oldMode', 'newMode', 'added', 'deleted'] as const;

/** Compares every merge as a combined diff (`diff --combined`), whose counts are those against the first parent. */
export async function compareMerges(repository: string, merges: readonly string[]): Promise<Comparison> {
  const input = merges.join('');
  const tree = ['diff-tree', '--stdin', '-r', '-c'];
  const oracle = new Fields(git(repository, [...tree, '--raw', '--numstat', '-z', '--no-abbrev'], input));
  const child = spawn('git', ['-C', repository, ...tree, '-p'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(input);
  const comparison = emptyComparison();
  for await (const { id, diff } of splitCommits(child.stdout)) {
    const expected = oracle.next();
    if (expected !== id) throw new Error(`the two streams of git differ: ${expected} and ${id}`);
    const facts = readMergeFacts(oracle);
    const { files, skipped } = parseDiff(diff);
    // Most merges take each file from one side and show nothing.
    if (facts.length === 0 && files.length === 0) continue;
    comparison.files += facts.length;
    comparison.bytes += diff.length;
    const found = compare(files, facts).filter((what) => !agreesWithoutContext(repository, id, what));
    record(comparison, { where: id, found, skipped: skipped.length });
  }
  return comparison;
}

function compare(files: readonly ParsedFile[], git: readonly MergeFacts[]): Disagreement[] {
  if (files.length !== git.length) {
    return [{ path: '', field: 'number of files', ours: files.length, git: git.length, unknowable: false }];
  }
  return git.flatMap((facts, index) =>
    FIELDS.filter((field) => files[index]?.[field] !== facts[field]).map((field) => ({
      path: facts.newPath,
      field,
      ours: files[index]?.[field],
      git: facts[field],
      // A mode that all parents and the result share is not shown.
      unknowable: field.endsWith('Mode') && facts.oldMode === facts.newMode,
    })),
  );
}

/** Git makes combined diffs without context, for which it trims common ends first and so may count otherwise: ask it that way. */
function agreesWithoutContext(repository: string, merge: string, { path, field, ours }: Disagreement): boolean {
  if (field !== 'added' && field !== 'deleted') return false;
  const lists = ['diff-tree', '-r', '--numstat', '-U0', '-z', `${merge}^1`, merge, '--', path];
  return readNumstat(new Fields(git(repository, lists, '')))[field] === ours;
}

/** The counts of all files against the first parent come first, then the files that differ from every parent. */
function readMergeFacts(fields: Fields): MergeFacts[] {
  const counts = new Map<string, Pick<MergeFacts, 'added' | 'deleted'>>();
  for (let field = fields.peek(); field !== null && field.includes('\t'); field = fields.peek()) {
    const { path, added, deleted } = readNumstat(fields);
    counts.set(path, { added, deleted });
  }
  const files: MergeFacts[] = [];
  while (fields.peek()?.startsWith('::') === true) {
    const entry = fields.next();
    const path = fields.next();
    const parents = /^:+/.exec(entry)?.[0].length ?? 0;
    const modes = entry.slice(parents).split(' ', parents + 1);
    const { added, deleted } = counts.get(path) ?? { added: null, deleted: null };
    files.push({ newPath: path, oldMode: modes[0] ?? '', newMode: modes[parents] ?? '', added, deleted });
  }
  return files;
}
