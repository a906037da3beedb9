import type { Finding } from '../../schemas/finding.ts';
import type { Location } from '../../schemas/location.ts';
import type { KnownConcern, Memory } from '../../schemas/memory.ts';
import type { ChangedText } from '../evidence/changed-text.ts';
import type { Claim } from '../evidence/claim.ts';
import type { CoordinatorInput } from '../../schemas/coordination.ts';
import { fingerprint } from '../evidence/fingerprint.ts';
import { namesNow } from './known-files.ts';
import { headName } from './evidence-span.ts';
import { assignOccurrences } from './assign-occurrences.ts';
import { type EvidenceLocation, locateEvidence } from './locate-evidence.ts';
import { compareText } from '../../schemas/text/compare-text.ts';

/** A concern that was published before, looked for at this head. */
export interface LocatedConcern extends EvidenceLocation {
  readonly known: KnownConcern;
  /** Which of the equal pieces of its file it was about when it was published; null where that cannot be told. */
  readonly ordinal: number | null;
  /** What it says as a claim of this run would, for the same comparisons. */
  readonly claim: Claim;
  /** What its file may be called at the head; empty where it has none. */
  readonly names: readonly string[];
}

/** How many equal pieces before it a known concern is looked for among, beyond those that are there now. */
const MORE_PIECES = 20;

/**
 * Looks for every known concern. What is known twice is one; the order of the memory does not matter. Without `strays` code counts only under
 * a name that its file is known to have, never as a copy in another one.
 */
export function locateKnown(
  input: Pick<CoordinatorInput, 'changeSet'> & { readonly memory: Memory },
  text: ChangedText,
  { strays = true }: { readonly strays?: boolean } = {},
): LocatedConcern[] {
  const { changeSet, memory } = input;
  const found = inOrder(memory.known).map((known) => {
    const where = locateEvidence(known, { text, changeSet, since: memory.since, strays });
    return { known, where, ordinal: ordinalOf(known, where) };
  });
  return assignOccurrences(found, memory.since).map(({ known, where, ordinal }) => {
    const at = known.comment.location;
    const names = at === null ? [] : namesNow(at, { changeSet, since: memory.since });
    const atHead = at?.side === 'new' ? names.map((name) => headName(name, text)) : names;
    const claim = claimOf(known, { ...where, place: placeNow(where, atHead, text) }, text);
    return { known, ...where, ordinal, claim, names: atHead };
  });
}

const STATES: readonly KnownConcern['state'][] = ['dismissed', 'claimed', 'raised', 'fixed'];

/** One entry a concern, in an order of its own. What somebody said about it counts before that nobody did. */
function inOrder(known: readonly KnownConcern[]): KnownConcern[] {
  const sorted = known
    .map((one) => ({ one: accountable(one), content: JSON.stringify(one) }))
    .toSorted((a, b) => STATES.indexOf(a.one.state) - STATES.indexOf(b.one.state) || compareText(a.content, b.content))
    .map(({ one }) => one);
  const byIdentity = new Map<string, KnownConcern>();
  for (const one of sorted) {
    const key = JSON.stringify([one.comment.concern, one.comment.fingerprint]);
    if (!byIdentity.has(key)) byIdentity.set(key, one);
  }
  return [...byIdentity.values()];
}

/** Whose dismissal it is and why must be known; else it is a claim like any other. */
function accountable(known: KnownConcern): KnownConcern {
  return known.state === 'dismissed' && (known.actor === null || known.reason === null)
    ? { ...known, state: 'claimed' }
    : known;
}

/** The fingerprint says which of the equal pieces it was. */
function ordinalOf({ comment }: KnownConcern, { quote, spans }: EvidenceLocation): number | null {
  if (quote === null || comment.location === null) return null;
  const { path } = comment.location;
  for (let ordinal = 0; ordinal < spans.length + MORE_PIECES; ordinal += 1) {
    if (fingerprint(comment, { path, quote, ordinal }) === comment.fingerprint) return ordinal;
  }
  return null;
}

/** What is not known to be anywhere has a file, but no lines any more. */
function placeNow({ presence, place }: EvidenceLocation, names: readonly string[], text: ChangedText): Location | null {
  if (presence === 'there' || place === null) return place;
  const path = names.find((name) => text.file(name, place.side) !== null) ?? place.path;
  return { path, side: place.side, startLine: null, endLine: null };
}

function claimOf({ comment }: KnownConcern, { place, quote, spans }: EvidenceLocation, text: ChangedText): Claim {
  const finding: Finding = {
    id: comment.finding,
    reviewer: comment.rule.slice(0, comment.rule.indexOf('/')),
    origin: (['check', 'model', 'outside'] as const).find((origin) => comment.origins.includes(origin)) ?? 'outside',
    rule: comment.rule,
    severity: comment.severity,
    confidence: comment.confidence,
    location: place,
    evidence: comment.evidence,
    title: comment.title,
    explanation: comment.explanation,
    failureScenario: comment.failureScenario,
    replacement: comment.replacement,
    references: comment.references,
  };
  return {
    finding,
    proof: quote !== null ? 'quote' : place === null ? 'none' : place.startLine === null ? 'file' : 'line',
    place,
    canonicalPath: place === null ? null : (text.file(place.path, place.side)?.file.oldPath ?? place.path),
    quote,
    ordinal: Math.max(
      0,
      spans.findIndex((span) => span.startLine === place?.startLine),
    ),
    fingerprint: comment.fingerprint,
    steps: [],
  };
}
