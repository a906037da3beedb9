import { resolvePlace } from './resolve-place.ts';
import type { ResolvedPlace, WantedPlace } from './resolve-place.ts';
import { commitOf, gitOrNull } from './git.ts';
import { hunkDownTo } from './pull-diff.ts';
import { checkBody, checkReviewBody, invalid, unprocessable } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { App, Pull, Review, ReviewComment, Thread, User } from './state.ts';
import type { Store } from './store.ts';

/** Who writes: the identity and, for a token of an app, the app. */
export interface Writer {
  readonly actor: User;
  readonly app: App | null;
}

export type ReviewEvent = 'COMMENT' | 'APPROVE' | 'REQUEST_CHANGES';

const SUBMITTED: Readonly<Record<ReviewEvent, Review['state']>> = {
  COMMENT: 'COMMENTED',
  APPROVE: 'APPROVED',
  REQUEST_CHANGES: 'CHANGES_REQUESTED',
};

/** What can happen to reviews, once for REST and GraphQL. */
export class Reviewing {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  pendingOf(pull: Pull, actor: User): Review | null {
    return (
      this.#store.state.reviews.find(
        (review) => review.pull === pull && review.author === actor && review.state === 'PENDING',
      ) ?? null
    );
  }

  /** A pending review, or a submitted one when there is an event. Nothing is made when any comment is refused. */
  create(given: {
    readonly pull: Pull;
    readonly by: Writer;
    readonly commit: string | null;
    readonly body: string;
    readonly event: ReviewEvent | null;
    readonly comments: readonly { readonly place: WantedPlace; readonly body: string }[];
  }): Review {
    const { pull, by, event, body } = given;
    if (this.pendingOf(pull, by.actor) !== null) throw onePending();
    checkReviewBody(body);
    const commit = this.#commit(pull, given.commit);
    const resolved = given.comments.map((comment) => {
      checkReviewBody(comment.body);
      if (isBlank(comment.body)) throw unprocessable("Pull request review comment body can't be blank");
      return { ...comment, at: resolvePlace(pull, commit, comment.place) };
    });
    const refused = resolved.flatMap(({ at }) => ('refused' in at ? [at.refused] : []));
    if (refused.length > 0) throw unprocessable(...refused);
    if (event !== null) checkEvent({ event, pull, by, isBlank: isBlank(body) && resolved.length === 0 });
    const review: Review = {
      ...this.#store.authored('PRR', { pull, author: by.actor, app: by.app, body }),
      state: 'PENDING',
      commit,
      submittedAt: null,
    };
    this.#store.state.reviews.push(review);
    for (const one of resolved) if (!('refused' in one.at)) this.#addThread(review, by, one.at, one.body);
    if (event !== null) this.#close(review, event);
    return review;
  }

  /**
   * One more thread of a pending review. A place that is not in the diff gives null and no error, as GraphQL does; or, where the
   * stand-in was started so, a thread that is there until the review is submitted and then is gone without a word.
   */
  addThread(review: Review, by: Writer, place: WantedPlace, body: string): Thread | null {
    if (review.state !== 'PENDING') throw unprocessable('Pull request review is not pending');
    checkBody(body, 'PullRequestReviewComment');
    const at = resolvePlace(review.pull, review.commit, place);
    if (!('refused' in at)) return this.#addThread(review, by, at, body);
    if (at.field === 'path' || this.#store.offDiffThreads === 'null') return null;
    return this.#addThread(review, by, { place, file: at.file, position: null }, body);
  }

  /** A comment of its own: a review with this one comment, submitted at once. */
  comment(given: { pull: Pull; by: Writer; commit: string; place: WantedPlace; body: string }): ReviewComment {
    const { pull, by, place } = given;
    const resource = 'PullRequestReviewComment';
    if (this.pendingOf(pull, by.actor) !== null)
      throw invalid(resource, 'user_id', 'user_id can only have one pending review per pull request');
    const body = checkBody(given.body, resource);
    const at = resolvePlace(pull, this.#commit(pull, given.commit), place);
    if ('refused' in at) throw invalid(resource, `pull_request_review_thread.${at.field}`, 'could not be resolved');
    const review = this.create({ pull, by, commit: given.commit, body: '', event: null, comments: [] });
    const thread = this.#addThread(review, by, at, body);
    this.#close(review, 'COMMENT');
    return firstOf(thread);
  }

  /** An answer in a thread: part of the writer's pending review where GraphQL says so, else a review of its own. */
  reply(thread: Thread, by: Writer, body: string, pending: Review | null = null): ReviewComment {
    checkBody(body, 'PullRequestReviewComment');
    const { pull } = thread;
    if (pending === null && this.pendingOf(pull, by.actor) !== null)
      throw invalid('PullRequestReview', 'user_id', 'user_id can only have one pending review per pull request');
    const review = pending ?? this.create({ pull, by, commit: pull.headCommit, body: '', event: null, comments: [] });
    const comment = this.#addComment(thread, review, by, body);
    if (pending === null) this.#close(review, 'COMMENT');
    return comment;
  }

  submit(review: Review, by: Writer, event: ReviewEvent, body: string | null): Review {
    if (review.state !== 'PENDING') throw unprocessable('Can not submit a review that is not pending');
    const text = body ?? review.body;
    checkReviewBody(text);
    const hasComments = this.commentsOf(review).length > 0;
    checkEvent({ event, pull: review.pull, by, isBlank: isBlank(text) && !hasComments });
    review.body = text;
    this.#close(review, event);
    return review;
  }

  delete(review: Review): void {
    if (review.state !== 'PENDING') throw unprocessable('Can not delete a non-pending pull request review');
    for (const comment of this.commentsOf(review)) this.deleteComment(comment);
    remove(this.#store.state.reviews, review);
  }

  /** Takes a comment away, and its thread with the last one. */
  deleteComment(comment: ReviewComment): void {
    const { thread, review } = comment;
    remove(thread.comments, comment);
    remove(this.#store.state.reviewComments, comment);
    if (thread.comments.length === 0) remove(this.#store.state.threads, thread);
    // A review that was nothing but its comments goes with the last of them.
    const isEmpty = this.commentsOf(review).length === 0 && isBlank(review.body);
    if (isEmpty && review.state === 'COMMENTED') remove(this.#store.state.reviews, review);
  }

  dismiss(review: Review): Review {
    const words: Partial<Record<Review['state'], string>> = { PENDING: 'pending', COMMENTED: 'commented' };
    const word = words[review.state] ?? (review.state === 'DISMISSED' ? 'dismissed' : null);
    if (word !== null) throw unprocessable(`Can not dismiss a ${word} pull request review`);
    review.state = 'DISMISSED';
    review.updatedAt = this.#store.now();
    return review;
  }

  commentsOf(review: Review): ReviewComment[] {
    return this.#store.state.reviewComments.filter((comment) => comment.review === review);
  }

  #close(review: Review, event: ReviewEvent): void {
    for (const comment of this.commentsOf(review))
      if (comment.thread.subject === 'line' && comment.thread.originalPosition === null) this.deleteComment(comment);
    review.state = SUBMITTED[event];
    review.submittedAt = this.#store.now();
    review.updatedAt = review.submittedAt;
    review.pull.updatedAt = review.submittedAt;
  }

  #commit(pull: Pull, wanted: string | null): string {
    if (wanted === null) return pull.headCommit;
    const commit = commitOf(pull.repository.folder, wanted);
    if (commit === null || !isOfPull(pull, commit))
      throw unprocessable('Start commit oid is not part of the pull request');
    return commit;
  }

  #addThread(review: Review, by: Writer, at: ResolvedPlace, body: string): Thread {
    const { place, file } = at;
    const thread: Thread = {
      ...this.#store.entity('PRRT'),
      pull: review.pull,
      subject: place.subject,
      path: file.path,
      side: place.side,
      startSide: place.startLine === null ? null : (place.startSide ?? place.side),
      line: place.line,
      startLine: place.startLine,
      originalLine: place.line,
      originalStartLine: place.startLine,
      originalCommit: review.commit,
      commit: review.commit,
      position: at.position,
      originalPosition: at.position,
      diffHunk: at.position === null ? '' : hunkDownTo(file, at.position),
      isOutdated: false,
      resolvedBy: null,
      comments: [],
    };
    this.#store.state.threads.push(thread);
    this.#addComment(thread, review, by, body);
    return thread;
  }

  #addComment(thread: Thread, review: Review, by: Writer, body: string): ReviewComment {
    const comment: ReviewComment = {
      ...this.#store.authored('PRRC', { pull: thread.pull, author: by.actor, app: by.app, body }),
      thread,
      review,
      replyTo: thread.comments[0] ?? null,
      reactions: [],
      minimized: null,
    };
    thread.comments.push(comment);
    this.#store.state.reviewComments.push(comment);
    return comment;
  }
}

/** Whether a commit is one of those that the pull request shows now: a head that was pushed away is not. */
function isOfPull(pull: Pull, commit: string): boolean {
  if (commit === pull.headCommit) return true;
  const { folder } = pull.repository;
  const inHead = gitOrNull(folder, 'merge-base', '--is-ancestor', commit, pull.headCommit) !== null;
  return inHead && gitOrNull(folder, 'merge-base', '--is-ancestor', commit, pull.baseCommit) === null;
}

function checkEvent(given: { event: ReviewEvent; pull: Pull; by: Writer; isBlank: boolean }): void {
  const { event, pull, by } = given;
  if (event !== 'COMMENT' && by.actor === pull.author) {
    const verb = event === 'APPROVE' ? 'approve' : 'request changes on';
    throw unprocessable(`Can not ${verb} your own pull request`);
  }
  const isActions = by.app?.slug === 'github-actions';
  if (event === 'APPROVE' && isActions && !pull.repository.actionsMayApprove)
    throw unprocessable('GitHub Actions is not permitted to approve pull requests.');
  if (event !== 'APPROVE' && given.isBlank) throw unprocessable("Pull request review body can't be blank");
}

const onePending = (): Refusal => unprocessable('User can only have one pending review per pull request');
const isBlank = (text: string): boolean => text.trim() === '';

function remove<T>(list: T[], item: T): void {
  const at = list.indexOf(item);
  if (at !== -1) list.splice(at, 1);
}

export function firstOf(thread: Thread): ReviewComment {
  const [first] = thread.comments;
  if (first === undefined) throw new Error('A thread without comments cannot be.');
  return first;
}
