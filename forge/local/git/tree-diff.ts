import type { Hunk, SkippedInput } from '../../../schemas/change-set.ts';
import { hunksOf, parseDiff, type ParsedFile } from '../../diff/parse-diff.ts';
import { escapeLine } from './escape-line.ts';
import { MOST_MISSING, missingBlobs } from './missing-blobs.ts';
import { parseRawDiff, type RawChange } from './raw-diff.ts';
import { type GitAnswer, type GitPlace, MissingObjects, runGit } from './run-git.ts';

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
  const args = ['diff-tree', ...FORM, old, head, '--'];
  try {
    return treeDiff(await runGit(place, args));
  } catch (error) {
    if (!(error instanceof MissingObjects)) throw error;
    const { paths, changed } = await missingBlobs(place, old, head);
    // What the clone lacks costs the files that it lacks, not the review; where little would be left, there is none.
    if (paths.length === 0 || paths.length === changed || paths.length > MOST_MISSING) throw error;
    // Every other call takes names by their letters.
    const { GIT_LITERAL_PATHSPECS: _, ...environment } = place.environment;
    const others = ['.', ...paths.map((path) => `:(exclude,literal)${path}`)];
    const diff = treeDiff(await runGit({ ...place, environment }, [...args, ...others]));
    const left = paths.map((path) => ({
      line: 1,
      lines: 1,
      reason: `the clone does not hold both sides of ${escapeLine(path)}: ${error.fetch} gets what a partial clone left out`,
    }));
    return { ...diff, skipped: [...diff.skipped, ...left] };
  }
}

function treeDiff({ stdout }: GitAnswer): TreeDiff {
  const { files, patch } = parseRawDiff(stdout);
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
