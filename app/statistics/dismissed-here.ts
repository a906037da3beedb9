import type { DismissedHere } from '../../schemas/learning/statistics.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import type { LocalDismissal } from '../history/dismissals.ts';

/** What was dismissed on this machine, by rule: each concern once, by the last word on it. What was taken back counts as ended. */
export function dismissedHere(
  dismissals: readonly LocalDismissal[],
  { since, now }: { readonly since: string | null; readonly now: Date },
): DismissedHere[] {
  const last = new Map(dismissals.map((one) => [one.comment.concern, one]));
  const told = [...last.values()].filter(({ at }) => since === null || at >= since);
  return [...Map.groupBy(told, ({ comment }) => comment.rule)]
    .map(([rule, own]) => {
      const inForce = own.filter(({ until }) => new Date(until) > now).length;
      return { rule, inForce, ended: own.length - inForce };
    })
    .toSorted((a, b) => b.inForce - a.inForce || compareText(a.rule, b.rule));
}
