import type { OwnSummary } from '../../../forge/github/read/conversation.ts';
import type { HistoryLog } from '../../../history/log.ts';
import type { PlannedPublication } from '../../../schemas/publication.ts';
import { inlineCode } from '../../output/text/neutralise.ts';
import type { PullContext } from '../context.ts';
import { publishNote } from '../record-outcomes.ts';

/** What the summary begins with while reviews are paused and no review has written it anew. */
const PAUSED = /^\*\*Paused\*\* by .*\n\n/;

/** Pauses the reviews of a pull request, or with null ends the pause. It is remembered in the summary, which is made where there is none. */
export async function setPaused(log: HistoryLog, context: PullContext, pausedBy: string | null): Promise<void> {
  const { summary } = context.conversation;
  if ((summary?.mark.pausedBy ?? null) === pausedBy) return;
  const plan: PlannedPublication = {
    head: context.pull.head.commit,
    review: null,
    updates: [],
    replies: [],
    summary: pausedSummary(context, summary, pausedBy),
    check: null,
  };
  await publishNote(log, context, { note: pausedBy === null ? 'resumed' : `paused by ${pausedBy}`, plan });
}

function pausedSummary(
  { pull }: PullContext,
  summary: OwnSummary | null,
  pausedBy: string | null,
): PlannedPublication['summary'] {
  const before = (summary?.body ?? 'Nothing was reviewed yet.').replace(PAUSED, '');
  const note =
    pausedBy === null
      ? ''
      : `**Paused** by ${inlineCode(pausedBy)}: new commits are not reviewed until \`/docket resume\`.\n\n`;
  const { publication: _, ...mark } = summary?.mark ?? {
    kind: 'summary' as const,
    publication: '',
    // Nothing was reviewed yet, so no head of the pull request may pass for one that was.
    head: pull.base.commit,
    base: pull.base.commit,
    verdict: 'incomplete' as const,
    complete: false,
    concerns: [],
  };
  return { body: `${note}${before}`, mark: { ...mark, pausedBy } };
}
