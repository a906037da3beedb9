import { compareText } from '../../schemas/text/compare-text.ts';
import { createHash } from 'node:crypto';
import type { Finding } from '../../schemas/finding.ts';

/** A finding before it has its id. */
export type FindingDraft = Omit<Finding, 'id'>;

/**
 * Gives each finding an id made of what it claims (reviewer, rule, path, side, quote, title), so that the same claim keeps its id when lines
 * shift, when it is worded at more length, and whatever else was found. A claim that is repeated gets `-2`, `-3` by its position.
 * Returns the findings in a fixed order: by place, then by content.
 */
export function assignFindingIds(drafts: readonly FindingDraft[]): Finding[] {
  const seen = new Map<string, number>();
  return drafts
    .map((draft) => ({ draft, order: JSON.stringify(draft) }))
    .sort((a, b) => compareDrafts(a.draft, b.draft) || compareText(a.order, b.order))
    .map(({ draft }) => {
      const base = contentId(draft);
      const count = (seen.get(base) ?? 0) + 1;
      seen.set(base, count);
      return { id: count === 1 ? base : `${base}-${count}`, ...draft };
    });
}

function contentId(draft: FindingDraft): string {
  const claim = [
    draft.reviewer,
    draft.rule,
    draft.location?.path ?? null,
    draft.location?.side ?? null,
    draft.evidence,
    draft.title,
  ];
  return `f-${createHash('sha256').update(JSON.stringify(claim)).digest('hex').slice(0, 10)}`;
}

function compareDrafts(a: FindingDraft, b: FindingDraft): number {
  return (
    compareText(a.location?.path ?? '', b.location?.path ?? '') ||
    compareText(a.location?.side ?? '', b.location?.side ?? '') ||
    (a.location?.startLine ?? 0) - (b.location?.startLine ?? 0) ||
    (a.location?.endLine ?? 0) - (b.location?.endLine ?? 0) ||
    compareText(a.rule, b.rule) ||
    compareText(a.title, b.title)
  );
}
