import type { Location } from '../../schemas/location.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import { compareText } from '../../schemas/text/compare-text.ts';
import { SAME_CONCERN } from '../dedupe/cluster.ts';
import { locationFactor, type ComparedLocation } from '../dedupe/location-similarity.ts';
import { likeness, type TermVector, termVectors } from '../dedupe/term-vector.ts';
import { termsOf } from '../dedupe/terms.ts';
import { severityRank } from '../order.ts';

/** Something that is known of a change: a mistake, or a comment that was none. */
export interface Label {
  readonly id: string;
  readonly real: boolean;
  /** The findings that it is about, where that is known; then nothing else is looked at. */
  readonly findings?: readonly string[];
  /** In words; null where only the place is known. */
  readonly text: string | null;
  /** Null where it is not known, or is the whole change. */
  readonly place: Location | null;
}

/** Whether a comment names a known mistake, as somebody decided who read both; null where nobody did. */
export type DecidedMatch = (comment: ReviewComment, label: Label) => boolean | null;

const NOBODY: DecidedMatch = () => null;

/** The labels that each comment is about, in the order of the comments: as it was decided, else by words and place. */
export function matchLabels(
  comments: readonly ReviewComment[],
  labels: readonly Label[],
  decided: DecidedMatch = NOBODY,
): readonly (readonly Label[])[] {
  const worded = labels.filter(({ findings, text }) => findings === undefined && text !== null);
  const said = worded.length === 0 ? [] : comments.map(({ title, explanation }) => `${title}\n${explanation}`);
  const vectors = termVectors([...said, ...worded.map(({ text }) => text ?? '')].map((text) => termsOf(text)));
  const meanings = new Map(worded.map((label, index) => [label, vectors[comments.length + index]]));
  return comments.map((comment, index) => {
    const ids = new Set([comment.finding, ...comment.merged]);
    return labels
      .filter((label) => {
        if (label.findings !== undefined) return label.findings.some((id) => ids.has(id));
        if (label.text === null) return isThere(comment, label.place);
        return decided(comment, label) ?? saysTheSame(comment, vectors[index], { label, meaning: meanings.get(label) });
      })
      .toSorted((a, b) => compareText(a.id, b.id));
  });
}

/** Whether a comment stands where a mistake is known to be; null where its lines are not known. */
export function standsThere({ location }: ReviewComment, { place }: Label): boolean | null {
  if (place === null || place.startLine === null) return null;
  return location !== null && locationFactor(standing(location, false), standing(place, false)) > 0;
}

/** A change that was taken back as a whole was rightly objected to by whatever is more than a suggestion. */
function isThere({ location, severity }: ReviewComment, place: Location | null): boolean {
  if (place === null) return severityRank(severity) < severityRank('suggestion');
  return location !== null && locationFactor(standing(location, false), standing(place, false)) > 0;
}

/** As the coordinator would put two remarks together, one of which only guesses its place. */
function saysTheSame(
  { location }: ReviewComment,
  said: TermVector | undefined,
  { label, meaning }: { readonly label: Label; readonly meaning: TermVector | undefined },
): boolean {
  if (said === undefined || meaning === undefined) return false;
  const factor = locationFactor(standing(location, false), standing(label.place, true));
  return (likeness(said, meaning) * factor) / 1000 >= SAME_CONCERN;
}

function standing(at: Location | null, guessed: boolean): ComparedLocation {
  const { path = null, side = 'new', startLine = null, endLine = null } = at ?? {};
  return { path, side, startLine, endLine, guessed, pieces: [], weaknesses: [] };
}
