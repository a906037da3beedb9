import type { SecretScan, SecretScanner } from '../../../forge/forge.ts';
import { disguisedViews, type View } from './disguised-views.ts';

/** The scanner's rules may go by file name; a comment has none. */
const PATH = 'comment.txt';
/** Letters and digits only: what Markdown is made of stays, so that blanking opens no code and makes no link. */
const TELLING = /[\p{L}\p{N}]/gu;

/** A text after the search. */
export interface Scrubbed {
  readonly text: string;
  readonly changed: boolean;
  /** False where it could not be searched, or still holds something after blanking: it must not be shown. */
  readonly clean: boolean;
}

/** Looks for secrets in every form of every text, and blanks the letters and digits of what it finds. Texts keep their order. */
export async function scrubTexts(scanner: SecretScanner, texts: readonly string[]): Promise<Scrubbed[]> {
  const first = await search(scanner, texts);
  const blanked = texts.map((text, at) => blank(text, first[at] ?? null));
  const again = blanked.map(({ changed, text }) => (changed ? text : ''));
  const second = await search(scanner, again);
  return blanked.map((one, at) => ({
    ...one,
    clean: first[at] !== null && (!one.changed || second[at]?.length === 0),
  }));
}

type Range = readonly [number, number];

/** Where the secrets of each text stand; null where it could not be searched. */
async function search(scanner: SecretScanner, texts: readonly string[]): Promise<(readonly Range[] | null)[]> {
  const views = texts.map((text) => (text === '' ? [] : disguisedViews(text)));
  const files = views.flat().map(({ text }) => ({ path: PATH, text }));
  const scans = (files.length === 0 ? [] : await scanner.scan(files)).values();
  return views.map((own) => {
    const ranges = own.map((view) => rangesOf(view, scans.next().value));
    return ranges.includes(null) ? null : ranges.flatMap((range) => range ?? []);
  });
}

function rangesOf({ text, places }: View, scan: SecretScan | undefined): Range[] | null {
  if (scan?.kind !== 'scanned') return null;
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return scan.spans.flatMap((span) => {
    const from = (starts[span.startLine - 1] ?? 0) + span.startColumn;
    const to = (starts[span.endLine - 1] ?? 0) + span.endColumn;
    return places.slice(from, to).filter(([start, end]) => end > start);
  });
}

function blank(text: string, ranges: readonly Range[] | null): { readonly text: string; readonly changed: boolean } {
  if (ranges === null || ranges.length === 0) return { text, changed: false };
  const hidden = new Set(ranges.flatMap(([from, to]) => Array.from({ length: to - from }, (_, at) => from + at)));
  let out = '';
  let at = 0;
  for (const character of text) {
    out += hidden.has(at) ? character.replace(TELLING, '*') : character;
    at += character.length;
  }
  return { text: out, changed: true };
}
