import type { HistoryLog } from '../../../history/log.ts';
import type { Outcome } from '../../../schemas/outcome.ts';
import { boundedReason } from '../../output/github/concern-mark.ts';
import { inlineCode } from '../../output/text/neutralise.ts';
import type { PullContext } from '../context.ts';
import type { CommandIntent } from '../intent.ts';
import { changeOf } from '../logged-memory.ts';
import { publishNote, recordOutcomes } from '../record-outcomes.ts';
import { recall } from '../remember.ts';
import { dismissEverywhere } from './dismiss-everywhere.ts';
import { dismissalPlan } from './dismissal-plan.ts';
import { type Meant, meantConcern } from './find-concern.ts';

/** What came of a dismissal: `dismissed` when it is written down, and what to answer. */
export interface Dismissal {
  readonly dismissed: boolean;
  readonly text: string;
}

interface Wish {
  readonly intent: CommandIntent;
  readonly id: string | null;
  readonly reason: string;
  /** What the actor may do, as GitHub answered. */
  readonly role: string;
  readonly everywhere?: { readonly days: number | null };
}

/** Settles a concern for good, or says why not. */
export async function dismiss(log: HistoryLog, context: PullContext, wish: Wish): Promise<Dismissal> {
  const memory = recall(context, log);
  const { thread, actor } = wish.intent;
  const find = (id: string | null) => meantConcern(id, { ...context, memory, thread });
  const { id, reason } = named(wish, (one) => find(one) !== null);
  const meant = find(id);
  const known = memory.known.map(({ comment }) => comment.finding);
  if (meant === null) return refused(unknownText(id, known));
  const { comment, state, actor: before, reason: told } = meant.concern;
  if (reason.trim() === '') {
    return refused(
      `A dismissal needs a reason, for whoever comes later: \`/docket dismiss ${comment.finding} reason\`.`,
    );
  }
  const everywhere = () =>
    wish.everywhere === undefined
      ? ''
      : ` ${dismissEverywhere(log, context, { comment, actor, role: wish.role, reason, ...wish.everywhere })}`;
  const isRepeated = state === 'dismissed' && before === actor && told === boundedReason(reason);
  if (state === 'dismissed' && !isRepeated) {
    const who = before === null ? '' : ` by ${inlineCode(before)}`;
    return refused(`${inlineCode(comment.finding)} was dismissed before${who}.${everywhere()}`);
  }
  await settle(meant, { log, context, actor, reason, role: wish.role });
  const text = `${inlineCode(comment.finding)} is dismissed by ${inlineCode(actor)}. It will not be raised again as long as its code stays as it is.${everywhere()}`;
  return { dismissed: true, text };
}

const refused = (text: string): Dismissal => ({ dismissed: false, text });

interface Settling extends Pick<Wish, 'reason' | 'role'> {
  readonly log: HistoryLog;
  readonly context: PullContext;
  readonly actor: string;
}

/**
 * Our comment says who dismissed it and why, its thread is resolved where the token may, and the log has it as an outcome. The comment
 * comes first: it is what later reviews believe even without the log. A command that was interrupted behind it is taken up there.
 */
async function settle(meant: Meant, { log, context, actor, reason, role }: Settling): Promise<void> {
  const { comment, state } = meant.concern;
  const note = `${comment.finding} dismissed by ${actor}`;
  const at = new Date().toISOString();
  const outcome: Outcome = { concern: comment.concern, kind: 'dismissed', actor, reason, role, at };
  const outcomes = isRecorded(log, context, outcome) ? [] : [outcome];
  if (state === 'dismissed') return recordOutcomes(log, context, { note, outcomes });
  await publishNote(log, context, { note, plan: await dismissalPlan(meant, { context, actor, reason }), outcomes });
}

function isRecorded(log: HistoryLog, { label }: PullContext, { concern, actor, reason }: Outcome): boolean {
  return log
    .outcomesOn(changeOf(label))
    .some(({ outcome }) => outcome.concern === concern && outcome.actor === actor && outcome.reason === reason);
}

/** The id of another tool's finding cannot be told from the first word of a reason: it is one when a concern is called so. */
function named({ id, reason, intent }: Wish, isKnown: (id: string) => boolean): Pick<Wish, 'id' | 'reason'> {
  if (id !== null) return { id, reason };
  const [first = '', ...rest] = reason.trim().split(/\s+/);
  if (first !== '' && isKnown(first)) return { id: first, reason: rest.join(' ') };
  // Outside of a thread the first word has to be an id, known or not.
  return intent.thread === null ? { id: first === '' ? null : first, reason: rest.join(' ') } : { id: null, reason };
}

function unknownText(id: string | null, known: readonly string[]): string {
  const names = known.slice(0, 20).map((name) => inlineCode(name));
  const list = names.length === 0 ? 'No finding of this pull request is known.' : `Known here: ${names.join(', ')}.`;
  const wanted =
    id === null
      ? 'Which finding? `/docket dismiss <id> <reason>`.'
      : `No finding here is called ${inlineCode(id.slice(0, 100))}.`;
  return `${wanted} ${list}`;
}
