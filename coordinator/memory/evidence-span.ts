import type { Location } from '../../schemas/location.ts';
import type { ReviewComment } from '../../schemas/review.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import { nearestSpan } from '../evidence/find-quote.ts';
import { fingerprint } from '../evidence/fingerprint.ts';
import { normaliseQuote, type Span } from '../evidence/searchable-source.ts';

/** The code that a known concern is about, found in a file of the head. */
export interface EvidenceSpan {
  readonly quote: string;
  readonly place: Location;
  /** All places of the file that hold it. */
  readonly spans: readonly Span[];
}

/** A quote of fewer characters may stand in another file by chance. */
const TELLING = 12;

/** The code in the file of this name; null where it is not there, or nothing of the file is known. */
export function evidenceSpan(comment: ReviewComment, name: string, text: ChangedText): EvidenceSpan | null {
  const quote = comment.evidence === null ? ownLines(comment, name, text) : normaliseQuote(comment.evidence);
  const spans = quote === null ? [] : (text.known(name, 'new')?.find(quote) ?? []);
  const span = nearestSpan(spans, comment.location?.startLine ?? 1);
  if (quote === null || span === null) return null;
  return { quote, place: { path: headName(name, text), side: 'new', ...span }, spans };
}

/** The one file of the change that holds the code, for where its own file is gone and nobody says what became of it. */
export function strayEvidenceSpan(comment: ReviewComment, text: ChangedText): EvidenceSpan | null {
  const { evidence } = comment;
  if (evidence === null || normaliseQuote(evidence).replaceAll(/\s/g, '').length < TELLING) return null;
  const found = text.files.flatMap(({ newPath }) => evidenceSpan(comment, newPath, text) ?? []);
  return found.length === 1 ? (found[0] ?? null) : null;
}

/** What a file is called at the head, given any name of it. */
export function headName(name: string, text: ChangedText): string {
  return text.file(name, 'new')?.file.newPath ?? name;
}

/** The lines that it is about where it names lines and quotes nothing: those that give its fingerprint. */
function ownLines(comment: ReviewComment, name: string, text: ChangedText): string | null {
  const at = comment.location;
  if (at === null || at.startLine === null || at.endLine === null) return null;
  const seen = new Map<string, number>();
  for (const { text: quote } of text.known(name, 'new')?.runs(at.endLine - at.startLine + 1) ?? []) {
    const ordinal = seen.get(quote) ?? 0;
    seen.set(quote, ordinal + 1);
    if (quote !== '' && fingerprint(comment, { path: at.path, quote, ordinal }) === comment.fingerprint) return quote;
  }
  return null;
}
