import { Buffer } from 'node:buffer';
import { plainView, readEscapes, rewritten, type TextView, withoutEscapes } from '../../../schemas/text/text-view.ts';
import type { GramIndex } from './gram-index.ts';
import type { WholeIndex } from './whole-index.ts';

/** A character of the original, or an escape that stands for one, that gives a secret away. */
export interface Hidden {
  readonly start: number;
  readonly end: number;
}

/** What is looked for. */
export interface Sought {
  readonly index: GramIndex;
  readonly exact: WholeIndex;
}

/** Signs of Markdown, HTML and terminals with letters in them: tags, comments, targets of links (also of those that we took apart), colours. */
// oxlint-disable-next-line no-control-regex -- colours of a terminal begin with a control character
const MARKS = /<[!/a-z][^<>]{0,200}>|\] ?\([^()\s]{0,300}\)|\u001b\\?\[[0-9;]{0,20}[A-Za-z]/gi;

/** Escapes within escapes: JSON in JSON, an address in an address. */
const DEPTH = 3;

/** So much is read at once: what is needed for each sign of a text would be as large as everything else, for one of megabytes. */
const AT_ONCE = 1 << 20;
/** What is read twice, so that nothing is cut: a secret of 64 signs in JSON in JSON has as many. What is longer is found by its parts. */
const TWICE = 1 << 14;

/** The places that give a known secret away, in their order; null where there are none. Linear in the length of the text. */
export function hiddenIn(text: string, sought: Sought): readonly Hidden[] | null {
  const ends = new Map<number, number>();
  for (let from = 0; from === 0 || from + TWICE < text.length; from += AT_ONCE - TWICE) {
    const piece = text.slice(from, from + AT_ONCE);
    if (!mayHide(piece, sought)) continue;
    findIn(piece, sought, (start, end) => ends.set(from + start, from + end));
  }
  if (ends.size === 0) return null;
  return [...ends].map(([start, end]) => ({ start, end })).toSorted((a, b) => a.start - b.start);
}

/** Whether there is anything to be found. Nearly always there is not, and no place has to be kept to know that. */
function mayHide(text: string, sought: Sought): boolean {
  let read = text;
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const next = readEscapes(read);
    if (next === read) break;
    read = next;
  }
  return [...new Set([text, read, read.replaceAll(MARKS, '')])].some((view) => {
    let isExact = false;
    sought.exact.find(view, () => (isExact = true));
    return isExact || sought.index.someIn(lettersAlone(view));
  });
}

function findIn(text: string, sought: Sought, found: (start: number, end: number) => void): void {
  for (const view of viewsOf(text)) {
    const mark = (from: number, to: number, { starts, ends: last }: TextView): void => {
      for (let at = from; at < to; at += 1) found(starts[at] ?? 0, last[at] ?? 0);
    };
    sought.exact.find(view.text, (from, to) => mark(from, to, view));
    const letters = lettersOf(view);
    sought.index.find(letters.text, (from, to) => mark(from, to, letters));
  }
}

/** The text as it is, with escapes read, and without the marks of what shows it. */
function viewsOf(text: string): TextView[] {
  const plain = plainView(text);
  let read = plain;
  for (let depth = 0; depth < DEPTH; depth += 1) {
    const next = withoutEscapes(read);
    if (next === read) break;
    read = next;
  }
  const bare = rewritten(read, MARKS, () => '');
  return [...new Set([plain, read, bare])];
}

/** Letters and digits alone, in lower case; forms of them that only look otherwise (full width, bold) as what they stand for. */
function lettersOf({ text, starts, ends }: TextView): TextView {
  const first = new Uint32Array(text.length);
  const last = new Uint32Array(text.length);
  const codes = lettersAlone(text, (letter, at, width) => {
    first[letter] = starts[at] ?? 0;
    last[letter] = ends[at + width - 1] ?? 0;
  });
  return { text: Buffer.from(codes.buffer, 0, codes.length).toString('latin1'), starts: first, ends: last };
}

/** Their codes; `place` is told where each of them stands. */
function lettersAlone(text: string, place?: (letter: number, at: number, width: number) => void): Uint8Array {
  const codes = new Uint8Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const width = code >= 0xd800 && code < 0xdc00 ? 2 : 1;
    const letter = code < 0x80 ? (LETTERS[code] ?? 0) : letterOf(plainCode(text, at));
    if (letter !== 0) {
      place?.(length, at, width);
      codes[length] = letter;
      length += 1;
    }
    at += width - 1;
  }
  return codes.subarray(0, length);
}

/** The code of a letter or digit in lower case, 0 for anything else. */
function letterOf(code: number): number {
  if ((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a)) return code;
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : 0;
}

/** What `letterOf` says of each sign of ASCII. */
const LETTERS: Uint8Array = Uint8Array.from({ length: 0x80 }, (_, code) => letterOf(code));

function plainCode(text: string, at: number): number {
  const plain = String.fromCodePoint(text.codePointAt(at) ?? 0).normalize('NFKC');
  return plain.length === 1 ? plain.charCodeAt(0) : 0;
}
