import type { OwnThread } from '../../forge/github/read/conversation.ts';
import { parseCommand } from './command.ts';

/** That somebody said or did something about a comment, without it being a dismissal. */
export interface ParticipantClaim {
  readonly actor: string;
  readonly reason: string;
}

/** Reactions that speak against a comment. */
const AGAINST: ReadonlySet<string> = new Set(['-1', 'THUMBS_DOWN', 'confused', 'CONFUSED']);

/** More of a person's words is not kept. */
const LONGEST = 1000;

/**
 * The claim in a thread of ours, or null: its last reply by a person, else that somebody else resolved it, else a reaction against it.
 * It is recorded and verified again, never believed.
 */
export function claimIn(
  thread: Pick<OwnThread, 'isResolved' | 'resolvedBy' | 'replies' | 'reactions'>,
  viewer: string,
): ParticipantClaim | null {
  const reply = thread.replies.findLast(
    (one) => one.author !== null && !one.isBot && !one.isViewer && isWord(one.body),
  );
  if (reply !== undefined && reply.author !== null) return { actor: reply.author, reason: shortened(reply.body) };
  const { resolvedBy } = thread;
  if (thread.isResolved && resolvedBy !== null && resolvedBy !== viewer) {
    return { actor: resolvedBy, reason: 'resolved the thread' };
  }
  const reaction = thread.reactions.find(
    ({ author, content }) => author !== null && author !== viewer && AGAINST.has(content),
  );
  return reaction === undefined || reaction.author === null
    ? null
    : { actor: reaction.author, reason: 'reacted with a thumb down' };
}

/** A command asks for something; only a dismissal also says something, whether or not its author had the right to it. */
function isWord(body: string): boolean {
  const command = parseCommand(body);
  return command === null || command.name === 'dismiss';
}

function shortened(text: string): string {
  const words = text.trim().replace(/\s+/g, ' ');
  return words.length <= LONGEST ? words : `${words.slice(0, LONGEST).toWellFormed()} …`;
}
