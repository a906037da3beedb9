import { ObjectId } from '../../../schemas/change-set.ts';
import { InputError } from '../../../schemas/problem.ts';
import { escapeLine } from './escape-line.ts';
import { isEmptyTree } from './resolve-commit.ts';
import { nameOf, runGit } from './run-git.ts';
import type { Repository } from './repository.ts';

/** The ends of a range as the user wrote them; `mergeBase` is true for three dots. */
export interface RangeWords {
  readonly base: string;
  readonly head: string;
  readonly mergeBase: boolean;
}

/** The ends of a range as commits. */
export interface RangeEnds {
  /** The tip that the change would be merged into. */
  readonly base: ObjectId;
  /** The commit that the old side is read from. */
  readonly old: ObjectId;
  readonly head: ObjectId;
}

/** Reads `A...B` (from the merge base), `A..B` (from A itself) and `A` (meaning `A...HEAD`); a missing end is HEAD, as in git. */
export function parseRange(range: string): RangeWords {
  const at = range.indexOf('..');
  if (at === -1) return { base: range, head: 'HEAD', mergeBase: true };
  const dots = range.startsWith('...', at) ? 3 : 2;
  const base = range.slice(0, at) || 'HEAD';
  const head = range.slice(at + dots) || 'HEAD';
  return { base, head, mergeBase: dots === 3 };
}

/** Finds the commits of a range. Throws an `InputError` for an unknown ref and where there is no merge base. */
export async function resolveRange(repository: Repository, range: string): Promise<RangeEnds> {
  const words = parseRange(range);
  const [base, head] = await Promise.all([repository.resolveBase(words.base), repository.resolve(words.head)]);
  // Every history begins with the empty tree.
  const isFromMergeBase = words.mergeBase && !isEmptyTree(base);
  return { base, head, old: isFromMergeBase ? await mergeBase(repository, range, { base, head }) : base };
}

async function mergeBase(
  repository: Repository,
  range: string,
  { base, head }: { readonly base: ObjectId; readonly head: ObjectId },
): Promise<ObjectId> {
  const answer = await runGit(repository.room.place, ['merge-base', base, head], { codes: [0, 1] });
  const id = ObjectId.safeParse(answer.stdout.toString('latin1').trim());
  if (id.success) return id.data;
  const { base: from, head: to } = parseRange(range);
  throw new InputError({
    what: `${escapeLine(from)} and ${escapeLine(to)} have no merge base in this clone`,
    where: nameOf(repository.outside),
    remedy:
      repository.discovery.shallow === null
        ? `Their histories are unrelated. Compare them directly: ${escapeLine(from)}..${escapeLine(to)}`
        : 'This is a shallow clone. Run `git fetch --unshallow` (or `git fetch --deepen=100` until it is found), then try again.',
  });
}
