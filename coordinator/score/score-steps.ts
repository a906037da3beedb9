import type { DecisionStep } from '../../schemas/decision.ts';
import type { ConcernScore } from '../../schemas/review.ts';

/** A score term by term, as `docket why` tells it: each in log-odds, the sum in percent. */
export function scoreSteps({ percent, terms }: ConcernScore): readonly DecisionStep[] {
  return [
    ...terms.map(({ term, points, note }) => `${term} ${signed(points)}: ${note}`),
    `together ${signed(terms.reduce((sum, { points }) => sum + points, 0))}, which is ${percent}%`,
  ].map((note) => ({ step: 'score', note }));
}

function signed(points: number): string {
  return `${points < 0 ? '-' : '+'}${(Math.abs(points) / 1000).toFixed(2)}`;
}
