import type { DecidedFinding } from '../evidence/claim.ts';
import { compareConcerns } from '../score/concern-order.ts';
import type { Prepared } from '../prepared.ts';
import { publishedBefore } from '../memory/published-before.ts';
import { applyJudge } from '../judge/apply-judge.ts';
import { type OpenConcern, openConcerns } from '../judge/open-concerns.ts';
import { foldUnlikely } from './fold-unlikely.ts';
import { route, type Route } from './route.ts';
import { scoreSteps } from '../score/score-steps.ts';
import { toDecisions } from './to-decisions.ts';

/** A concern with its place in the review. */
export interface RoutedConcern extends OpenConcern {
  readonly route: Route;
  /** Why it is folded in the summary; null where it stands openly. */
  readonly folded: string | null;
}

interface Decided {
  readonly published: readonly RoutedConcern[];
  readonly settled: readonly DecidedFinding[];
}

/** Lets the judge's answers count, gives the rest its place, and settles every claim. */
export function decide(prepared: Prepared): Decided {
  const { input, text, graver } = prepared;
  const { standing, refuted } = applyJudge(openConcerns(prepared), input);
  const known = standing.map((one) => ({ one, settled: publishedBefore(one, graver) }));
  const routed = known
    .flatMap(({ one, settled }) => (settled === null ? [one] : []))
    .map((concern) => ({ ...concern, route: route(concern.place, text) }))
    .toSorted(compareConcerns);
  const published = foldUnlikely(routed, input.policy);
  const settled = published.flatMap(({ concern, notes, score, route: way, folded }) =>
    toDecisions(concern, way.state, [
      ...notes,
      ...scoreSteps(score),
      { step: folded === null ? 'route' : 'cap', note: way.note },
    ]),
  );
  return { published, settled: [...refuted, ...known.flatMap((one) => one.settled ?? []), ...settled] };
}
