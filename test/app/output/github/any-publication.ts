import fc from 'fast-check';
import type { PublicationFacts } from '../../../../app/output/github/publication-facts.ts';
import type { ReviewOutput } from '../../../../app/output/review-output.ts';
import type { RememberedConcern, ReviewComment } from '../../../../schemas/review.ts';
import { anyOutput, anyText } from '../any-output.ts';
import { aMark, aReply, aSummaryMark, aThread, remembered, someFacts } from './build-publication.ts';

/** Enough to overflow every limit, made of what neutralising makes longer. */
const long = fc
  .tuple(anyText, fc.constantFrom(1, 1, 40, 3000), fc.constantFrom('', '\u202e', '@a ', '`', '漢', '<', '\n'))
  .map(([text, times, filler]) => text + filler.repeat(times) + text.repeat(Math.min(times, 200)));

const STATES: readonly RememberedConcern['state'][] = ['standing', 'claimed', 'dismissed', 'fixed', 'unknown'];
const placements = fc.constantFrom('inline' as const, 'file' as const, 'summary' as const);

/** Anything that could be published, most of it hostile, some of it much too long. */
export const anyPublication: fc.Arbitrary<{ readonly output: ReviewOutput; readonly facts: PublicationFacts }> = fc
  .record({
    output: anyOutput,
    texts: fc.array(long, { minLength: 4, maxLength: 4 }),
    many: fc.constantFrom(1, 1, 1, 1, 30, 300),
    placements: fc.array(placements, { minLength: 3, maxLength: 3 }),
    known: fc.array(fc.tuple(fc.constantFrom(...STATES), fc.constantFrom(...STATES), fc.boolean()), { maxLength: 6 }),
    breakGlass: fc.option(fc.record({ actor: anyText, reason: long })),
    pausedBy: fc.option(anyText),
    sources: fc.option(long),
  })
  .map(({ output, texts, many, known, breakGlass, pausedBy, sources, ...given }) => {
    const longer = (comment: ReviewComment, at: number): ReviewComment => ({
      ...comment,
      concern: `${comment.finding}-${at}`,
      finding: `${comment.finding}-${at}`,
      placement: given.placements[at % 3] ?? 'inline',
      explanation: texts[at % 4] ?? '',
      evidence: at % 5 === 0 ? (texts[1] ?? null) : comment.evidence,
      replacement: at % 3 === 0 ? (texts[2] ?? null) : comment.replacement,
    });
    const comments = output.review.comments.flatMap((comment) =>
      Array.from({ length: many }, (_, at) => longer(comment, at)),
    );
    const [first] = comments;
    const before =
      first === undefined
        ? []
        : known.map(([now, state, threaded], at) => {
            const comment = {
              ...first,
              concern: `k${at}`,
              finding: `f-k${at}`,
              title: `Known number ${at}. ${first.title}`,
            };
            return { now: remembered(comment, now, texts[3]), state, threaded, comment };
          });
    const threads = before
      .filter(({ threaded }) => threaded)
      .map(({ comment, state }) =>
        aThread(comment, {
          body: (texts[0] ?? '').slice(0, 60_000),
          mark: { state: state === 'standing' || state === 'unknown' ? 'raised' : state, reason: texts[2] ?? '' },
          replies: [aReply('I disagree')],
        }),
      );
    const listed = before
      .filter(({ threaded }) => !threaded)
      .map(({ comment }) => {
        const {
          kind: _kind,
          publication: _publication,
          head: _head,
          ...rest
        } = aMark(comment, { actor: 'a', reason: 'r' });
        return rest;
      });
    return {
      output: { ...output, review: { ...output.review, comments, remembered: before.map(({ now }) => now) } },
      facts: someFacts({
        conversation: { threads, summary: { mark: aSummaryMark({ concerns: listed }) } },
        breakGlass,
        pausedBy,
        sources: () => sources,
      }),
    };
  });
