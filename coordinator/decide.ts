import { cap } from './cap.ts';
import type { Settled } from './claim.ts';
import { compareConcerns } from './concern-order.ts';
import type { Prepared } from './coordinate.ts';
import { judge } from './judge.ts';
import { type OpenConcern, openConcerns } from './open-concerns.ts';
import { route, type Route } from './route.ts';
import { settle } from './settle.ts';

/** A concern with its place in the review. */
export interface Published extends OpenConcern {
  readonly route: Route;
}

interface Decided {
  readonly published: readonly Published[];
  readonly settled: readonly Settled[];
}

/** Holds back what misses a bar, lets the judge's answers count, gives the rest its place, and settles every claim. */
export function decide(prepared: Prepared): Decided {
  const { input, text } = prepared;
  const { open, held } = openConcerns(prepared);
  const { standing, refuted } = judge(open, input);
  const routed = standing
    .map((concern) => ({ ...concern, route: route(concern.place, text) }))
    .toSorted(compareConcerns);
  const published = cap(routed, input.policy.maxInlineComments);
  const settled = published.flatMap(({ concern, notes, route: way, capped }) =>
    settle(concern, way.state, [...notes, { step: capped ? 'cap' : 'route', note: way.note }]),
  );
  return { published, settled: [...held, ...refuted, ...settled] };
}
