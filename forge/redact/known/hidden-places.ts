import { plainView, rewritten, type TextView, withoutEscapes } from '../../../schemas/text/text-view.ts';
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

/** Signs of Markdown, HTML and terminals with letters in them: tags, comments, targets of links, colours. */
// oxlint-disable-next-line no-control-regex -- colours of a terminal begin with a control character
const MARKS = /<[!/a-z][^<>]{0,200}>|\]\([^()\s]{0,300}\)|\u001b\\?\[[0-9;]{0,20}[A-Za-z]/gi;

/** Escapes within escapes: JSON in JSON, an address in an address. */
const DEPTH = 3;

/** The places that give a known secret away, in their order; null where there are none. Linear in the length of the text. */
export function hiddenIn(text: string, sought: Sought): readonly Hidden[] | null {
  const ends = new Map<number, number>();
  for (const view of viewsOf(text)) {
    const mark = (from: number, to: number, { starts, ends: last }: TextView): void => {
      for (let at = from; at < to; at += 1) ends.set(starts[at] ?? 0, last[at] ?? 0);
    };
    sought.exact.find(view.text, (from, to) => mark(from, to, view));
    const letters = lettersOf(view);
    sought.index.find(letters.text, (from, to) => mark(from, to, letters));
  }
  if (ends.size === 0) return null;
  return [...ends].map(([start, end]) => ({ start, end })).toSorted((a, b) => a.start - b.start);
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
  const units = new Uint16Array(text.length);
  const first = new Uint32Array(text.length);
  const last = new Uint32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const width = code >= 0xd800 && code < 0xdc00 ? 2 : 1;
    const letter = code < 0x80 ? letterOf(code) : letterOf(plainCode(text, at));
    if (letter !== 0) {
      units[length] = letter;
      first[length] = starts[at] ?? 0;
      last[length] = ends[at + width - 1] ?? 0;
      length += 1;
    }
    at += width - 1;
  }
  return { text: decode(units.subarray(0, length)), starts: first, ends: last };
}

/** The code of a letter or digit in lower case, 0 for anything else. */
function letterOf(code: number): number {
  if ((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a)) return code;
  return code >= 0x41 && code <= 0x5a ? code + 0x20 : 0;
}

function plainCode(text: string, at: number): number {
  const plain = String.fromCodePoint(text.codePointAt(at) ?? 0).normalize('NFKC');
  return plain.length === 1 ? plain.charCodeAt(0) : 0;
}

function decode(units: Uint16Array): string {
  const parts: string[] = [];
  const STEP = 8192;
  for (let at = 0; at < units.length; at += STEP) parts.push(String.fromCharCode(...units.subarray(at, at + STEP)));
  return parts.join('');
}
