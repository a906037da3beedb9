import type { Decision } from '../../schemas/decision.ts';
import type { LabelledReview } from './labelled-review.ts';

/** Which findings stand openly in a review, in their order, and into which of them each other one went. */
export interface Answer {
  readonly shown: readonly string[];
  readonly merged: ReadonlyMap<string, string>;
}

/** What reviews found, added up. */
export interface Score {
  readonly findings: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** Every finding by itself. */
export function raw({ mistakes }: LabelledReview): Answer {
  return { shown: [...mistakes.keys()], merged: new Map() };
}

/** Into which finding each merged one went. */
export function mergedOf(decisions: readonly Decision[]): ReadonlyMap<string, string> {
  return new Map(
    decisions.flatMap(({ finding, state }): [string, string][] =>
      state.kind === 'merged' ? [[finding, state.into]] : [],
    ),
  );
}

/** A shown finding counts for what it is about itself; one that only repeats counts against precision. */
export function scoreOf(reviews: readonly LabelledReview[], answers: readonly Answer[]): Score {
  let [hits, findings, found, known] = [0, 0, 0, 0];
  for (const [index, review] of reviews.entries()) {
    const seen = new Set<string>();
    for (const id of answers[index]?.shown ?? []) {
      const mistakes = review.mistakes.get(id) ?? [];
      if (mistakes.some((one) => !seen.has(one))) hits += 1;
      for (const one of mistakes) seen.add(one);
      findings += 1;
    }
    found += seen.size;
    known += review.known;
  }
  const precision = findings === 0 ? 0 : hits / findings;
  const recall = found / known;
  return { findings, precision, recall, f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Of pairs about known mistakes: how many of one mistake are together, and how many of those that are together are of one mistake. */
export function pairsOf(reviews: readonly LabelledReview[], answers: readonly Answer[]) {
  let [same, joined, wrong] = [0, 0, 0];
  for (const [index, { mistakes, input }] of reviews.entries()) {
    const merged = answers[index]?.merged ?? new Map<string, string>();
    const telling = input.reports.flatMap(({ reviewer, findings }) =>
      findings.flatMap(({ id }) => {
        const about = mistakes.get(id) ?? [];
        return about.length === 0 ? [] : [{ reviewer, about, root: merged.get(id) ?? id }];
      }),
    );
    for (const [at, a] of telling.entries()) {
      for (const b of telling.slice(at + 1)) {
        if (a.reviewer === b.reviewer) continue;
        const isSame = a.about.some((one) => b.about.includes(one));
        if (isSame) same += 1;
        if (a.root === b.root && isSame) joined += 1;
        else if (a.root === b.root) wrong += 1;
      }
    }
  }
  return { recall: joined / Math.max(1, same), precision: joined / Math.max(1, joined + wrong) };
}

/** How likely somebody said a comment to be right (0 to 1), and whether it is about a known mistake. */
export interface Stated {
  readonly chance: number;
  readonly isRight: boolean;
}

const BINS = 10;

/** One step of the chance: from where, how many, what was said of them on the average, and how many of them were right. */
interface Bin {
  readonly from: number;
  readonly count: number;
  readonly chance: number;
  readonly right: number;
}

/** Brier score, and expected calibration error over ten equal steps of the chance. */
export function calibrationOf(said: readonly Stated[]): {
  readonly brier: number;
  readonly error: number;
  readonly bins: readonly Bin[];
} {
  const share = (sum: number): number => (said.length === 0 ? 0 : sum / said.length);
  const bins = [...Map.groupBy(said, ({ chance }) => Math.min(BINS - 1, Math.floor(chance * BINS)))]
    .toSorted(([one], [other]) => one - other)
    .map(([step, inside]): Bin => {
      const mean = (of: (one: Stated) => number) => inside.reduce((sum, one) => sum + of(one), 0) / inside.length;
      return {
        from: step / BINS,
        count: inside.length,
        chance: mean(({ chance }) => chance),
        right: mean(({ isRight }) => Number(isRight)),
      };
    });
  return {
    brier: share(said.reduce((sum, { chance, isRight }) => sum + (chance - Number(isRight)) ** 2, 0)),
    error: share(bins.reduce((sum, { count, chance, right }) => sum + count * Math.abs(chance - right), 0)),
    bins,
  };
}
