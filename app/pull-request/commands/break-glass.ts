import type { Published } from '../../../forge/github/publish/published.ts';
import type { HistoryLog } from '../../../history/log.ts';
import type { PlannedPublication, ReplyMark } from '../../../schemas/publication.ts';
import { scrubPublication } from '../../output/github/scrub-publication.ts';
import { plainLine } from '../../output/github/one-line.ts';
import { inlineCode } from '../../output/text/neutralise.ts';
import type { PullContext } from '../context.ts';
import type { IntentOutcome } from '../host.ts';
import { recompute } from '../recompute.ts';
import { publishNote } from '../record-outcomes.ts';
import type { Answer } from './answer.ts';

interface Glass {
  readonly history: { readonly log: HistoryLog; readonly path: string | null };
  readonly actor: string;
  readonly reason: string;
}

/** GitHub cuts the title of a check here. */
const LONGEST_TITLE = 255;

/**
 * Lets the check of one commit pass, whatever was found. Only the commit that the last review saw: somebody may push between the comment
 * and its answer, and nobody let that pass.
 */
export async function breakGlass(
  context: PullContext,
  { history, actor, reason }: Glass,
): Promise<{ readonly answer: Answer; readonly made: IntentOutcome | null }> {
  const head = context.pull.head.commit;
  const refused = (text: string) => ({ answer: { text }, made: null });
  if (reason.trim() === '') return refused('Breaking the glass needs a reason: `/docket break glass reason`.');
  if (context.conversation.summary?.mark.head !== head) {
    return refused(
      `The newest commit, \`${head.slice(0, 10)}\`, has no finished review yet: wait for it, then ask again. The glass is broken for a reviewed commit only.`,
    );
  }
  const glass: NonNullable<ReplyMark['breakGlass']> = { head, actor, reason: reason.slice(0, 1000).toWellFormed() };
  const made = await recompute(context, { history, breakGlass: glass });
  const ended = made === null ? await passAlone(context, history.log, glass) : made.published;
  const effect =
    (ended?.checkUrl ?? null) === null
      ? 'could not be ended just now, the log says why; ask again'
      : 'passes, for this commit only';
  return {
    answer: {
      text: `${inlineCode(actor)} broke the glass: the check of \`${head.slice(0, 10)}\` ${effect}. What was found stands.`,
      breakGlass: glass,
    },
    made,
  };
}

/** Without a recorded review there is nothing to compute again: the check alone is ended, and says who let it pass. */
async function passAlone(
  context: PullContext,
  log: HistoryLog,
  { head, actor, reason }: NonNullable<ReplyMark['breakGlass']>,
): Promise<Published> {
  const title = plainLine(`Break glass by ${actor}: ${reason}`, LONGEST_TITLE);
  const summary = `**Break glass** by ${inlineCode(actor)}: ${inlineCode(reason)}. The review of this commit stands in the conversation.`;
  const { checkName: name } = context.powers.pullRequests;
  const plan: PlannedPublication = {
    head,
    review: null,
    updates: [],
    replies: [],
    summary: null,
    check: { name, conclusion: 'success', title, summary, annotations: [] },
  };
  const scrubbed = await scrubPublication(plan, context.scanner);
  return publishNote(log, context, { note: `break glass by ${actor}`, plan: scrubbed });
}
