import { z } from 'zod';
import { InfrastructureError } from '../../schemas/problem.ts';
import { pageOf, type RawComment, RawText, type RawThread, Thread } from './look-schema.ts';
import { readMark } from './mark.ts';
import type { Posted, PostedReview, PostedText, PostedThread } from './posted.ts';
import type { Publishing } from './publishing.ts';

const TEXT = 'id fullDatabaseId body viewerDidAuthor editor { login } url';
const COMMENTS = `pageInfo { hasNextPage endCursor } nodes { ${TEXT} state pullRequestReview { id } }`;

const LOOK = `query DocketLook($owner: String!, $name: String!, $number: Int!, $reviewsAfter: String, $threadsAfter: String, $commentsAfter: String, $reviews: Boolean!, $threads: Boolean!, $comments: Boolean!) {
  viewer { login }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      id
      headRefOid
      reviews(first: 100, after: $reviewsAfter) @include(if: $reviews) {
        pageInfo { hasNextPage endCursor } nodes { ${TEXT} state }
      }
      reviewThreads(first: 50, after: $threadsAfter) @include(if: $threads) {
        pageInfo { hasNextPage endCursor } nodes { id isResolved subjectType comments(first: 100) { ${COMMENTS} } }
      }
      comments(first: 100, after: $commentsAfter) @include(if: $comments) {
        pageInfo { hasNextPage endCursor } nodes { ${TEXT} }
      }
    }
  }
}`;

const MORE = `query DocketThread($thread: ID!, $after: String) {
  node(id: $thread) { ... on PullRequestReviewThread { comments(first: 100, after: $after) { ${COMMENTS} } } }
}`;

const Review = RawText.extend({
  state: z.enum(['PENDING', 'COMMENTED', 'APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']),
});

const Look = z.object({
  viewer: z.object({ login: z.string() }),
  repository: z.nullable(
    z.object({
      pullRequest: z.nullable(
        z.object({
          id: z.string(),
          headRefOid: z.string(),
          reviews: pageOf(Review).optional(),
          reviewThreads: pageOf(Thread).optional(),
          comments: pageOf(RawText).optional(),
        }),
      ),
    }),
  ),
});

const More = z.object({ node: z.nullable(Thread.pick({ comments: true })) });

/** Cursors by list; a list that was read to its end is null. */
interface Cursors {
  readonly reviews: string | undefined | null;
  readonly threads: string | undefined | null;
  readonly comments: string | undefined | null;
}

/**
 * Everything of ours on the pull request, all pages. This is what every write begins with: what GitHub has is the only truth about
 * what was said, whatever became of the answers to earlier requests.
 */
export async function look(publishing: Publishing): Promise<Posted> {
  const { github, ref, signal } = publishing;
  const [reviews, threads] = [[] as PostedReview[], [] as PostedThread[]];
  const [elsewhere, comments] = [[] as PostedText[], [] as PostedText[]];
  let at: Cursors = { reviews: undefined, threads: undefined, comments: undefined };
  for (;;) {
    signal.throwIfAborted();
    const { viewer, repository } = await github.query(Look, LOOK, { ...ref, ...variablesOf(at) });
    const pull = repository?.pullRequest;
    if (pull === null || pull === undefined) throw notFound(publishing);
    const own = (raw: z.infer<typeof RawText>) => ownText(raw, viewer.login);
    for (const raw of pull.reviews?.nodes ?? []) {
      const text = own(raw);
      if (text !== null) reviews.push({ ...text, state: raw.state });
    }
    for (const raw of pull.reviewThreads?.nodes ?? []) {
      const all = [...raw.comments.nodes, ...(await moreComments(publishing, raw))];
      const thread = threadOf(raw, all, own);
      if (thread !== null) threads.push(thread);
      else elsewhere.push(...all.map(own).filter((text) => text !== null));
    }
    comments.push(...(pull.comments?.nodes ?? []).map(own).filter((text) => text !== null));
    at = {
      reviews: nextOf(pull.reviews),
      threads: nextOf(pull.reviewThreads),
      comments: nextOf(pull.comments),
    };
    if (at.reviews === null && at.threads === null && at.comments === null)
      return { pull: pull.id, head: pull.headRefOid, reviews, threads, elsewhere, comments };
  }
}

function variablesOf(at: Cursors): Readonly<Record<string, string | boolean | null>> {
  return {
    reviewsAfter: at.reviews ?? null,
    threadsAfter: at.threads ?? null,
    commentsAfter: at.comments ?? null,
    reviews: at.reviews !== null,
    threads: at.threads !== null,
    comments: at.comments !== null,
  };
}

interface Paged {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

function nextOf(page: Paged | undefined): string | null {
  return page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : null;
}

/** The comments of a thread behind its first page. */
async function moreComments({ github }: Publishing, thread: RawThread): Promise<readonly RawComment[]> {
  const more: RawComment[] = [];
  for (let after = nextOf(thread.comments); after !== null;) {
    const { node } = await github.query(More, MORE, { thread: thread.id, after });
    more.push(...(node?.comments.nodes ?? []));
    after = nextOf(node?.comments);
  }
  return more;
}

function threadOf(
  raw: RawThread,
  comments: readonly RawComment[],
  own: (raw: RawComment) => PostedText | null,
): PostedThread | null {
  const [opener] = comments;
  const first = opener === undefined ? null : own(opener);
  if (opener === undefined || first === null) return null;
  return {
    id: raw.id,
    isResolved: raw.isResolved,
    isOnFile: raw.subjectType === 'FILE',
    isPending: opener.state === 'PENDING',
    review: opener.pullRequestReview?.id ?? null,
    first,
    answers: comments
      .slice(1)
      .map(own)
      .filter((text) => text !== null),
    hasOthers: comments.some((comment) => !comment.viewerDidAuthor),
  };
}

/** Null for what somebody else wrote. */
function ownText(raw: z.infer<typeof RawText>, viewer: string): PostedText | null {
  if (!raw.viewerDidAuthor) return null;
  const { mark, rest } = readMark(raw.body);
  const isOurs = raw.editor === null || nameOf(raw.editor.login) === nameOf(viewer);
  const { id, fullDatabaseId, body, url } = raw;
  return { id, number: fullDatabaseId, body, text: rest, written: mark, mark: isOurs ? mark : null, url };
}

/** An app is `name[bot]` as the viewer and `name` as an editor. */
function nameOf(login: string): string {
  return login.replace(/\[bot\]$/, '').toLowerCase();
}

function notFound(publishing: Publishing): InfrastructureError {
  return new InfrastructureError({
    what: 'GitHub does not show the pull request',
    where: publishing.where,
    remedy: 'Check that it exists and that the token may read pull requests of this repository.',
  });
}
