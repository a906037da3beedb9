import type { HistoryLog } from '../../../history/log.ts';
import { inlineCode } from '../../output/neutralise.ts';
import { dismissedFate, updateOf } from '../../output/github/thread-updates.ts';
import { scrubPublication } from '../../output/github/scrub-publication.ts';
import type { PlannedPublication } from '../../../schemas/publication.ts';
import type { PullContext } from '../context.ts';
import type { CommandIntent } from '../intent.ts';
import { publishNote } from '../record-outcomes.ts';
import { recall } from '../remember.ts';
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
}

/**
 * Settles a concern: our comment says who dismissed it and why, its thread is resolved where the token may, and the log has it as an
 * outcome. The comment comes first: it is what later reviews believe even without the log.
 */
export async function dismiss(log: HistoryLog, context: PullContext, wish: Wish): Promise<Dismissal> {
  const memory = recall(context, log);
  const { thread } = wish.intent;
  const { id, reason } = named(wish, (one) => meantConcern(one, { ...context, memory, thread }) !== null);
  const meant = meantConcern(id, { ...context, memory, thread });
  if (meant === null)
    return refused(
      unknownText(
        id,
        memory.known.map(({ comment }) => comment.finding),
      ),
    );
  const { concern } = meant;
  const finding = inlineCode(concern.comment.finding);
  if (reason.trim() === '') {
    return refused(
      `A dismissal needs a reason, for whoever comes later: \`/docket dismiss ${concern.comment.finding} reason\`.`,
    );
  }
  const { actor } = wish.intent;
  if (concern.state === 'dismissed') {
    return refused(
      `${finding} was dismissed before${concern.actor === null ? '' : ` by ${inlineCode(concern.actor)}`}.`,
    );
  }
  const at = new Date().toISOString();
  const outcome = { concern: concern.comment.concern, kind: 'dismissed' as const, actor, reason, role: wish.role, at };
  await publishNote(log, context, {
    note: `${concern.comment.finding} dismissed by ${actor}`,
    plan: await planOf(meant, { context, actor, reason }),
    outcomes: [outcome],
  });
  return {
    dismissed: true,
    text: `${finding} is dismissed by ${inlineCode(actor)}. It will not be raised again as long as its code stays as it is.`,
  };
}

const refused = (text: string): Dismissal => ({ dismissed: false, text });

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

interface Telling {
  readonly context: PullContext;
  readonly actor: string;
  readonly reason: string;
}

/** A concern without a thread stands in the summary, whose mark remembers it. */
async function planOf({ concern, thread }: Meant, { context, actor, reason }: Telling): Promise<PlannedPublication> {
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
      one.comment.concern === concern.comment.concern ? { ...one, state: 'dismissed' as const, actor, reason } : one,
    );
    plan.summary = { body: summary.body, mark: { ...mark, concerns } };
  }
  return scrubPublication(plan, context.scanner);
}
