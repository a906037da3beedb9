import { compareText } from '../../schemas/text/compare-text.ts';
import type { Location, Side } from '../../schemas/location.ts';
import type { ChangedText } from './changed-text.ts';
import { normaliseQuote } from './searchable-source.ts';

const CODE = /`([^`\n]+)`/g;
/** Shorter pieces of code stand in many places by chance. */
const SHORTEST = 8;

/**
 * The place of a remark that names none: the longest piece of code in its words that the change holds on exactly one line. It
 * says where to show the remark, not that the remark is true.
 */
export function mentionedPlace(words: string, text: ChangedText): Location | null {
  const pieces = [...words.matchAll(CODE)]
    .map(([, code = '']) => normaliseQuote(code))
    .filter((code) => code.length >= SHORTEST)
    .toSorted((a, b) => b.length - a.length || compareText(a, b));
  for (const piece of new Set(pieces)) {
    const place = onlyPlaceOf(piece, text, 'new') ?? onlyPlaceOf(piece, text, 'old');
    if (place !== null) return place;
  }
  return null;
}

function onlyPlaceOf(code: string, text: ChangedText, side: Side): Location | null {
  const places = text.files.flatMap((file) => {
    const path = side === 'old' ? file.oldPath : file.newPath;
    const spans = text.known(path, side)?.find(code) ?? [];
    return spans.map((span) => ({ file, at: { path, side, ...span } }));
  });
  const [place] = places;
  if (place === undefined || places.length > 1) return null;
  return text.commentable(place.file, side, place.at) === null ? null : place.at;
}
