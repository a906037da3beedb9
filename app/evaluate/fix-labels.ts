import type { Label } from '../../coordinator/evaluate/match-labels.ts';
import { hunksOf, parseDiff } from '../../forge/diff/parse-diff.ts';
import type { Repository } from '../../forge/local/git/repository.ts';
import { runGit } from '../../forge/local/git/run-git.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';

/** What a later commit took out of one file. */
export interface RemovedLines {
  readonly commit: string;
  /** In ISO 8601. */
  readonly at: string;
  readonly path: string;
  readonly lines: readonly string[];
}

/** A line with fewer characters stands in many changes by chance. */
const TELLING = 12;
const DAY_MS = 24 * 3600 * 1000;
/** Separates commits; git writes none of its own. */
const BETWEEN = '\u0001';

/** What the commits of the checked-out branch took out since a moment, the oldest first. */
export async function removalsSince(
  { room }: Pick<Repository, 'room'>,
  since: string,
): Promise<readonly RemovedLines[]> {
  const args = ['log', '--reverse', '--no-merges', `--since=${since}`, `--format=${BETWEEN}%H %cI`, '--no-color'];
  const { stdout } = await runGit(room.place, [...args, '--no-ext-diff', '--no-textconv', '-M', '-U0', '-p', 'HEAD']);
  return stdout
    .toString('latin1')
    .split(BETWEEN)
    .slice(1)
    .flatMap((text) => {
      const end = text.indexOf('\n');
      const [commit = '', time = ''] = text.slice(0, end).split(' ');
      const { files } = parseDiff(Buffer.from(text.slice(end + 1).trimStart(), 'latin1'));
      return files.map((file): RemovedLines => {
        const lines = hunksOf(file).flatMap((hunk) => hunk.lines);
        const removed = lines.flatMap(({ kind, text: line }) => (kind === 'deleted' ? [line.trim()] : []));
        return { commit, at: new Date(time).toISOString(), path: file.oldPath, lines: removed };
      });
    });
}

/**
 * What somebody soon had to do again: each later commit that takes out lines which the change brought, within so many days, is one known mistake at
 * those lines. A commit that takes out nearly all of them takes the change back.
 */
export function fixLabels(
  { files }: Pick<ChangeSet, 'files'>,
  {
    removals,
    reviewedAt,
    days,
  }: { readonly removals: readonly RemovedLines[]; readonly reviewedAt: string; readonly days: number },
): readonly Label[] {
  const start = Date.parse(reviewedAt);
  const added = new Map(files.map((file) => [file.newPath, linesOf(file)]));
  const total = [...added.values()].reduce((sum, lines) => sum + lines.size, 0);
  const soon = removals.filter(({ at }) => Date.parse(at) > start && Date.parse(at) <= start + days * DAY_MS);
  return [...Map.groupBy(soon, ({ commit }) => commit)].flatMap(([commit, own]) => {
    const hit = own.flatMap(({ path, lines }) => {
      const known = added.get(path);
      const numbers = [...new Set(lines)].flatMap((line) => known?.get(line) ?? []);
      return numbers.length === 0 ? [] : [{ path, numbers }];
    });
    const taken = hit.reduce((sum, { numbers }) => sum + numbers.length, 0);
    if (taken === 0) return [];
    if (taken >= NEARLY_ALL * total) return [{ id: `revert ${commit}`, real: true, text: null, place: null }];
    return hit.map(({ path, numbers }): Label => {
      const place = { path, side: 'new' as const, startLine: Math.min(...numbers), endLine: Math.max(...numbers) };
      return { id: `fix ${commit} ${path}`, real: true, text: null, place };
    });
  });
}

/** A revert takes everything, but for what others have changed since. */
const NEARLY_ALL = 0.9;

/** The lines that a file got, by what they say. */
function linesOf({ hunks }: ChangeSet['files'][number]): ReadonlyMap<string, number> {
  return new Map(
    hunks
      .flatMap(({ lines }) => lines)
      .flatMap(({ kind, text, newLine }): [string, number][] =>
        kind === 'added' && newLine !== null && text.trim().length >= TELLING ? [[text.trim(), newLine]] : [],
      ),
  );
}
