import { isUntouched } from './actor.ts';
import type { RawComment, RawText, RawThread } from './posted-schema.ts';
import { readMarker } from '../publish/marker.ts';
import type { PostedText, PostedThread } from './posted-state.ts';

/** Reads a text as ours; null for what somebody else wrote. */
export type ReadOwn = (raw: RawText) => PostedText | null;

/** A text as the viewer's own. Its mark is believed where nobody else had a hand in it. */
export function ownTextOf(viewer: string): ReadOwn {
  return (raw) => {
    if (!raw.viewerDidAuthor) return null;
    const { mark, rest } = readMarker(raw.body);
    const { id, fullDatabaseId, body, url } = raw;
    const believed = isUntouched(raw, viewer) ? mark : null;
    return { id, number: fullDatabaseId, body, text: rest, written: mark, mark: believed, url };
  };
}

/** Those of a list that are ours. */
export function ownTexts(raws: readonly RawText[], own: ReadOwn): readonly PostedText[] {
  return raws.map(own).filter((text) => text !== null);
}

/** A thread with all its comments; null when somebody else opened it. */
export function ownThread(raw: RawThread, comments: readonly RawComment[], own: ReadOwn): PostedThread | null {
  const [opener, ...others] = comments;
  const first = opener === undefined ? null : own(opener);
  if (opener === undefined || first === null) return null;
  return {
    id: raw.id,
    isResolved: raw.isResolved,
    isOnFile: raw.subjectType === 'FILE',
    isPending: opener.state === 'PENDING',
    review: opener.pullRequestReview?.id ?? null,
    first,
    answers: ownTexts(others, own),
    hasOthers: others.some((comment) => !comment.viewerDidAuthor),
  };
}
