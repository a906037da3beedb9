import { z } from 'zod';

/** Somebody as GraphQL names them in `author`, `editor` and the like. */
export const Actor = z.object({ __typename: z.string(), login: z.string() });
export type Actor = z.infer<typeof Actor>;

/** The 32-bit `databaseId` is empty for newer comments; the full one is text. */
export const DatabaseId = z.union([z.int(), z.string().regex(/^\d{1,16}$/)]).transform(Number);

const BOT = '[bot]';

/**
 * The login as REST, permissions and `viewer` have it. GraphQL leaves out the `[bot]` of an app where it says `Bot`, so that a person
 * who is called like an app would pass for it. Null for an account that is gone.
 */
export function loginOf(actor: Actor | null): string | null {
  if (actor === null) return null;
  return actor.__typename === 'Bot' && !actor.login.endsWith(BOT) ? `${actor.login}${BOT}` : actor.login;
}

/** Whether two logins, both as `loginOf` returns them, are the same account. */
export function isSameLogin(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** Whether nobody but the viewer had a hand in a comment that the viewer wrote. */
export function isUntouched(
  comment: { readonly editor: Actor | null; readonly lastEditedAt: string | null },
  viewer: string,
): boolean {
  const editor = loginOf(comment.editor);
  // An edit without an editor was made by an account that is gone.
  return editor === null ? comment.lastEditedAt === null : isSameLogin(editor, viewer);
}
