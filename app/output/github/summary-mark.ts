import type { KnownState } from '../../../schemas/memory.ts';
import type { SummaryMark } from '../../../schemas/publication.ts';
import type { RememberedConcern } from '../../../schemas/review.ts';
import type { ReviewOutput } from '../review-output.ts';
import { boundedReason, markSize, raisedMark, withoutProse } from './concern-mark.ts';
import { type Known, knownConcerns } from './known-concerns.ts';
import { blobOf, plannedPlace } from './placed-comments.ts';
import type { PublicationFacts } from './publication-facts.ts';
import { isIncomplete } from '../coverage.ts';

type Listed = SummaryMark['concerns'][number];

/** Most bytes that the mark may take from the summary. */
const MOST_BYTES = 30_000;
const RANKS: Readonly<Record<KnownState, number>> = { raised: 0, claimed: 1, dismissed: 2, fixed: 3 };

/**
 * What the summary remembers: the state of the pull request, and every concern that has no thread of its own. Where these are too many,
 * what stands stays, and what was settled is left to the log.
 */
export function summaryMark(output: ReviewOutput, facts: PublicationFacts): Omit<SummaryMark, 'publication'> {
  const mark = {
    kind: 'summary' as const,
    head: facts.head,
    base: facts.base,
    verdict: output.review.verdict,
    // A later review goes by it for what a model would find, too.
    complete: !isIncomplete(output.review) && output.review.coverage === 'full',
    pausedBy: facts.pausedBy,
  };
  const concerns: Listed[] = [];
  for (const one of listed(output, facts).toSorted((a, b) => RANKS[a.state] - RANKS[b.state])) {
    if (markSize({ ...mark, concerns: [...concerns, one] }) <= MOST_BYTES) concerns.push(one);
  }
  return { ...mark, concerns };
}

function listed(output: ReviewOutput, facts: PublicationFacts): Listed[] {
  const { threads, summary } = facts.conversation;
  const withThread = new Set(threads.map((thread) => thread.mark.comment.concern));
  const raised = output.review.comments
    .filter((comment) => plannedPlace(comment) === null && !withThread.has(comment.concern))
    .map((comment) => {
      const {
        head: _head,
        kind: _kind,
        ...mark
      } = raisedMark(comment, { head: facts.head, blob: blobOf(comment, facts) });
      return mark;
    });
  const known = knownConcerns(output, facts.conversation)
    .filter(({ thread }) => thread === null)
    .map((one) => remembered(one, facts));
  const named = new Set([...withThread, ...[...raised, ...known].map(({ comment }) => comment.concern)]);
  const others = (summary?.mark.concerns ?? []).filter(({ comment }) => !named.has(comment.concern));
  return [...raised, ...known, ...others];
}

function remembered({ now, before, actor, reason }: Known, facts: PublicationFacts): Listed {
  const state = stateOf(now.state, before);
  const isWord = state === 'dismissed' || state === 'claimed';
  const why = isWord ? (reason ?? now.note) : now.note;
  return {
    comment: withoutProse(now.comment),
    blob: blobOf(now.comment, facts),
    state,
    actor: isWord ? actor : null,
    reason: state === 'raised' ? null : boundedReason(why),
  };
}

/** A claim that does not count stays a claim; what is back is raised. */
function stateOf(now: RememberedConcern['state'], before: KnownState | null): KnownState {
  switch (now) {
    case 'fixed':
    case 'claimed':
    case 'dismissed':
      return now;
    case 'standing':
    case 'unknown':
      return before === 'claimed' ? 'claimed' : 'raised';
  }
}
