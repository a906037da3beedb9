import type { Side } from '../../schemas/location.ts';
import type { Finding } from '../../schemas/finding.ts';
import type { Claim } from '../evidence/claim.ts';

interface Piece {
  readonly rule: string;
  readonly quote: string;
  readonly startLine: number;
  readonly endLine: number;
}

/** Where a group of claims stands, and what is known of it beside its words. */
export interface ComparedLocation {
  readonly path: string | null;
  readonly side: Side;
  readonly startLine: number | null;
  readonly endLine: number | null;
  /** A place that neither a quote nor a tool's rule backs. */
  readonly guessed: boolean;
  /** The pieces of code that its claims are about, each with the rule's own name. */
  readonly pieces: readonly Piece[];
  readonly weaknesses: readonly string[];
}

/** The factor of two groups about the same lines and the same kind of weakness: no words are needed on top. */
export const SAME_WEAKNESS = 4000;

/** Lines that claims about one place may be apart. */
const NEAR = 2;
const NEAR_WHEN_GUESSED = 10;

export function comparedLocation(claim: Claim, guessed: boolean): ComparedLocation {
  const { place, canonicalPath, finding } = claim;
  return {
    path: canonicalPath,
    side: place?.side ?? 'new',
    startLine: place?.startLine ?? null,
    endLine: place?.endLine ?? null,
    guessed,
    pieces: guessed ? [] : piecesOf(claim),
    weaknesses: weaknessesOf(finding),
  };
}

/** The kinds of weakness that a finding names by their numbers. */
export function weaknessesOf({ references }: Pick<Finding, 'references'>): readonly string[] {
  return references.filter((reference) => /^CWE-\d+$/i.test(reference)).map((cwe) => cwe.toUpperCase());
}

function piecesOf({ place, quote, finding }: Claim): readonly Piece[] {
  const { startLine, endLine } = place ?? { startLine: null, endLine: null };
  if (quote === null || startLine === null || endLine === null) return [];
  return [{ rule: finding.rule.slice(finding.rule.indexOf('/') + 1), quote, startLine, endLine }];
}

/**
 * What the places of two groups do to the likeness of their words, per mille: 0 forbids that they are the same concern, above
 * 1000 is agreement. Words about different proven places are never one concern, however alike they are.
 */
export function locationFactor(a: ComparedLocation, b: ComparedLocation): number {
  if (a.path === null || b.path === null) return 1000;
  const guess = a.guessed || b.guessed;
  if (a.path !== b.path) return guess ? 500 : 0;
  if (a.startLine === null || b.startLine === null || a.endLine === null || b.endLine === null) return 1000;
  if (a.side !== b.side) return guess ? 900 : 0;
  // One rule that points at two pieces of code has found two mistakes, however near they are.
  if (haveTwo(a.pieces, b.pieces)) return 0;
  const apart = Math.max(a.startLine - b.endLine, b.startLine - a.endLine, 0);
  if (apart === 0 && !guess) return sameLineFactor(a, b);
  if (guess) return apart <= NEAR_WHEN_GUESSED ? 1100 : 900;
  return apart <= NEAR ? 1000 : 0;
}

/** Two groups about the same lines. */
function sameLineFactor(a: ComparedLocation, b: ComparedLocation): number {
  if (a.weaknesses.length === 0 || b.weaknesses.length === 0) return 1500;
  return a.weaknesses.some((weakness) => b.weaknesses.includes(weakness)) ? SAME_WEAKNESS : 700;
}

function areTwo(a: Piece, b: Piece): boolean {
  if (a.startLine > b.endLine || b.startLine > a.endLine) return true;
  return !a.quote.includes(b.quote) && !b.quote.includes(a.quote);
}

/** Where both together stand: what is proven counts before what is guessed. The order of the two does not matter. */
export function jointLocation(a: ComparedLocation, b: ComparedLocation): ComparedLocation {
  const [first, second] = inOrder(a, b);
  return {
    ...first,
    ...linesOf(first, second),
    pieces: jointPieces(a.pieces, b.pieces),
    weaknesses: [...new Set([...a.weaknesses, ...b.weaknesses])],
  };
}

/** Thousands of claims about one line are about few pieces: what is there already is not copied again at each joining. */
function jointPieces(a: readonly Piece[], b: readonly Piece[]): readonly Piece[] {
  const [more, fewer] = a.length < b.length ? [b, a] : [a, b];
  const known = byRule(more);
  const added = fewer.filter((piece) => known.get(piece.rule)?.some((other) => isSame(piece, other)) !== true);
  return added.length === 0 ? more : [...more, ...added];
}

function haveTwo(a: readonly Piece[], b: readonly Piece[]): boolean {
  const [more, fewer] = a.length < b.length ? [b, a] : [a, b];
  if (fewer.length === 0) return false;
  const known = byRule(more);
  return fewer.some((piece) => known.get(piece.rule)?.some((other) => areTwo(piece, other)) === true);
}

const BY_RULE = new WeakMap<readonly Piece[], ReadonlyMap<string, readonly Piece[]>>();

function byRule(pieces: readonly Piece[]): ReadonlyMap<string, readonly Piece[]> {
  const known = BY_RULE.get(pieces) ?? Map.groupBy(pieces, ({ rule }) => rule);
  BY_RULE.set(pieces, known);
  return known;
}

function isSame(a: Piece, b: Piece): boolean {
  return a.quote === b.quote && a.startLine === b.startLine && a.endLine === b.endLine;
}

/** The one that tells more about the place comes first. */
function inOrder(a: ComparedLocation, b: ComparedLocation): readonly [ComparedLocation, ComparedLocation] {
  const rank = (standing: ComparedLocation) =>
    (standing.path === null ? 8 : 0) + (standing.guessed ? 4 : 0) + (standing.startLine === null ? 2 : 0);
  if (rank(a) !== rank(b)) return rank(a) < rank(b) ? [a, b] : [b, a];
  const key = (standing: ComparedLocation) =>
    JSON.stringify([standing.path, standing.side, standing.startLine, standing.endLine]);
  return key(a) <= key(b) ? [a, b] : [b, a];
}

function linesOf(first: ComparedLocation, second: ComparedLocation): Pick<ComparedLocation, 'startLine' | 'endLine'> {
  const { startLine, endLine } = first;
  const comparable = first.path === second.path && first.side === second.side && first.guessed === second.guessed;
  if (!comparable || startLine === null || endLine === null || second.startLine === null || second.endLine === null) {
    return { startLine, endLine };
  }
  return { startLine: Math.min(startLine, second.startLine), endLine: Math.max(endLine, second.endLine) };
}
