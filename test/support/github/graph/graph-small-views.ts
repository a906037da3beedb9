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
  target: () => {
    const oid = git(repository.folder, 'rev-parse', `refs/heads/${name}`).trim();
    return { ...commitView(oid), file: ({ path }: { readonly path: string }) => entryView(repository, oid, path) };
  },
});

export const commitView = (oid: string): View => ({ __typename: 'Commit', oid, abbreviatedOid: oid.slice(0, 7) });

/** An entry of a tree, as git writes its mode; null where there is none. */
function entryView(repository: Repository, commit: string, path: string): View | null {
  const line = git(repository.folder, 'ls-tree', '-z', commit, '--', path).split('\0')[0] ?? '';
  const [, mode = '', type = '', oid = ''] = /^(\d+) (\w+) (\w+)\t/.exec(line) ?? [];
  if (oid === '') return null;
  const text = type === 'blob' ? git(repository.folder, 'cat-file', 'blob', oid) : '';
  const blob = { __typename: 'Blob', oid, isBinary: text.includes('\0'), isTruncated: false, text };
  return { mode: Number.parseInt(mode, 8), type, path, object: type === 'blob' ? blob : { __typename: 'Tree', oid } };
}

export const reactionView = (context: GraphContext, reaction: Reaction): View => ({
  __typename: 'Reaction',
  id: reaction.nodeId,
  databaseId: reaction.id,
  content: CONTENTS[reaction.content],
  createdAt: reaction.createdAt,
  user: userView(context, reaction.author),
});
