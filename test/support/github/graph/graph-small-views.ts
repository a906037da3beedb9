import { git } from '../git.ts';
import type { GraphContext } from './graph-context.ts';
import type { Reaction, ReactionContent, Repository, User } from '../state.ts';

/** A thing as the fields of GitHub's schema. What is a function is asked with the field's arguments. */
export type View = Readonly<Record<string, unknown>>;

/** GraphQL's words for the reactions. */
export const CONTENTS: Readonly<Record<ReactionContent, string>> = {
  '+1': 'THUMBS_UP',
  '-1': 'THUMBS_DOWN',
  laugh: 'LAUGH',
  confused: 'CONFUSED',
  heart: 'HEART',
  hooray: 'HOORAY',
  rocket: 'ROCKET',
  eyes: 'EYES',
};

export const reactionContent = (word: unknown): ReactionContent | null =>
  (Object.keys(CONTENTS) as ReactionContent[]).find((content) => CONTENTS[content] === word) ?? null;

/** An author: a bot's login stands here without its `[bot]`. */
export function actorView(context: GraphContext, user: User): View {
  const login = user.type === 'Bot' ? user.login.replace(/\[bot\]$/, '') : user.login;
  const page = user.type === 'Bot' ? `/apps/${login}` : `/${login}`;
  return {
    __typename: user.type,
    id: user.nodeId,
    databaseId: user.id,
    login,
    name: login,
    resourcePath: page,
    url: `${context.scene.urls.server}${page}`,
    avatarUrl: `${context.scene.urls.server}/avatars/${user.id}`,
  };
}

/** Who asks. The schema calls it a user, and an app's bot keeps its whole login here. */
export const viewerView = (context: GraphContext): View => ({
  ...actorView(context, context.token.actor),
  __typename: 'User',
  login: context.token.actor.login,
});

/** `resolvedBy` is a user in the schema, also when a bot did it. */
export const userView = (context: GraphContext, user: User): View => ({
  ...actorView(context, user),
  __typename: 'User',
});

export const refView = (repository: Repository, name: string): View => ({
  name,
  prefix: 'refs/heads/',
  target: () => commitView(git(repository.folder, 'rev-parse', `refs/heads/${name}`).trim()),
});

export const commitView = (oid: string): View => ({ __typename: 'Commit', oid, abbreviatedOid: oid.slice(0, 7) });

export const reactionView = (context: GraphContext, reaction: Reaction): View => ({
  __typename: 'Reaction',
  id: reaction.nodeId,
  databaseId: reaction.id,
  content: CONTENTS[reaction.content],
  createdAt: reaction.createdAt,
  user: userView(context, reaction.author),
});
