import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import type { ChangedText } from './changed-text.ts';
import { suppressed, type Claim, type Proof, type DecidedFinding } from './claim.ts';
import { findQuote } from './find-quote.ts';
import { fingerprint } from './fingerprint.ts';
import { normaliseQuote, type Span } from './searchable-source.ts';
import { isBareRemark } from './bare-remark.ts';

export type Verified =
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'settled'; readonly settled: DecidedFinding };

/** Looks for what a finding quotes: found elsewhere moves it, not found anywhere holds it back. */
export function verifyEvidence(finding: Finding, text: ChangedText): Verified {
  if (finding.evidence !== null) return verifyQuote(finding, finding.evidence, text);
  const at = finding.location;
  if (at === null) return claim(finding, text, { proof: 'none', place: null, note: 'it names no place' });
  if (at.startLine === null || at.endLine === null) return verifyFile(finding, at, text);
  if (finding.origin !== 'outside') return unverified(finding, 'a claim about lines must quote them');
  return verifyLines(finding, { ...at, startLine: at.startLine, endLine: at.endLine }, text);
}

function verifyQuote(finding: Finding, evidence: string, text: ChangedText): Verified {
  const quote = normaliseQuote(evidence);
  const at = finding.location ?? onlyFileWith(quote, text);
  if (at === null) return unverified(finding, 'the quoted code is not in exactly one file of the change');
  const outside = outsideTheChange(finding, at, text);
  if (outside !== null) return outside;
  const { spans, span } = findQuote(evidence, at, text);
  if (spans === null) return unreadable(finding, at, text);
  if (span === null) return unverified(finding, `the quoted code is not in ${at.path} on the ${at.side} side`);
  const moved = at.startLine !== null && span.startLine !== at.startLine;
  const note = moved
    ? `the quote was found at line ${span.startLine} instead of ${at.startLine}`
    : `the quote is at line ${span.startLine}`;
  const place = { path: at.path, side: at.side, ...span };
  const proof = untouched(finding, place, text);
  return proof ?? claim(finding, text, { proof: 'quote', place, note, quote, ordinal: spans.indexOf(span) });
}

function verifyLines(finding: Finding, at: Location & Span, text: ChangedText): Verified {
  const outside = outsideTheChange(finding, at, text);
  if (outside !== null) return outside;
  const known = text.known(at.path, at.side);
  const quote = known?.between(at) ?? null;
  if (isBareRemark(finding) && (quote === null || untouched(finding, at, text) !== null)) {
    // A guessed line is worth less than the file it is in.
    const place = { path: at.path, side: at.side, startLine: null, endLine: null };
    return claim(finding, text, { proof: 'file', place, note: `line ${at.startLine} is not part of the change` });
  }
  const held = untouched(finding, at, text);
  if (held !== null) return held;
  const ordinal =
    quote === null ? at.startLine : (known?.find(quote).findIndex((span) => span.startLine === at.startLine) ?? 0);
  return claim(finding, text, { proof: 'line', place: at, note: 'it names lines and quotes nothing', quote, ordinal });
}

function verifyFile(finding: Finding, at: Location, text: ChangedText): Verified {
  if (finding.origin === 'model') return unverified(finding, 'a model must quote the code it speaks of');
  return (
    outsideTheChange(finding, at, text) ??
    claim(finding, text, { proof: 'file', place: at, note: 'it is about the whole file' })
  );
}

/** Checks may speak of files that the change does not touch (a document that names what was removed), others may not. */
function outsideTheChange(finding: Finding, at: Location, text: ChangedText): Verified | null {
  if (finding.origin === 'check') return null;
  const entry = text.file(at.path, at.side);
  if (entry === null) return held(finding, suppressed('untouched-line', `${at.path} is not part of the change`));
  if (entry.kind === 'filtered') {
    return held(finding, suppressed('ignored-by-config', `${at.path} is left out of the review: ${entry.file.reason}`));
  }
  return null;
}

/** Outside tools report on whole files; what stood there before is not this change's doing, however severe it is. */
function untouched(finding: Finding, place: Location & Span, text: ChangedText): Verified | null {
  if (finding.origin !== 'outside') return null;
  const entry = text.file(place.path, place.side);
  if (entry?.kind === 'changed' && text.commentable(entry.file, place.side, place) !== null) return null;
  return held(finding, suppressed('untouched-line', `line ${place.startLine} of ${place.path} is outside every hunk`));
}

function unreadable(finding: Finding, at: Location, text: ChangedText): Verified {
  if (finding.origin !== 'check') return unverified(finding, `there is no text of ${at.path} to look for the quote in`);
  // A check read the file itself; that the text was not handed on says nothing against it.
  const place = { path: at.path, side: at.side, startLine: null, endLine: null };
  const quote = normaliseQuote(finding.evidence ?? '');
  return claim(finding, text, { proof: 'file', place, note: 'the file was not there to be compared with', quote });
}

function onlyFileWith(quote: string, text: ChangedText): Location | null {
  const places = (['new', 'old'] as const).map((side) =>
    text.files
      .map((file) => (side === 'old' ? file.oldPath : file.newPath))
      .filter((path) => (text.known(path, side)?.find(quote).length ?? 0) > 0)
      .map((path): Location => ({ path, side, startLine: null, endLine: null })),
  );
  const found = places.find((list) => list.length > 0) ?? [];
  return found.length === 1 ? (found[0] ?? null) : null;
}

interface Found {
  readonly proof: Proof;
  readonly place: Location | null;
  readonly note: string;
  readonly quote?: string | null;
  readonly ordinal?: number;
}

function claim(finding: Finding, text: ChangedText, found: Found): Verified {
  const { proof, place, note, quote = null, ordinal = 0 } = found;
  const canonicalPath = place === null ? null : (text.file(place.path, place.side)?.file.oldPath ?? place.path);
  const print = fingerprint(finding, { path: place?.path ?? null, quote, ordinal });
  const steps = [{ step: 'verify' as const, note }];
  return { kind: 'claim', claim: { finding, proof, place, canonicalPath, quote, ordinal, fingerprint: print, steps } };
}

function unverified(finding: Finding, bar: string): Verified {
  return held(finding, suppressed('unverified', bar));
}

function held(finding: Finding, state: DecidedFinding['state']): Verified {
  const quote = finding.evidence === null ? null : normaliseQuote(finding.evidence);
  const print = fingerprint(finding, { path: finding.location?.path ?? null, quote, ordinal: 0 });
  const note = state.kind === 'suppressed' ? state.bar : state.kind;
  return {
    kind: 'settled',
    settled: { finding, fingerprint: print, concern: null, state, steps: [{ step: 'verify', note }] },
  };
}
