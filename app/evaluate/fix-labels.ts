import type { Label } from '../../coordinator/evaluate/match-labels.ts';
import type { RemovedLines } from '../../forge/local/git/removed-lines.ts';
import type { ChangeSet } from '../../schemas/change-set.ts';

/** A line with fewer characters stands in many changes by chance. */
const TELLING = 12;
const DAY_MS = 24 * 3600 * 1000;
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
