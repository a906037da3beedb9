import { z } from 'zod';
import type { GitHub } from '../api/client.ts';
import type { Conversation } from './conversation.ts';
import { cursorsAfter, type Cursors, FROM_THE_START, isRead, LIST_VARIABLES, listVariables } from './cursors.ts';
import { heardOf, Viewer } from './identity.ts';
import { ownCommentsOf } from './own-comments.ts';
import { ownTextOf, ownTexts, ownThread } from './own-text.ts';
import type { RawReview, RawText } from './posted-schema.ts';
import type { PostedState } from './posted-state.ts';
import type { PullRequestRef } from './pull-request.ts';
import { commentsIn, ownThreadsOf, type WholeThread } from './read-threads.ts';
import { CONVERSATION_FIELDS, ConversationPage } from './thread-schema.ts';
import { untilThere } from './until-there.ts';

const CONVERSATION = `query DocketConversation($owner: String!, $name: String!, $number: Int!, ${LIST_VARIABLES}) {
  viewer { login databaseId }
  repository(owner: $owner, name: $name) { pullRequest(number: $number) { ${CONVERSATION_FIELDS} } }
}`;

const Answer = z.object({
  viewer: Viewer,
  repository: z.object({ pullRequest: ConversationPage.nullable() }).nullable(),
});

/** The first pages, where another question brought them along. */
export interface ConversationStart {
  readonly viewer: Viewer;
  readonly page: ConversationPage;
}

/** What was read at one moment: what people and we said, and the same as publishing looks at it. */
export interface ReadConversation {
  readonly conversation: Conversation;
  readonly posted: PostedState;
}

/**
 * Reads everything of ours on a pull request, and what people answered. Marks are believed only in comments that our own identity wrote
 * and nobody else edited.
 */
export async function readConversation(
  github: GitHub,
  ref: PullRequestRef,
  start?: ConversationStart,
): Promise<ReadConversation> {
  const reviews: z.infer<typeof RawReview>[] = [];
  const whole: WholeThread[] = [];
  const comments: RawText[] = [];
  const first = start ?? (await pageAt(github, ref, FROM_THE_START));
  const viewer = heardOf(github, first.viewer);
  for (let { page } = first; ;) {
    reviews.push(...(page.reviews?.nodes ?? []));
    for (const thread of page.reviewThreads?.nodes ?? []) {
      whole.push({ thread, all: await commentsIn(github, thread) });
    }
    comments.push(...(page.comments?.nodes ?? []));
    const at = cursorsAfter(page);
    if (isRead(at)) break;
    ({ page } = await pageAt(github, ref, at));
  }
  const inThreads = await ownThreadsOf(github, whole, viewer);
  const own = ownCommentsOf(comments, viewer);
  return {
    conversation: {
      viewer,
      threads: inThreads.threads,
      summary: own.summary,
      replies: [...inThreads.replies, ...own.replies],
      tampered: [...inThreads.tampered, ...own.tampered],
    },
    posted: postedIn({ head: first.page.headRefOid, reviews, whole, comments }, viewer),
  };
}

async function pageAt(github: GitHub, ref: PullRequestRef, at: Cursors): Promise<ConversationStart> {
  const { owner, name, number } = ref;
  const { viewer, repository } = await untilThere(
    github,
    () => github.query(Answer, CONVERSATION, { owner, name, number, ...listVariables(at) }),
    (answer) => (answer.repository?.pullRequest ?? null) !== null,
  );
  // One that is gone has no conversation; whoever needs the pull request itself says so.
  return { viewer, page: repository?.pullRequest ?? { headRefOid: '' } };
}

interface Raw {
  readonly head: string;
  readonly reviews: readonly z.infer<typeof RawReview>[];
  readonly whole: readonly WholeThread[];
  readonly comments: readonly RawText[];
}

function postedIn({ head, reviews, whole, comments }: Raw, { login }: Viewer): PostedState {
  const own = ownTextOf(login);
  const threads = whole.map(({ thread, all }) => ({ all, thread: ownThread(thread, all, own) }));
  return {
    head,
    reviews: reviews.flatMap((raw) => {
      const text = own(raw);
      return text === null ? [] : [{ ...text, state: raw.state }];
    }),
    threads: threads.flatMap(({ thread }) => thread ?? []),
    elsewhere: threads.flatMap(({ thread, all }) => (thread === null ? ownTexts(all, own) : [])),
    comments: ownTexts(comments, own),
  };
}
