import type { DecisionStep } from '../../schemas/decision.ts';
import type { Claim } from '../evidence/claim.ts';
import { judgeLimit } from './judge-limits.ts';
import type { JudgedConcern } from './open-concerns.ts';
import { severityRank } from '../order.ts';

/** What the judge wants: this candidate is the same concern as that one. */
export interface Merge {
  readonly candidate: string;
  readonly into: string;
  readonly reason: string;
}

/**
 * Puts concerns together. A concern only goes into one that is published and at least as severe, so that nothing sinks; those
 * that would go round in a circle stay, and others go into them.
 */
export function mergeAll(
  standing: ReadonlyMap<string, JudgedConcern>,
  merges: readonly Merge[],
): readonly JudgedConcern[] {
  const wanted = new Map(merges.map((merge) => [merge.candidate, { merge, problem: problemOf(merge, standing) }]));
  const next = (id: string): string | null => {
    const edge = wanted.get(id);
    return edge === undefined || edge.problem !== null ? null : edge.merge.into;
  };
  const joined = new Map<string, { readonly one: JudgedConcern; readonly step: DecisionStep }[]>();
  const left = new Map(standing);
  for (const [id, { merge, problem }] of wanted) {
    const one = standing.get(id);
    if (one === undefined) continue;
    const why = problem ?? (isOnCircle(id, next) ? 'the answers go round in a circle' : null);
    if (why !== null) {
      left.set(id, {
        ...one,
        notes: [...one.notes, { step: 'judge', note: `it stays on its own, ${why}: ${merge.reason}` }],
      });
      continue;
    }
    const root = rootOf(id, next);
    const into = standing.get(root)?.finding.id ?? root;
    left.delete(id);
    const step = { step: 'judge' as const, note: `the same concern as ${into}: ${merge.reason}` };
    joined.set(root, [...(joined.get(root) ?? []), { one, step }]);
  }
  return [...left].map(([id, one]) => carrying(one, joined.get(id) ?? []));
}

function problemOf({ candidate, into }: Merge, standing: ReadonlyMap<string, JudgedConcern>): string | null {
  const [one, other] = [standing.get(candidate), standing.get(into)];
  if (candidate === into) return 'it cannot go into itself';
  if (one === undefined || other === undefined) return `there is no ${into} in the review`;
  if (judgeLimit(one.concern) !== null) return 'a check found it';
  return severityRank(other.finding.severity) <= severityRank(one.finding.severity) ? null : `${into} is less severe`;
}

function isOnCircle(id: string, next: (id: string) => string | null): boolean {
  const seen = new Set<string>();
  for (let at = next(id); at !== null && !seen.has(at); at = next(at)) {
    if (at === id) return true;
    seen.add(at);
  }
  return false;
}

/** The end of the way; where it runs into a circle, the place where it does. */
function rootOf(id: string, next: (id: string) => string | null): string {
  let at = id;
  for (let to = next(at); to !== null && (at === id || !isOnCircle(at, next)); to = next(at)) at = to;
  return at;
}

function carrying(
  one: JudgedConcern,
  more: readonly { readonly one: JudgedConcern; readonly step: DecisionStep }[],
): JudgedConcern {
  if (more.length === 0) return one;
  const claims = more.flatMap(({ one: { concern }, step }) =>
    [concern.survivor, ...concern.others].map((claim): [Claim, DecisionStep] => [claim, step]),
  );
  const others = [...one.concern.others, ...claims.map(([claim]) => claim)];
  return { ...one, concern: { ...one.concern, others, joined: new Map(claims) } };
}
