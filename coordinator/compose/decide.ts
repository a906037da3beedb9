import type { DecidedFinding } from '../evidence/claim.ts';
import { compareConcerns } from '../dedupe/concern-order.ts';
import type { Prepared } from '../prepared.ts';
import { publishedBefore } from '../memory/published-before.ts';
import { applyJudge } from '../judge/apply-judge.ts';
import { type OpenConcern, openConcerns } from '../judge/open-concerns.ts';
import { route, type Route, cap } from './route.ts';
import { toDecisions } from './to-decisions.ts';

/** A concern with its place in the review. */
export interface RoutedConcern extends OpenConcern {
  readonly route: Route;
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
  const published = cap(routed, input.policy.maxInlineComments);
  const settled = published.flatMap(({ concern, notes, route: way, capped }) =>
    toDecisions(concern, way.state, [...notes, { step: capped ? 'cap' : 'route', note: way.note }]),
  );
  return { published, settled: [...refuted, ...known.flatMap((one) => one.settled ?? []), ...settled] };
}
