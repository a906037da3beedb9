import type { PlannedPublication } from '../../../schemas/publication.ts';
import { boundedReason } from '../../output/github/concern-mark.ts';
import { scrubPublication } from '../../output/github/scrub-publication.ts';
import { dismissedFate, updateOf } from '../../output/github/thread-updates.ts';
import type { PullContext } from '../context.ts';
import type { Meant } from './find-concern.ts';

/** Who dismisses what for which reason. */
interface Telling {
  readonly context: PullContext;
  readonly actor: string;
  readonly reason: string;
}

/** What a dismissal changes on the pull request. A concern without a thread stands in the summary, whose mark remembers it. */
export async function dismissalPlan(
  { concern, thread }: Meant,
  { context, actor, reason }: Telling,
): Promise<PlannedPublication> {
  const { conversation, pull } = context;
  const { summary } = conversation;
  const update = thread === null ? null : updateOf(thread, dismissedFate({ actor, reason }));
  const listed = summary?.mark.concerns.some(({ comment }) => comment.concern === concern.comment.concern) ?? false;
  const plan: PlannedPublication = {
    head: pull.head.commit,
    review: null,
    updates: update === null ? [] : [update],
    replies: [],
    summary: null,
    check: null,
  };
  if (summary !== null && update === null && listed) {
    const { publication: _, ...mark } = summary.mark;
    const concerns = mark.concerns.map((one) =>
      one.comment.concern === concern.comment.concern
        ? { ...one, state: 'dismissed' as const, actor, reason: boundedReason(reason) }
        : one,
    );
    plan.summary = { body: summary.body, mark: { ...mark, concerns } };
  }
  return scrubPublication(plan, context.scanner);
}
