import { plainView, rewritten, type TextView, withoutEscapes } from '../../schemas/text/text-view.ts';
import type { SecretRange } from './secret-range.ts';

/** Looks for secrets that are told by their form alone. */
type FindFormats = (text: string) => readonly SecretRange[];

/** Two literals of which a program makes one: `"a" + "b"`, `'a' . 'b'`, `"a" \` and a line end, `"a" "b"`, `"a", "b"].join`. */
const JOINT =
  /["'`][ \t]{0,8}(?:(?:\+|\.\.?|&|\|\||<>|~)[ \t]{0,8}(?:\r?\n[ \t]{0,80})?|\\?\r?\n[ \t]{0,80}(?:(?:\+|\.\.?|&)[ \t]{0,8})?|[ \t]{1,8})(?:[rbuf]{0,2})["'`]/g;
/** Comments between literals, which part no value. */
const NOTED = /\+[ \t]{0,8}\/\*[^*]{0,200}\*\/[ \t]{0,8}/g;
/** `"a".concat("b")`. */
const CONCAT = /["'`]\.concat\(["'`]/g;
/** Numbers of characters, as `String.fromCharCode` and lists of bytes have them: long enough for a key. */
const NUMBERED = /(?<!\w)\d[\dxa-f,\s]{45,4000}/gi;
const NUMBER = /^(?:0x[\da-f]{2}|\d{2,3})$/i;
/** Forms of signs that only look otherwise: full width. */
const WIDE = /[\uff01-\uff5e]{8,500}/g;
const LISTED = /\[[ \t]{0,8}((?:["'][\w+/=.-]{1,80}["'],?\s{0,8}){2,40})\]\.join\(["']{2}\)/g;
/** Characters that nobody sees (Unicode's format characters that join or part nothing). */
const UNSEEN = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;

/** Runs that may be text in base64 or hexadecimal digits; shorter ones hold no key. */
const ENCODED = /[A-Za-z0-9+/_-]{24,}={0,2}/g;
const HEXADECIMAL = /^(?:[0-9a-f]{2}){12,}$/i;
/** Longer runs are files. */
const LONGEST = 20_000;
/** More of them are data. */
const MOST_RUNS = 300;
const READABLE = /^[\t\n\r\x20-\x7e]+$/;

/** What decoded text is searched for is as if it stood in no file of the change; what is put together stands where it is. */
export interface DisguisedSearch {
  readonly decoded: FindFormats;
  readonly together: FindFormats;
}

/** Base64 in base64, as settings of clusters have it. */
const LEVELS = 2;

/** Secrets that a program puts together or that are written with escapes, and those that stand in base64 or hexadecimal, two levels deep. */
export function disguisedRanges(text: string, { decoded, together }: DisguisedSearch): SecretRange[] {
  const find = (hidden: string): SecretRange[] => [...together(hidden), ...encodedRanges(hidden, decoded)];
  return [
    ...encodedRanges(text, decoded),
    ...wrappedRanges(text, decoded),
    ...changedParts(text).flatMap((part) => rangesIn(part, find)),
  ];
}

/** A part of the text in which something was written otherwise, and where it begins. */
interface Part {
  readonly text: string;
  readonly at: number;
}

function rangesIn({ text, at }: Part, find: FindFormats): SecretRange[] {
  const view = putTogether(text);
  if (view === null) return [];
  return find(view.text).map((range) => {
    const { start, end } = inOriginal(range, view);
    return { ...range, start: start + at, end: end + at };
  });
}

/** Anything that `putTogether` would write otherwise. */
const TELLING =
  /["'`][ \t]{0,8}(?:[+.&|<>~\\]|\r?\n|["'`])|\.join\(|[%\\][ux0-9a-f]|\\["'\\]|\.concat\(|&#|\d\d, ?\d{2,3}, ?\d{2,3}, ?\d|0x[0-9a-f]{2}, ?0x|[\uff01-\uff5e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gi;
/** What stands around such a place, in units: the rest of a key, or of a session's token in base64. */
const AROUND = 600;

/** Parts around everything that is written otherwise, cut at no place where a value goes on. */
function changedParts(text: string): Part[] {
  const parts: [number, number][] = [];
  for (const { index } of text.matchAll(TELLING)) {
    const last = parts.at(-1);
    const from = Math.max(0, index - AROUND);
    const to = Math.min(text.length, index + AROUND);
    if (last !== undefined && from <= last[1]) last[1] = to;
    else parts.push([from, to]);
  }
  return parts.map(([from, to]) => ({ text: text.slice(from, to), at: from }));
}

/** Null where it says nothing that the text itself does not say. */
function putTogether(text: string): TextView | null {
  const plain = plainView(text);
  const seen = rewritten(plain, UNSEEN, () => '');
  const listed = rewritten(seen, LISTED, ([, items = '']) => items.replaceAll(/["',\s]/g, ''));
  const bare = rewritten(
    rewritten(listed, NOTED, () => '+'),
    CONCAT,
    () => '',
  );
  const numbered = rewritten(bare, NUMBERED, ([numbers]) => charactersOf(numbers));
  const narrow = rewritten(numbered, WIDE, ([wide]) => wide.normalize('NFKC'));
  const joined = rewritten(narrow, JOINT, () => '');
  // Escapes within escapes: JSON in JSON, an address in an address.
  let read = withoutEscapes(joined);
  for (let level = 1; level < LEVELS; level += 1) read = withoutEscapes(read);
  return read.text === text ? null : read;
}

/** The text of numbers of characters; null where they are other numbers. */
function charactersOf(numbers: string): string | null {
  const written = numbers
    .trim()
    .replace(/,$/, '')
    .split(',')
    .map((one) => one.trim());
  const codes = written.map(Number);
  const isText =
    written.every((one) => NUMBER.test(one)) &&
    codes.every((code) => code < 0x7f && (code >= 0x20 || code === 10 || code === 13));
  return isText ? String.fromCharCode(...codes) : null;
}

function inOriginal(range: SecretRange, { starts, ends }: TextView): SecretRange {
  return { ...range, start: starts[range.start] ?? 0, end: ends[range.end - 1] ?? 0 };
}

/** The end of a line within encoded text, with the signs that a mail or a comment begins lines with. */
const WRAP = /(?<=[A-Za-z0-9+/]{16})[ \t]{0,4}\r?\n[ \t>#*]{0,20}(?=[A-Za-z0-9+/]{2})/g;

/** The same over lines: mail, certificates and `base64` itself cut encoded text after 64 or 76 signs. */
function wrappedRanges(text: string, find: FindFormats): SecretRange[] {
  if (text.search(WRAP) < 0) return [];
  const view = rewritten(plainView(text), WRAP, () => '');
  return encodedRanges(view.text, find).map((range) => inOriginal(range, view));
}

/** All that is readable goes through the search as one text, a line for each run. */
function encodedRanges(text: string, find: FindFormats, levels = LEVELS): SecretRange[] {
  const runs: { readonly start: number; readonly end: number; readonly from: number }[] = [];
  let said = '';
  for (const match of text.matchAll(ENCODED)) {
    const [run] = match;
    if (run.length > LONGEST) continue;
    if (runs.length >= MOST_RUNS) break;
    // What is turned round twice is as it was.
    const turned = levels === LEVELS ? [Array.from(run).toReversed().join('')] : [];
    for (const reading of [...readings(run), ...turned]) {
      runs.push({ start: match.index, end: match.index + run.length, from: said.length });
      said += `${reading}\n`;
    }
  }
  if (runs.length === 0) return [];
  const deeper = levels > 1 ? encodedRanges(said, find, levels - 1) : [];
  return [...find(said), ...deeper].flatMap((range) => {
    const run = runs.findLast(({ from }) => from <= range.start);
    return run === undefined ? [] : [{ ...range, start: run.start, end: run.end }];
  });
}

function readings(run: string): string[] {
  const bytes = [Buffer.from(run, 'base64'), ...(HEXADECIMAL.test(run) ? [Buffer.from(run, 'hex')] : [])];
  return bytes.map((each) => each.toString('latin1')).filter((reading) => READABLE.test(reading));
}
