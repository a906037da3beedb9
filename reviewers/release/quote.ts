import type { Location, Side } from '../../schemas/location.ts';

/** Where a claim points: a place and the exact code there. */
export interface QuotedLine {
  readonly location: Location;
  readonly evidence: string | null;
}

export interface QuotedText {
  readonly path: string;
  readonly side: Side;
  readonly text: string;
}

/** Quotes one line, 1-based; null, or a line without anything on it, speaks of the whole file. */
export function quoteLine({ path, side, text }: QuotedText, line: number | null): QuotedLine {
  const evidence = line === null ? '' : (text.split('\n')[line - 1]?.trim() ?? '');
  if (line === null || evidence === '') {
    return { location: { path, side, startLine: null, endLine: null }, evidence: null };
  }
  return { location: { path, side, startLine: line, endLine: line }, evidence };
}

/** The first of these lines, or else of all lines, that holds the word; null when none does. */
export function lineWith(text: string, word: string, preferred: ReadonlySet<number>): number | null {
  const pattern = new RegExp(`(?<![\\w@/-])${escaped(word)}(?![\\w/-])`, 'i');
  const lines = text.split('\n');
  const hits = [...lines.keys()].filter((index) => pattern.test(lines[index] ?? '')).map((index) => index + 1);
  return hits.find((line) => preferred.has(line)) ?? hits[0] ?? null;
}

/** A word as a regular expression that matches just it. */
export function escaped(word: string): string {
  return word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
