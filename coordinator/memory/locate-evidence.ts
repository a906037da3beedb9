import type { ChangeSet } from '../../schemas/change-set.ts';
import type { Location } from '../../schemas/location.ts';
import type { KnownConcern, SinceLastReview } from '../../schemas/memory.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import { nearestSpan } from '../evidence/find-quote.ts';
import { headNames, namesNow } from './known-files.ts';
import { headName, type EvidenceSpan, evidenceSpan, strayEvidenceSpan } from './evidence-span.ts';
import { normaliseQuote, type Span } from '../evidence/searchable-source.ts';
import { isBareRemark } from '../evidence/bare-remark.ts';

/** Whether what a known concern is about is still there, how that is known, and where it is now. */
export interface EvidenceLocation {
  readonly presence: 'there' | 'gone' | 'unknown';
  readonly note: string;
  /** Its place at this head; where it stood before when it is not known to be anywhere. */
  readonly place: Location | null;
  /** The normalised code that it is about; null where it is about none. */
  readonly quote: string | null;
  /** All places of the file that hold that code. */
  readonly spans: readonly Span[];
}

interface World {
  readonly text: ChangedText;
  readonly changeSet: ChangeSet;
  readonly since: SinceLastReview | null;
  /** Whether a file of the change that holds the code may stand in for one that is gone. */
  readonly strays: boolean;
}

/** Looks for the code of a known concern: in its file, under whatever name, or in the file of the change that took it over. */
export function locateEvidence(known: KnownConcern, world: World): EvidenceLocation {
  const at = known.comment.location;
  if (at === null) return nowhere('unknown', 'it names no place that could be looked at', known);
  return at.side === 'old' ? removedCode(known, at, world) : codeAtHead(known, at, world);
}

function codeAtHead(known: KnownConcern, at: Location, world: World): EvidenceLocation {
  const { text } = world;
  const names = namesNow(at, world);
  for (const name of names) {
    const found = evidenceSpan(known.comment, name, text);
    if (found !== null && !isOutside(known, name, text)) return there(found);
  }
  const inChange = names.filter((name) => text.file(name, 'new') !== null);
  const stray =
    world.strays && inChange.length === 0 && !names.some((name) => text.isWhole(name, 'new'))
      ? strayEvidenceSpan(known.comment, text)
      : null;
  if (stray !== null) return there(stray);
  const same = inChange.find((name) => known.blob !== null && text.file(name, 'new')?.file.newBlob === known.blob);
  if (same !== undefined) return unchanged(known, { ...at, path: headName(same, text) });
  if (inChange.some((name) => isDeleted(name, text))) return nowhere('gone', `${at.path} was deleted`, known);
  if (inChange.length === 0 && isOutside(known, at.path, text)) {
    return nowhere('gone', `${at.path} is no longer part of the change`, known);
  }
  if (!quotes(known)) return nowhere('unknown', `${at.path} changed, and it quotes nothing to look for`, known);
  const read = names.find((name) => text.isWhole(name, 'new'));
  if (read === undefined) return nowhere('unknown', `there is no text of ${at.path} to look for its quote in`, known);
  return nowhere('gone', `the code that it quotes is no longer in ${headName(read, text)}`, known);
}

/** Removed code stands for as long as the change removes it. */
function removedCode(known: KnownConcern, at: Location, { text, changeSet }: World): EvidenceLocation {
  const entry = text.file(at.path, 'old');
  if (entry === null) return nowhere('gone', `${at.path} is no longer part of the change`, known);
  const quote = normaliseQuote(known.comment.evidence ?? '');
  const spans = quote === '' ? [] : (text.known(at.path, 'old')?.find(quote) ?? []);
  const removed = entry.kind === 'changed' ? spans.filter((span) => isRemoved(span, entry.file.hunks)) : [];
  const span = nearestSpan(removed, at.startLine ?? 1);
  if (span !== null) {
    const place = { path: at.path, side: 'old' as const, ...span };
    return { presence: 'there', note: `${at.path} still lacks what it quotes`, place, quote, spans };
  }
  if (known.blob !== null && entry.file.newBlob === known.blob) return unchanged(known, at);
  const [head = at.path] = headNames(at.path, changeSet);
  if (quote === '') return nowhere('unknown', `${head} changed, and it quotes nothing to look for`, known);
  if ((text.known(head, 'new')?.find(quote) ?? []).length > 0) {
    return nowhere('gone', `what it quotes is in ${head} again`, known);
  }
  if (text.isWhole(at.path, 'old')) {
    return nowhere('gone', `the change no longer removes what it quotes from ${at.path}`, known);
  }
  return nowhere('unknown', `there is no text of ${at.path} to look for its quote in`, known);
}

function isRemoved(
  span: Span,
  hunks: readonly { readonly lines: readonly { kind: string; oldLine: number | null }[] }[],
) {
  return hunks.some((hunk) =>
    hunk.lines.some(
      ({ kind, oldLine }) =>
        kind === 'deleted' && oldLine !== null && oldLine >= span.startLine && oldLine <= span.endLine,
    ),
  );
}

/** Opinions and models only speak of the change; a check may speak of files that the change leaves alone. */
function isOutside({ comment }: KnownConcern, name: string, text: ChangedText): boolean {
  return !comment.origins.includes('check') && text.file(name, 'new') === null;
}

function isDeleted(name: string, text: ChangedText): boolean {
  return text.file(name, 'new')?.file.status === 'D';
}

/** Whether it can be looked for: a guessed line is no quote. */
function quotes({ comment }: KnownConcern): boolean {
  if (comment.evidence !== null) return true;
  const [origin = 'outside'] = comment.origins;
  return (comment.location?.startLine ?? null) !== null && !isBareRemark({ ...comment, origin });
}

function there(piece: EvidenceSpan): EvidenceLocation {
  return { presence: 'there', note: `the code that it quotes is still in ${piece.place.path}`, ...piece };
}

function unchanged(known: KnownConcern, place: Location): EvidenceLocation {
  return { ...nowhere('there', `${place.path} is the same as when it was raised`, known), place };
}

function nowhere(presence: EvidenceLocation['presence'], note: string, { comment }: KnownConcern): EvidenceLocation {
  const quote = comment.evidence === null ? null : normaliseQuote(comment.evidence);
  return { presence, note, place: comment.location, quote, spans: [] };
}
