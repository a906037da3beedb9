import type { ConcernMark, PlannedUpdate } from '../../../schemas/publication.ts';
import type { KnownState } from '../../../schemas/memory.ts';
import { BODY_LIMIT } from '../fit-body.ts';
import { inlineCode } from '../text/neutralise.ts';
import type { ReviewOutput } from '../review-output.ts';
import { boundedReason, markSize, raisedMark, withoutProse } from './concern-mark.ts';
import { headOf, inlineBody } from './inline-body.ts';
import { type Known, knownConcerns, threadsByConcern } from './known-concerns.ts';
import { commit, line } from './one-line.ts';
import { blobOf } from './placed-comments.ts';
import type { PublicationFacts, PublishedThread } from './publication-facts.ts';

/** Stands between what became of a comment and the comment; nothing of ours holds a line of it before. */
const RULE = '\n\n---\n\n';
const LONGEST_NOTE = 500;

/** What became of a published comment. */
export interface Fate {
  readonly state: KnownState;
  readonly actor: string | null;
  readonly reason: string | null;
  /** One line of Markdown. */
  readonly text: string;
}

/** Changes of our comments: what is fixed, dismissed or back says so. What simply stands is left alone. */
export function threadUpdates(output: ReviewOutput, facts: PublicationFacts): PlannedUpdate[] {
  const threads = threadsByConcern(facts.conversation);
  const known = knownConcerns(output, facts.conversation).flatMap((one) =>
    (threads.get(one.now.concern) ?? []).flatMap((thread) => {
      const fate = fateOf(one, thread, facts);
      return fate === null ? [] : [updateOf(thread, fate)];
    }),
  );
  return [...known, ...raisedAgain(output, facts)];
}

/** Our comment with what became of it in front. Used for the answer to a command as well. */
export function updateOf(thread: PublishedThread, fate: Fate): PlannedUpdate {
  const { state, actor } = fate;
  const reason = fate.reason === null ? null : boundedReason(fate.reason);
  const mark: ConcernMark = { ...thread.mark, comment: withoutProse(thread.mark.comment), state, actor, reason };
  const settled = state === 'fixed' || state === 'dismissed';
  const original = originalOf(thread.body);
  const body = `${fate.text}${RULE}${settled ? withoutSuggestion(original) : original}`;
  const fits = Buffer.byteLength(body) <= BODY_LIMIT - markSize(mark);
  return {
    thread: thread.id,
    comment: thread.comment,
    body: fits ? body : `${fate.text}${RULE}${headOf(thread.mark.comment)}`,
    mark,
    resolve: settled && !thread.isResolved,
  };
}

/** What a dismissal by a person with the right to it makes of a comment. */
export function dismissedFate(by: { readonly actor: string; readonly reason: string }): Fate {
  const why = line(by.reason, LONGEST_NOTE);
  return {
    state: 'dismissed',
    actor: by.actor,
    reason: by.reason,
    text: `**Dismissed** by ${inlineCode(by.actor)}${why === '' ? '' : `: ${why}`}`,
  };
}

function fateOf({ now, actor, reason }: Known, thread: PublishedThread, { head }: PublicationFacts): Fate | null {
  const { state: before } = thread.mark;
  const note = line(now.note, LONGEST_NOTE);
  switch (now.state) {
    case 'fixed':
      if (before === 'fixed') return null;
      return { state: 'fixed', actor: null, reason: now.note, text: `**Fixed** at ${commit(head)}: ${note}` };
    case 'dismissed':
      if (before === 'dismissed') return null;
      if (actor !== null && reason !== null) return dismissedFate({ actor, reason });
      return { state: 'dismissed', actor, reason: now.note, text: `**Dismissed**: ${note}` };
    case 'standing':
    case 'claimed':
      if (before !== 'fixed') return null;
      return { state: 'raised', actor: null, reason: null, text: `**Back** at ${commit(head)}: ${note}` };
    case 'unknown':
      return null;
  }
}

/** A concern that is new to the review but has a thread, settled long ago: it is told there, not in a second one. */
function raisedAgain(output: ReviewOutput, facts: PublicationFacts): PlannedUpdate[] {
  // Without a memory nothing is known of what was settled, so it stays so.
  if (output.review.remembered === undefined) return [];
  const threads = threadsByConcern(facts.conversation);
  return output.review.comments.flatMap((comment) => {
    const [thread] = threads.get(comment.concern) ?? [];
    if (thread === undefined || (thread.mark.state !== 'fixed' && thread.mark.state !== 'dismissed')) return [];
    const raised = raisedMark(comment, { head: facts.head, blob: blobOf(comment, facts) });
    const mark = { ...raised, publication: thread.mark.publication };
    const status = `**Raised again** at ${commit(facts.head)}`;
    const limit = BODY_LIMIT - markSize(mark) - Buffer.byteLength(status + RULE);
    const told = { suggestion: null, recorded: output.runId !== null, withPlace: true, limit };
    const body = `${status}${RULE}${inlineBody(comment, told)}`;
    return [{ thread: thread.id, comment: thread.comment, body, mark, resolve: false }];
  });
}

/** A comment without what earlier runs put in front. */
function originalOf(posted: string): string {
  const body = posted.replaceAll('\r\n', '\n');
  const at = body.indexOf(RULE);
  return /^\*\*(?:Fixed|Dismissed|Back|Raised again)\*\*/.test(body) && at !== -1 ? body.slice(at + RULE.length) : body;
}

/** What no longer applies is no longer offered for a click. */
function withoutSuggestion(body: string): string {
  return body.replace(/^(`{3,})suggestion$/m, '$1');
}
