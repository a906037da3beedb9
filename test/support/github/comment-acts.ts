import type { Call } from './call.ts';
import { checkBody, forbidden } from './refusal.ts';
import { isAtLeast, roleOf } from './scene.ts';
import type { Authored, IssueComment, Reaction, User } from './state.ts';

/** A token of an app with the permission, the author, or a person who may write. */
export function checkMayChange(call: Pick<Call, 'scene' | 'token'>, comment: Authored): void {
  const { token, scene } = call;
  if (token === null) throw forbidden();
  if (token.app !== null || comment.author === token.actor) return;
  if (!isAtLeast(roleOf(token.actor.login, comment.pull.repository, scene.store), 'write')) throw forbidden();
}

/** Changes the text and remembers who did. */
export function editComment(
  call: { readonly scene: Call['scene']; readonly token: { readonly actor: User } | null },
  comment: Authored,
  body: string,
): void {
  const at = call.scene.store.now();
  Object.assign(comment, { body, updatedAt: at, lastEditedAt: at, editor: call.token?.actor ?? null });
}

/** Writes in the conversation of a pull request. */
export function writeIssueComment(
  call: Pick<Call, 'scene'>,
  given: Pick<Authored, 'pull' | 'author' | 'app' | 'body'>,
): IssueComment {
  const body = checkBody(given.body, 'IssueComment');
  const comment: IssueComment = {
    ...call.scene.store.authored('IC', { ...given, body }),
    reactions: [],
    minimized: null,
  };
  call.scene.store.state.issueComments.push(comment);
  comment.pull.updatedAt = comment.createdAt;
  return comment;
}

/** Adds a reaction, or finds the one that the same identity left before. */
export function addReaction(
  call: Pick<Call, 'scene'>,
  list: Reaction[],
  given: Pick<Reaction, 'author' | 'content'>,
): { readonly reaction: Reaction; readonly isNew: boolean } {
  const found = list.find((one) => one.author === given.author && one.content === given.content);
  if (found !== undefined) return { reaction: found, isNew: false };
  const { store } = call.scene;
  const reaction: Reaction = { ...store.entity('REA'), ...given, createdAt: store.now() };
  list.push(reaction);
  return { reaction, isNew: true };
}
