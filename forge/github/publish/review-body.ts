import type { Mark, PlannedComment } from '../../../schemas/publication.ts';
import { sealMarker } from './marker.ts';

/** What GitHub takes in one body. It counts characters; counting bytes is on the safe side. */
const BODY_LIMIT = 65_536;
/** Longer first lines are not told where a comment does not fit as a whole. */
const LONGEST_LINE = 300;

/** The hidden line, and the text under it. */
export function marked(mark: Mark, text: string): string {
  return text === '' ? sealMarker(mark) : `${sealMarker(mark)}\n${text}`;
}

/** A comment that does not stand on its lines says where it belongs. */
export function withPlace({ place, body }: PlannedComment, as: 'file' | 'body'): string {
  if (place.kind === 'file') return as === 'file' ? body : `${codeSpan(place.path)}\n\n${body}`;
  const { path, side, startLine, endLine } = place.at;
  const lines =
    endLine === null
      ? ''
      : startLine === null || startLine === endLine
        ? `line ${endLine}`
        : `lines ${startLine} to ${endLine}`;
  const where = lines === '' || side === 'new' ? lines : `${lines} before the change`;
  const parts = [as === 'file' ? '' : codeSpan(path), where].filter((part) => part !== '');
  return parts.length === 0 ? body : `${parts.join(', ')}\n\n${body}`;
}

/** The text of the review, and what of the comments that GitHub took nowhere else did not fit into it. */
export interface ReviewBody {
  readonly body: string;
  readonly shortened: readonly PlannedComment[];
}

/** The review's own text followed by the comments that have to stand in it; those that do not fit are cut to their first line. */
export function reviewBody(mark: Mark, text: string, comments: readonly PlannedComment[]): ReviewBody {
  const shortened: PlannedComment[] = [];
  let body = marked(mark, text);
  // Room that is kept so that each later comment gets its line at least.
  let reserved = comments.reduce((sum, comment) => sum + size(short(comment)), 0);
  for (const comment of comments) {
    const [whole, brief] = [section(withPlace(comment, 'body')), short(comment)];
    reserved -= size(brief);
    const fits = size(body) + size(whole) + reserved <= BODY_LIMIT;
    if (!fits) shortened.push(comment);
    if (fits || size(body) + size(brief) + reserved <= BODY_LIMIT) body += fits ? whole : brief;
  }
  return { body, shortened };
}

function section(text: string): string {
  return `\n\n---\n\n${text}`;
}

function short(comment: PlannedComment): string {
  const [first = ''] = comment.body.split('\n', 1);
  const path = comment.place.kind === 'file' ? comment.place.path : comment.place.at.path;
  return section(first.length > LONGEST_LINE ? codeSpan(path) : withPlace({ ...comment, body: first }, 'body'));
}

function size(text: string): number {
  return Buffer.byteLength(text);
}

/** A name from the repository as code, so that nothing in it is Markdown. */
function codeSpan(text: string): string {
  const visible = text.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\uFFFD');
  const fence = '`'.repeat(Math.max(0, ...[...visible.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${fence} ${visible} ${fence}`;
}
