import type { Comparison, Estimate, Grade, GradedGroup } from '../../schemas/learning/evaluation.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { type DecidedMatch, type Label, matchLabels } from './match-labels.ts';
import { intervalOf, resamples } from './resamples.ts';

/** A pull request as one configuration would have reviewed it: what stands openly, in the order of the runs. */
export interface ShownPullRequest {
  readonly comments: readonly ReviewComment[];
  readonly labels: readonly Label[];
  readonly costMicroUsd: number;
  /** Whether what no label is about is wrong: a benchmark knows all mistakes, a past only some. */
  readonly labelsAreAll: boolean;
  /** Absent where nobody decided anything. */
  readonly decided?: DecidedMatch | undefined;
}

type Ending = 'hits' | 'wrong' | 'unlabelled';

interface GradedPullRequest {
  readonly endings: readonly { readonly comment: ReviewComment; readonly ending: Ending }[];
  readonly hits: number;
  readonly wrong: number;
  readonly found: number;
  readonly known: number;
}

/** Grades a configuration, with intervals by resampling its pull requests. The same seed gives the same figures. */
export function grade(shown: readonly ShownPullRequest[], seed: number): Grade {
  const all = shown.map(graded);
  const draws = resamples(all.length, seed).map((draw) => scoresOf(draw.flatMap((index) => all[index] ?? [])));
  const scores = scoresOf(all);
  const estimate = (key: keyof Scores): Estimate => ({
    value: scores[key],
    ...intervalOf(draws.map((draw) => draw[key])),
  });
  const endings = all.flatMap((one) => one.endings);
  const count = (wanted: Ending) => endings.filter(({ ending }) => ending === wanted).length;
  const sum = (key: 'found' | 'known') => all.reduce((total, one) => total + one[key], 0);
  const each = (total: number) => (all.length === 0 ? 0 : total / all.length);
  return {
    pullRequests: all.length,
    comments: endings.length,
    hits: count('hits'),
    wrong: count('wrong'),
    unlabelled: count('unlabelled'),
    known: sum('known'),
    found: sum('found'),
    precision: estimate('precision'),
    recall: estimate('recall'),
    f1: estimate('f1'),
    commentsPerPullRequest: each(endings.length),
    microUsdPerPullRequest: each(shown.reduce((total, { costMicroUsd }) => total + costMicroUsd, 0)),
    rules: groups(endings, ({ rule }) => [rule]),
    reviewers: groups(endings, ({ reviewers }) => reviewers),
  };
}

/** The F1 of a configuration alone. */
export function f1Of(shown: readonly ShownPullRequest[]): number {
  return scoresOf(shown.map(graded)).f1;
}

/** Compares two configurations on the same pull requests, each resample with both. */
export function compareGrades(
  [first, a]: readonly [string, readonly ShownPullRequest[]],
  [second, b]: readonly [string, readonly ShownPullRequest[]],
  seed: number,
): Comparison {
  const [one, other] = [a.map(graded), b.map(graded)];
  const difference = (indexes: readonly number[]): Scores => {
    const [before, after] = [one, other].map((all) => scoresOf(indexes.flatMap((index) => all[index] ?? [])));
    const of = (key: keyof Scores) => (after?.[key] ?? 0) - (before?.[key] ?? 0);
    return { precision: of('precision'), recall: of('recall'), f1: of('f1') };
  };
  const draws = resamples(one.length, seed).map(difference);
  const whole = difference(one.map((_, index) => index));
  const estimate = (key: keyof Scores): Estimate => ({
    value: whole[key],
    ...intervalOf(draws.map((draw) => draw[key])),
  });
  const better = draws.filter(({ f1 }) => f1 > 0).length;
  const secondIsBetter = draws.length === 0 ? 0 : Math.round((100 * better) / draws.length);
  return {
    first,
    second,
    f1: estimate('f1'),
    precision: estimate('precision'),
    recall: estimate('recall'),
    secondIsBetter,
  };
}

/** A comment counts for the mistakes that it is the first to tell; one that only repeats counts against precision. */
function graded({ comments, labels, labelsAreAll, decided }: ShownPullRequest): GradedPullRequest {
  const told = new Set<string>();
  const matches = matchLabels(comments, labels, decided);
  const endings = comments.map((comment, index) => {
    const about = matches[index] ?? [];
    const real = about.filter((label) => label.real);
    const isNews = real.some(({ id }) => !told.has(id));
    for (const { id } of real) told.add(id);
    const ending: Ending = isNews ? 'hits' : about.length > 0 || labelsAreAll ? 'wrong' : 'unlabelled';
    return { comment, ending };
  });
  const count = (wanted: Ending) => endings.filter(({ ending }) => ending === wanted).length;
  const known = labels.filter(({ real }) => real).length;
  return { endings, hits: count('hits'), wrong: count('wrong'), found: told.size, known };
}

interface Scores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

function scoresOf(all: readonly Omit<GradedPullRequest, 'endings'>[]): Scores {
  let [hits, wrong, found, known] = [0, 0, 0, 0];
  for (const one of all) {
    hits += one.hits;
    wrong += one.wrong;
    found += one.found;
    known += one.known;
  }
  const precision = hits === 0 ? 0 : hits / (hits + wrong);
  const recall = known === 0 ? 0 : found / known;
  return { precision, recall, f1: hits === 0 || found === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

function groups(
  endings: GradedPullRequest['endings'],
  namesOf: (comment: ReviewComment) => readonly string[],
): GradedGroup[] {
  const byName = Map.groupBy(
    endings.flatMap(({ comment, ending }) => namesOf(comment).map((name) => ({ name, ending }))),
    ({ name }) => name,
  );
  return [...byName]
    .map(([name, own]) => {
      const count = (wanted: Ending) => own.filter(({ ending }) => ending === wanted).length;
      return { name, hits: count('hits'), wrong: count('wrong'), unlabelled: count('unlabelled') };
    })
    .toSorted((a, b) => b.hits + b.wrong - a.hits - a.wrong || compareText(a.name, b.name));
}
