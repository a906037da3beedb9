import type { Hunk, SkippedInput } from '../../../schemas/change-set.ts';
import { hunksOf, parseDiff, type ParsedFile } from '../../diff/parse-diff.ts';
import { runGit, type GitPlace } from './run-git.ts';
import { parseRawDiff, type RawChange } from './raw-diff.ts';

/** A changed file whose hunks are made when they are asked for: a large change is never held in full twice. */
export interface LazyFile {
  readonly facts: RawChange;
  hunks(): readonly Hunk[];
}

export interface TreeDiff {
  readonly files: readonly LazyFile[];
  readonly skipped: readonly SkippedInput[];
}

/** Said in full, so that neither the configuration nor git's defaults of tomorrow decide what a change looks like. */
const FORM = [
  '-r',
  '-z',
  '--raw',
  '--numstat',
  '--patch',
  '--full-index',
  '--find-renames=50%',
  '-l1000',
  '--unified=3',
  '--inter-hunk-context=0',
  '--diff-algorithm=myers',
  '--indent-heuristic',
  '--no-relative',
  '--src-prefix=a/',
  '--dst-prefix=b/',
  '--submodule=short',
  '--ignore-submodules=none',
  '--no-ext-diff',
  '--no-textconv',
  '--no-color',
  '--no-commit-id',
];

/** What changed between two commits or trees: names, status and counts by git's records, hunks by the parser. */
export async function diffTrees(place: GitPlace, old: string, head: string): Promise<TreeDiff> {
  const answer = await runGit(place, ['diff-tree', ...FORM, old, head, '--']);
  const { files, patch } = parseRawDiff(answer.stdout);
  const parsed = parseDiff(patch);
  return { files: join(files, parsed.files), skipped: parsed.skipped };
}

/**
 * Gives each record its hunks. The patch keeps the order of the records, but a changed type is written as a removal and an
 * addition of one name, and git leaves files without any textual change out.
 */
function join(records: readonly RawChange[], parsed: readonly ParsedFile[]): LazyFile[] {
  let at = 0;
  return records.map((facts) => {
    const parts: ParsedFile[] = [];
    for (let part = parsed[at]; part !== undefined && belongs(part, facts); part = parsed[at]) {
      parts.push(part);
      at += 1;
    }
    return { facts, hunks: () => parts.flatMap((part) => hunksOf(part)) };
  });
}

function belongs(part: ParsedFile, facts: RawChange): boolean {
  return part.oldPath === facts.oldPath && part.newPath === facts.newPath;
}
