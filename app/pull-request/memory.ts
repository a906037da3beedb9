import type { Conversation } from '../../forge/github/read/conversation.ts';
import type { ObjectId } from '../../schemas/change-set.ts';
import type { KnownConcern, Memory, RejectedConcern, SinceLastReview } from '../../schemas/memory.ts';
import type { Outcome } from '../../schemas/outcome.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import { type ParticipantClaim, claimIn } from './claims.ts';

/** A comment that the log says was published. */
interface LoggedComment {
  readonly comment: ReviewComment;
  readonly blob: ObjectId | null;
  /** Row id: later ones sort behind earlier ones. */
  readonly publication: string;
}

/** What the log knows of a pull request; empty where the log is new. */
export interface LoggedMemory {
  readonly comments: readonly LoggedComment[];
  readonly rejected: readonly RejectedConcern[];
  /** With the run that recorded it. */
  readonly outcomes: readonly { readonly run: string; readonly outcome: Outcome }[];
}

interface MemoryFacts {
  readonly conversation: Conversation;
  readonly logged: LoggedMemory;
  readonly since: SinceLastReview | null;
}

/** One word on a concern, from GitHub or from the log. */
interface Word extends KnownConcern {
  readonly publication: string;
  readonly from: 'github' | 'log';
}

/**
 * What is remembered of a pull request: what we wrote on it, what people made of it, and what the log adds. GitHub alone is enough;
 * the log knows what was said where a comment of ours is gone, and who dismissed what where somebody edited the comment.
 */
export function memoryOf({ conversation, logged, since }: MemoryFacts): Memory {
  const words = [...wordsOnGitHub(conversation), ...logged.comments.map(wordOfLog)];
  const known = [...Map.groupBy(words, ({ comment }) => comment.concern).values()].map((said) =>
    withOutcome(newest(said), logged),
  );
  return { known: known.toSorted(byConcern), rejected: [...logged.rejected], since };
}

/** The claims that are not in the log yet, as its outcomes. */
export function newClaims({ known }: Memory, { outcomes }: Pick<LoggedMemory, 'outcomes'>, at: string): Outcome[] {
  return known.flatMap(({ comment: { concern }, state, actor, reason }): Outcome[] => {
    if (state !== 'claimed') return [];
    const isKnown = outcomes.some(
      ({ outcome }) =>
        outcome.kind === 'claimed' &&
        outcome.concern === concern &&
        outcome.actor === actor &&
        outcome.reason === reason,
    );
    return isKnown ? [] : [{ concern, kind: 'claimed', actor, reason, at }];
  });
}

function wordsOnGitHub({ threads, summary, viewer }: Conversation): Word[] {
  const inThreads = threads.map((thread): Word => {
    const { comment, blob, publication } = thread.mark;
    return { from: 'github', comment, blob, publication, ...stateOf(thread.mark, claimIn(thread, viewer.login)) };
  });
  const { concerns, publication } = summary?.mark ?? { concerns: [], publication: '' };
  return [...inThreads, ...concerns.map((one): Word => ({ from: 'github', ...one, publication }))];
}

/** Only our own mark dismisses; a claim says something about what still stands. */
function stateOf(
  { state, actor, reason }: Pick<KnownConcern, 'state' | 'actor' | 'reason'>,
  claim: ParticipantClaim | null,
): Pick<KnownConcern, 'state' | 'actor' | 'reason'> {
  if (claim === null || state === 'dismissed' || state === 'fixed') return { state, actor, reason };
  return { state: 'claimed', ...claim };
}

function wordOfLog({ comment, blob, publication }: LoggedComment): Word {
  return { from: 'log', comment, blob, publication, state: 'raised', actor: null, reason: null };
}

/**
 * The newest word counts. What stands on GitHub comes before what the log says: people answered there, and a concern that was raised
 * again is told in its old comment.
 */
function newest(said: readonly Word[]): Word {
  const onGitHub = said.filter(({ from }) => from === 'github');
  const chosen = last(onGitHub.length > 0 ? onGitHub : said);
  const logged = said.find(({ from, comment }) => from === 'log' && comment.finding === chosen.comment.finding);
  return { ...chosen, comment: fuller(chosen.comment, logged?.comment), publication: last(said).publication };
}

function last(words: readonly Word[]): Word {
  return words.reduce((best, word) => (word.publication > best.publication ? word : best));
}

/** Marks carry no prose; where the log has that of the same finding, it is not lost. */
function fuller(marked: ReviewComment, logged: ReviewComment | undefined): ReviewComment {
  return marked.explanation === '' && logged !== undefined ? logged : marked;
}

/** A dismissal that the log recorded after the comment holds, even where the comment itself was edited by somebody. */
function withOutcome({ publication, from: _from, ...word }: Word, { outcomes }: LoggedMemory): KnownConcern {
  const dismissal = outcomes.findLast(
    ({ run, outcome }) => outcome.kind === 'dismissed' && outcome.concern === word.comment.concern && run > publication,
  );
  if (dismissal === undefined || word.state === 'dismissed') return word;
  return { ...word, state: 'dismissed', actor: dismissal.outcome.actor, reason: dismissal.outcome.reason };
}

const byConcern = (one: KnownConcern, other: KnownConcern): number =>
  one.comment.concern < other.comment.concern ? -1 : one.comment.concern > other.comment.concern ? 1 : 0;
