import type { PublicationFacts, PublishedThread } from '../../../../app/output/github/publication-facts.ts';
import type { ConcernMark, SummaryMark } from '../../../../schemas/publication.ts';
import type { RememberedConcern, ReviewComment } from '../../../../schemas/review.ts';
import { aComment } from '../build-review-output.ts';

export const HEAD = 'b'.repeat(40);
const BASE = 'a'.repeat(40);
const BLOB = 'c'.repeat(40);
export const ROW = '0190f3a4-0000-7000-8000-000000000001';

/** What a pull request without any comment of ours looks like. */
export function someFacts(overrides: Partial<PublicationFacts> = {}): PublicationFacts {
  return {
    head: HEAD,
    base: BASE,
    conversation: { threads: [], summary: null },
    checkName: 'docket',
    event: { requestChanges: false, approve: false },
    sources: () => null,
    blobs: () => BLOB,
    pausedBy: null,
    breakGlass: null,
    ...overrides,
  };
}

export function aMark(comment: ReviewComment, overrides: Partial<ConcernMark> = {}): ConcernMark {
  return {
    kind: 'concern',
    publication: ROW,
    head: 'd'.repeat(40),
    comment: { ...comment, explanation: '', failureScenario: null, replacement: null },
    blob: BLOB,
    state: 'raised',
    actor: null,
    reason: null,
    ...overrides,
  };
}

/** A thread of ours about this comment, as an earlier run left it. */
export function aThread(
  comment: ReviewComment,
  overrides: Partial<Omit<PublishedThread, 'mark'>> & { readonly mark?: Partial<ConcernMark> } = {},
): PublishedThread {
  const { mark, ...rest } = overrides;
  return {
    id: `PRRT_${comment.concern}`,
    comment: 7,
    body: `**${comment.severity}** — **${comment.title}**\n\nWhy.\n\n\`\`\`suggestion\nbetter\n\`\`\`\n\nfoot`,
    url: `https://github.com/acme/shop/pull/5#discussion_r${comment.concern.replace(/\D/g, '') || '7'}`,
    isResolved: false,
    replies: [],
    answered: false,
    ...rest,
    mark: aMark(comment, mark),
  };
}

export function aReply(body: string, overrides: Partial<PublishedThread['replies'][number]> = {}) {
  return { author: 'alice', isBot: false, isViewer: false, body, ...overrides };
}

export function aSummaryMark(overrides: Partial<SummaryMark> = {}): SummaryMark {
  return {
    kind: 'summary',
    publication: ROW,
    head: 'd'.repeat(40),
    base: BASE,
    verdict: 'approved',
    complete: true,
    concerns: [],
    pausedBy: null,
    ...overrides,
  };
}

export function remembered(
  comment: ReviewComment,
  state: RememberedConcern['state'],
  note = 'its quote is still in the file',
): RememberedConcern {
  return { concern: comment.concern, fingerprint: comment.fingerprint, state, note, comment };
}

/** A comment that differs from others by a number. */
export function numbered(at: number, overrides: Partial<ReviewComment> = {}): ReviewComment {
  return aComment({
    finding: `f-${at}`,
    fingerprint: `fp-${at}`,
    concern: `c-${at}`,
    title: `Finding number ${at}`,
    severity: 'warning',
    ...overrides,
  });
}
