import { z } from 'zod';
import type { StatisticsDocument } from '../../schemas/learning/statistics.ts';
import { Verdict, Review, ReviewerStatus, ModelHalf } from '../../schemas/review.ts';
import { FileKind, JudgedFile } from '../../schemas/judged.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

type Coverage = StatisticsDocument['coverage'];

/** What is looked at of a review. The rest of it may be as old as it likes. */
const LookedAt = z.object({
  verdict: Verdict,
  coverage: Review.shape.coverage,
  reviewers: z.array(
    z.object({
      reviewer: ReviewerStatus.shape.reviewer,
      status: ReviewerStatus.shape.status,
      model: z.object({ status: ModelHalf.shape.status }).optional(),
    }),
  ),
  judged: z.array(z.object({ kind: FileKind, state: JudgedFile.shape.state })).optional(),
});
type LookedAt = z.infer<typeof LookedAt>;

/** What reviews looked at, and what they did not. */
export function coverageOf(reviews: readonly { readonly run: string; readonly json: string }[]): Coverage {
  const seen = reviews.map(({ json }) => LookedAt.parse(JSON.parse(json)));
  const files = seen.flatMap(({ judged = [] }) => judged);
  const inState = (state: string) => files.filter((file) => file.state === state).length;
  return {
    opened: seen.length,
    withModels: seen.filter(({ coverage }) => coverage === 'full').length,
    verdicts: Verdict.options.map((verdict) => ({
      verdict,
      count: seen.filter((one) => one.verdict === verdict).length,
    })),
    files: {
      judged: inState('judged'),
      'not-needed': inState('not-needed'),
      accepted: inState('accepted'),
      filtered: inState('filtered'),
      'not-covered': inState('not-covered'),
    },
    notCovered: kindsNotCovered(files),
    reviewers: reviewersOf(seen),
  };
}

function kindsNotCovered(files: readonly Pick<JudgedFile, 'kind' | 'state'>[]): Coverage['notCovered'] {
  const open = files.filter(({ state }) => state === 'not-covered');
  return [...Map.groupBy(open, ({ kind }) => kind.id).values()]
    .flatMap((same) => (same[0] === undefined ? [] : [{ kind: same[0].kind, files: same.length }]))
    .toSorted((a, b) => b.files - a.files || compareText(a.kind.id, b.kind.id));
}

function reviewersOf(seen: readonly LookedAt[]): Coverage['reviewers'] {
  const all = seen.flatMap(({ reviewers }) => reviewers);
  return [...Map.groupBy(all, ({ reviewer }) => reviewer)]
    .map(([reviewer, said]) => {
      const ended = (status: string) => said.filter((one) => one.status === status).length;
      const models = said.flatMap(({ model }) =>
        model === undefined || model.status === 'not-asked' ? [] : [model.status],
      );
      const modelOk = models.filter((status) => status === 'ok').length;
      return {
        reviewer,
        ok: ended('ok'),
        failed: ended('failed'),
        skipped: ended('skipped'),
        modelOk,
        modelMissing: models.length - modelOk,
      };
    })
    .toSorted((a, b) => compareText(a.reviewer, b.reviewer));
}
