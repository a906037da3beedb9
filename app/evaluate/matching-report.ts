import { agreementOf } from '../../coordinator/evaluate/agreement.ts';
import { type DecidedMatch, type Label, matchLabels, standsThere } from '../../coordinator/evaluate/match-labels.ts';
import type { MatchingReport } from '../../schemas/learning/evaluation.ts';
import type { Matches } from '../../schemas/learning/matches.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import { pairKey } from './judge-matches.ts';
import { MATCH_PROMPT, MATCH_PROMPT_VERSION } from './match-prompt.ts';

/** Who decided which remark names which mistake, and what people said of the same pairs. */
export interface MatchingWish {
  readonly judge: Matches;
  readonly people: Matches | null;
}

/** A labelled change with everything that could be said about it. */
export interface JudgedChange {
  readonly change: string;
  readonly comments: readonly ReviewComment[];
  readonly labels: readonly Label[];
}

/** A comment as a judge reads it. */
export function remarkOf({ title, explanation }: Pick<ReviewComment, 'title' | 'explanation'>): string {
  return `${title}\n${explanation}`;
}

/** What somebody decided, change by change. */
export function decidedBy({ verdicts }: Matches): (change: string) => DecidedMatch {
  const known = new Map(verdicts.map((verdict) => [pairKey(verdict), verdict.same]));
  return (change) => (comment, label) =>
    label.text === null ? null : (known.get(pairKey({ change, known: label.text, remark: remarkOf(comment) })) ?? null);
}

/** Who decided, how much of it, and how far words, places and people say the same of the same pairs. */
export function matchingReport(changes: readonly JudgedChange[], { judge, people }: MatchingWish): MatchingReport {
  const [byJudge, byPeople] = [decidedBy(judge), people === null ? null : decidedBy(people)];
  const pairs = changes.flatMap(({ change, comments, labels }) => {
    const byWords = matchLabels(comments, labels);
    return comments.flatMap((comment, at) =>
      labels
        .filter(({ text }) => text !== null)
        .map((label) => ({
          judge: byJudge(change)(comment, label),
          words: byWords[at]?.includes(label) ?? false,
          place: standsThere(comment, label),
          people: byPeople?.(change)(comment, label) ?? null,
        })),
    );
  });
  const withOther = (other: 'words' | 'place' | 'people') =>
    agreementOf(
      pairs.flatMap((pair) =>
        pair.judge === null || pair[other] === null ? [] : [[pair.judge, pair[other]] as const],
      ),
    );
  const { models, prompt } = judge.by;
  return {
    models,
    prompt: prompt === null ? null : { version: prompt, text: prompt === MATCH_PROMPT_VERSION ? MATCH_PROMPT : null },
    verdicts: pairs.filter((pair) => pair.judge !== null).length,
    undecided: pairs.filter((pair) => pair.judge === null).length,
    withWords: withOther('words'),
    withPlaces: withOther('place'),
    withPeople: people === null ? null : withOther('people'),
  };
}
