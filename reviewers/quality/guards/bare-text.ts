import { DOUBLE, SINGLE, TextEnds } from '../../changed-code/texts/replace-texts.ts';

/** A text without what has no meaning: white space and comments. */
export interface BareText {
  readonly text: string;
  /** How many characters of `text` stand before an offset of the original. */
  readonly before: Uint32Array;
}

/** Languages in which `#` begins a comment, and those in which an apostrophe may be no quote. */
const HASH = /\.(?:py|rb|rake|php|phtml)$/i;
const LIFETIMES = /\.rs$/i;
const DASHES = /\s/;
const QUOTES = [
  { ...DOUBLE, stops: '\n' },
  { ...SINGLE, stops: '\n' },
  { opens: '`', closes: '`', escapes: true },
] as const;

/** Leaves white space and comments out, but for what stands in quotes. A quote that is not closed ends with its line. */
export function bareText(original: string, path: string): BareText {
  const before = new Uint32Array(original.length + 1);
  const kept: string[] = [];
  const texts = new TextEnds(original);
  let count = 0;
  let at = 0;
  const keep = (end: number): void => {
    for (; at < end; at += 1) {
      before[at] = count;
      count += 1;
    }
  };
  const skip = (end: number): void => {
    for (; at < end; at += 1) before[at] = count;
  };
  while (at < original.length) {
    const start = at;
    const sign = original.charAt(at);
    const comment = commentEnd(original, at, path);
    if (DASHES.test(sign)) skip(at + 1);
    else if (comment !== null) skip(comment);
    else {
      keep(quoteEnd(original, at, { path, texts }) ?? at + 1);
      kept.push(original.slice(start, at));
    }
  }
  before[original.length] = count;
  return { text: kept.join(''), before };
}

function commentEnd(text: string, at: number, path: string): number | null {
  const sign = text.charAt(at);
  const isLine =
    sign === '#'
      ? HASH.test(path) && text.charAt(at + 1) !== '['
      : sign === '/' && text.charAt(at + 1) === '/' && !/\.(?:py|rb|rake)$/i.test(path);
  if (isLine) return lineEnd(text, at);
  if (sign !== '/' || text.charAt(at + 1) !== '*') return null;
  const end = text.indexOf('*/', at + 2);
  return end === -1 ? text.length : end + 2;
}

function quoteEnd(
  text: string,
  at: number,
  { path, texts }: { readonly path: string; readonly texts: TextEnds },
): number | null {
  const sign = text.charAt(at);
  if (sign !== '"' && sign !== "'" && sign !== '`') return null;
  const triple = sign.repeat(3);
  if (sign !== '`' && text.startsWith(triple, at) && /\.(?:py|kts?|java|cs)$/i.test(path)) {
    const end = text.indexOf(triple, at + 3);
    return end === -1 ? text.length : end + 3;
  }
  if (sign === "'" && LIFETIMES.test(path)) return null;
  const form = QUOTES.find(({ opens }) => opens === sign);
  return form === undefined ? null : texts.endOf(form, at);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}
