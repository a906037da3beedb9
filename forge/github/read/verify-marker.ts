import type { Mark } from '../../../schemas/publication.ts';
import { type Actor, isUntouched } from './actor.ts';
import type { Viewer } from './identity.ts';
import { readMarker } from '../publish/marker.ts';

/** A comment, as far as it tells whether its mark may be believed. */
export interface MarkedComment {
  readonly body: string;
  readonly url: string;
  readonly viewerDidAuthor: boolean;
  readonly editor: Actor | null;
  readonly lastEditedAt: string | null;
}

/**
 * The mark of a comment that our own identity wrote and nobody else edited; null for every other. Anybody can paste a mark of ours, and
 * whoever may write to the repository can edit our comments: those are named in `tampered`.
 */
export function verifyMarker(
  comment: MarkedComment,
  viewer: Viewer,
  tampered: string[],
): { readonly mark: Mark; readonly rest: string } | null {
  if (!comment.viewerDidAuthor) return null;
  const { mark, rest } = readMarker(comment.body);
  if (mark === null) return null;
  if (isUntouched(comment, viewer.login)) return { mark, rest };
  tampered.push(comment.url);
  return null;
}
