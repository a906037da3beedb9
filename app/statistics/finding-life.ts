import type { Statistics } from '../../history/read/statistics/statistics.ts';
import type { FindingLife } from '../../schemas/learning/statistics.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** Where raw findings went: each ends in one state, save where the run died first. */
export function lifeOf(statistics: Pick<Statistics, 'raised' | 'decided' | 'endsOfPublished'>): FindingLife {
  const raised = statistics.raised();
  const decided = statistics.decided();
  const ended = statistics.endsOfPublished();
  const inState = (state: string) => decided.reduce((sum, row) => sum + (row.state === state ? row.count : 0), 0);
  const end = (kind: string) => ended.find((row) => row.kind === kind)?.count ?? 0;
  const all = decided.reduce((sum, { count }) => sum + count, 0);
  return {
    raised,
    merged: inState('merged'),
    suppressed: decided
      .flatMap(({ state, reason, count }) => (state === 'suppressed' ? [{ reason: reason || 'unknown', count }] : []))
      .toSorted((a, b) => b.count - a.count || compareText(a.reason, b.reason)),
    failed: inState('failed'),
    undecided: Math.max(0, raised - all),
    inline: inState('inline'),
    file: inState('file'),
    summary: inState('summary'),
    ends: {
      accepted: end('accepted'),
      dismissed: end('dismissed'),
      unaddressed: end('unaddressed'),
      none: end('none'),
    },
  };
}
