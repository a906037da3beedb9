import { forbidden, notFound } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import type { Writer } from '../reviewing.ts';
import { may, reading, sees } from '../scene.ts';
import type { Need, Scene } from '../scene.ts';
import type { IssueComment, Pull, Repository, Review, ReviewComment, State, Thread, Token } from '../state.ts';

/** What one GraphQL request knows while it is executed. */
export interface GraphContext {
  readonly scene: Scene;
  readonly token: Token;
}

export const writerOf = ({ token }: GraphContext): Writer => ({ actor: token.actor, app: token.app });

/** Refuses as GraphQL does: what the token does not see does not exist. */
export function check(context: GraphContext, repository: Repository, need: Need): void {
  const { scene, token } = context;
  if (!sees(scene, token, repository))
    throw notFound(`Could not resolve to a Repository with the name '${repository.fullName}'.`);
  if (may(scene, token, repository, need)) return;
  throw forbidden(token.app === null ? 'Resource not accessible by personal access token' : undefined);
}

export const READ_PULLS = reading('pull_requests');
export const WRITE_PULLS: Need = { any: [['pull_requests', 'write']], role: 'read' };
export const WRITE_CONVERSATION: Need = {
  any: [
    ['issues', 'write'],
    ['pull_requests', 'write'],
  ],
  role: 'read',
};
/** Undocumented, but so on GitHub: resolving asks for the contents' permission. A person resolves with write or as the author. */
export const RESOLVE: Need = { any: [['contents', 'write']], role: 'read' };

/** Whether a comment or a thread exists for the one who asks: pending ones do for their author only. */
export function isVisible({ token }: GraphContext, what: Review | ReviewComment): boolean {
  const review = 'review' in what ? what.review : what;
  return review.state !== 'PENDING' || review.author === token.actor;
}

type Kind = 'repository' | 'pull' | 'review' | 'thread' | 'reviewComment' | 'issueComment';
interface Found {
  readonly repository: Repository;
  readonly pull: Pull;
  readonly review: Review;
  readonly thread: Thread;
  readonly reviewComment: ReviewComment;
  readonly issueComment: IssueComment;
}

const LISTS: { readonly [K in Kind]: (state: State) => readonly Found[K][] } = {
  repository: (state) => state.repositories,
  pull: (state) => state.pulls,
  review: (state) => state.reviews,
  thread: (state) => state.threads,
  reviewComment: (state) => state.reviewComments,
  issueComment: (state) => state.issueComments,
};

/** Finds a thing of one kind by its global id, or refuses in GitHub's words. */
export function node<K extends Kind>(context: GraphContext, kind: K, id: unknown, need: Need): Found[K] {
  const found = findNode(context, kind, id);
  if (found === null) throw noNode(id);
  check(context, repositoryOf(found), need);
  return found;
}

export const noNode = (id: unknown): Refusal =>
  notFound(`Could not resolve to a node with the global id of '${String(id)}'`);

export function findNode<K extends Kind>(context: GraphContext, kind: K, id: unknown): Found[K] | null {
  const list: readonly Found[K][] = LISTS[kind](context.scene.store.state);
  const found = list.find((one) => one.nodeId === id);
  if (found === undefined || !sees(context.scene, context.token, repositoryOf(found))) return null;
  const isHidden = isReviewing(found) ? !isVisible(context, found) : isThread(found) && !hasVisible(context, found);
  return isHidden ? null : found;
}

const isReviewing = (what: object): what is Review | ReviewComment => 'review' in what || 'submittedAt' in what;
const isThread = (what: object): what is Thread => 'comments' in what;
export const hasVisible = (context: GraphContext, thread: Thread): boolean =>
  thread.comments.some((comment) => isVisible(context, comment));

function repositoryOf(what: Found[Kind]): Repository {
  if ('pull' in what) return what.pull.repository;
  return 'repository' in what ? what.repository : what;
}
