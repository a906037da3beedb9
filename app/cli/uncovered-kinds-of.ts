import type { Reviewer } from '../../reviewers/reviewer.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import type { FileKind, RuleFamily } from '../../schemas/judged.ts';

/** Kinds of a tree that the checks of these reviewers do not judge, those with the most files first. */
export function uncoveredKindsOf(
  kinds: readonly FileKind[],
  reviewers: readonly Pick<Reviewer, 'checks'>[],
): { readonly kind: FileKind; readonly files: number }[] {
  const declared = reviewers.flatMap(({ checks }) => checks.flatMap(({ judges = [] }) => judges));
  const isJudged = (id: string, family: RuleFamily) =>
    declared.some(({ kinds: ids, families }) => (ids.includes(id) || ids.includes('*')) && families.includes(family));
  const needed = kinds.filter((kind) => {
    if (kind.class === 'code') return !(isJudged(kind.id, 'injection') && isJudged(kind.id, 'correctness'));
    return kind.class === 'running-configuration' && !isJudged(kind.id, 'running-configuration');
  });
  return [...Map.groupBy(needed, ({ id }) => id).values()]
    .flatMap((all) => (all[0] === undefined ? [] : [{ kind: all[0], files: all.length }]))
    .toSorted((a, b) => b.files - a.files || compareText(a.kind.id, b.kind.id));
}
