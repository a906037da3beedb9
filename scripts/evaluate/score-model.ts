import { prepare } from '../../coordinator/coordinate.ts';
import { openConcerns } from '../../coordinator/judge/open-concerns.ts';
import { termsOfClaim } from '../../coordinator/score/score.ts';
import type { ScorePrior } from '../../coordinator/score/score-prior.ts';
import { voicesOf } from '../../coordinator/score/voices.ts';
import type { CoordinatorPolicy } from '../../schemas/coordination.ts';
import { type LabelledReview, reviewsOfAgents, reviewsOfTools } from './labelled-review.ts';
import { type Belief, fitLogistic, type Row } from './ridge.ts';

/** A coefficient of the score: what is believed of it before any data, and what a score is made of where only it counts. */
interface Coefficient {
  readonly belief: Belief;
  readonly alone: Partial<ScorePrior>;
}

const NONE = { base: 0, slope: 0 };
const NOTHING = { check: NONE, model: NONE, rule: NONE, opinion: NONE };
const UNSTATED = { check: 0, model: 0, rule: 0, opinion: 0 };
/** Nine in ten is where reviewers that state their confidence state it; what that is worth is fitted, and how it changes around it. */
const STATED_OFTEN = 2197;

/**
 * The coefficients that the data say something about. What is believed of them is weak where there are many rows and strong where there are
 * few: evidence and place speak of dozens of remarks only.
 */
export const COEFFICIENTS: Readonly<
  Record<'opinion' | 'stated' | 'slope' | 'mention' | 'elsewhere' | 'aside' | 'voices', Coefficient>
> = {
  opinion: { belief: { mean: -1.5, deviation: 1 }, alone: { unstated: { ...UNSTATED, opinion: 1000 } } },
  stated: { belief: { mean: 0, deviation: 1 }, alone: { stated: { ...NOTHING, opinion: { base: 1000, slope: 0 } } } },
  slope: {
    belief: { mean: 1, deviation: 0.5 },
    alone: { stated: { ...NOTHING, opinion: { base: -STATED_OFTEN, slope: 1000 } } },
  },
  mention: { belief: { mean: 0.5, deviation: 0.3 }, alone: { mention: 1000 } },
  elsewhere: { belief: { mean: -0.5, deviation: 0.3 }, alone: { elsewhere: 1000 } },
  aside: { belief: { mean: -0.5, deviation: 0.3 }, alone: { aside: 1000 } },
  voices: { belief: { mean: 1, deviation: 0.3 }, alone: { voices: { check: 0, model: 0, outside: 1000 } } },
};

const ZERO: ScorePrior = {
  stated: NOTHING,
  unstated: UNSTATED,
  quote: 0,
  mention: 0,
  unproven: 0,
  elsewhere: 0,
  aside: 0,
  voices: { check: 0, model: 0, outside: 0 },
  checkAndModel: 0,
};
/**
 * What stands as it is believed, for no data speak of it. A check means what its author says, a rule of an outside tool a little less, for we
 * do not know who wrote it. A quote that was found, and each doubling of the checks that say it, are worth as much as doubling the odds or more, and what nobody
 * could prove half of them;
 * two models of one family are nearly one voice, a check and a model are two ways of looking.
 */
const BELIEVED: ScorePrior = {
  ...ZERO,
  stated: { ...NOTHING, check: { base: 0, slope: 1000 }, rule: { base: -500, slope: 1000 } },
  unstated: { check: 500, model: -500, rule: -500, opinion: 0 },
  quote: 700,
  unproven: -700,
  voices: { check: 1000, model: 200, outside: 0 },
  checkAndModel: 1000,
};
const POLICY: CoordinatorPolicy = { maxInlineComments: 5, minimumConfidence: 0, minimumSeverity: 'suggestion' };

/** Every concern of a review as the score sees it, and whether the claim that carries it is about a known mistake. */
function rowsOf({ input, mistakes }: LabelledReview, weight: number): readonly Row[] {
  return openConcerns(prepare({ ...input, policy: POLICY })).map(({ concern: { survivor, others }, place }) => {
    const claim = { ...survivor, place };
    return {
      isTrue: (mistakes.get(survivor.finding.id) ?? []).length > 0,
      weight,
      features: Object.values(COEFFICIENTS).map(({ alone }) => {
        const prior = { ...ZERO, ...alone };
        const terms = [...termsOfClaim(claim, prior), ...voicesOf(claim, [claim, ...others], prior)];
        return terms.reduce((sum, { points }) => sum + points, 0) / 1000;
      }),
    };
  });
}

/** The same remarks, labelled three times: each counts for a third. */
const JUDGES = ['opus45', 'sonnet45', 'gpt52'];

/** What the constants are fitted on, a list a repository. */
export function rowsByRepository(data: string, labels: string | undefined): ReadonlyMap<string, readonly Row[]> {
  const reviews = [
    ...JUDGES.flatMap((judge) => reviewsOfTools(data, judge).map((review) => ({ review, weight: 1 / JUDGES.length }))),
    ...reviewsOfAgents(data, labels, false).map((review) => ({ review, weight: 1 })),
  ];
  const groups = Map.groupBy(reviews, ({ review }) => review.repository);
  return new Map([...groups].map(([name, own]) => [name, own.flatMap(({ review, weight }) => rowsOf(review, weight))]));
}

/** The coefficients that are fitted on all but one repository, or on all. */
export function fitWithout(rows: ReadonlyMap<string, readonly Row[]>, repository: string | null): readonly number[] {
  const others = [...rows].flatMap(([name, own]) => (name === repository ? [] : own));
  return fitLogistic(
    others,
    Object.values(COEFFICIENTS).map(({ belief }) => belief),
  );
}

/** The constants of the score from fitted coefficients, in their order; what the data say nothing about stays. */
export function priorOf(coefficients: readonly number[]): ScorePrior {
  const [opinion, stated, slope, mention, elsewhere, aside, voices] = coefficients.map(
    (value) => Math.round(100 * value) * 10,
  );
  const worth = { base: (stated ?? 0) - Math.round(((slope ?? 0) * STATED_OFTEN) / 1000), slope: slope ?? 0 };
  // Nobody has measured our own models: half-way between what they say and what that of others was worth.
  const model = { base: Math.round(worth.base / 2), slope: Math.round((1000 + worth.slope) / 2) };
  return {
    ...BELIEVED,
    stated: { ...BELIEVED.stated, model, opinion: worth },
    unstated: { ...BELIEVED.unstated, opinion: opinion ?? 0 },
    mention: mention ?? 0,
    elsewhere: elsewhere ?? 0,
    aside: aside ?? 0,
    voices: { ...BELIEVED.voices, outside: voices ?? 0 },
  };
}
