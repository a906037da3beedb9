import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import type { OpenConcern } from '../judge/open-concerns.ts';
import { isSureEnough, openPercentOf } from '../score/bar.ts';
import type { Route } from './route.ts';

/** Most critical concerns of one outside tool that stand openly, where the configuration does not say. */
const MOST_CRITICAL_OF_A_TOOL = 10;

/** What gets its place in the review. */
interface Placed extends OpenConcern {
  readonly route: Route;
}

/** The same, with its place for good; `folded` is why it does not stand openly. */
type Settled<T extends Placed> = T & { readonly folded: string | null };

/**
 * Few stand openly: the first of the given order, as many as the configuration allows, and nothing that is unlikely. The rest is folded in the
 * summary, where it is counted. What is critical always stands openly, save what one outside tool says beyond a number.
 */
export function foldUnlikely<T extends Placed>(
  ordered: readonly T[],
  policy: CoordinatorPolicy,
): readonly Settled<T>[] {
  const criticalOf = new Map<string, number>();
  let open = 0;
  return ordered.map((one) => {
    const why = one.finding.severity === 'critical' ? flooded(one, criticalOf, policy) : unasked(one, open, policy);
    if (why === null) open += 1;
    const state = { kind: 'summary' } as const;
    if (why !== null) return { ...one, route: { state, note: why }, folded: why };
    if (policy.maxInlineComments > 0 || one.route.state.kind === 'summary') return { ...one, folded: null };
    return { ...one, route: { state, note: 'no inline comments are made' }, folded: null };
  });
}

function unasked({ concern, score, isBelowBar }: Placed, open: number, policy: CoordinatorPolicy): string | null {
  if (isBelowBar)
    return `${score.beforeVoices}% sure before others say it, where ${policy.minimumConfidence / 10}% is asked for`;
  if (!isSureEnough(concern, score, policy))
    return `${score.percent}% sure, where ${openPercentOf(concern, policy)}% stands openly`;
  const most = policy.maxInlineComments;
  return open < most ? null : `at most ${most} stand openly`;
}

/** A tool that calls everything critical is not obeyed without end; a check and a model of ours are. */
function flooded({ concern }: Placed, criticalOf: Map<string, number>, policy: CoordinatorPolicy): string | null {
  const { reviewer, origin } = concern.survivor.finding;
  if (origin !== 'outside') return null;
  const most = policy.maxCriticalPerTool ?? MOST_CRITICAL_OF_A_TOOL;
  const before = criticalOf.get(reviewer) ?? 0;
  criticalOf.set(reviewer, before + 1);
  return before < most ? null : `${reviewer} calls more than ${most} critical`;
}
