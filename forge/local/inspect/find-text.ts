import type { SearchHit } from '../../forge.ts';

/** What is shown of a longer line, around the text that was found. */
const MOST_CHARACTERS = 400;

const WORD = /[\p{L}\p{N}_]/u;

/** The lines of one file that hold `needle`, in order, each once. */
export function* findText(
  { path, text }: { readonly path: string; readonly text: string },
  needle: string,
  wholeWord: boolean,
): Generator<SearchHit> {
  let line = 1;
  let counted = 0;
  for (let at = text.indexOf(needle); at !== -1;) {
    if (wholeWord && !standsAlone(text, at, needle)) {
      at = text.indexOf(needle, at + 1);
      continue;
    }
    for (let end = text.indexOf('\n', counted); end !== -1 && end < at; end = text.indexOf('\n', counted)) {
      line += 1;
      counted = end + 1;
    }
    const next = text.indexOf('\n', at);
    const end = next === -1 ? text.length : next;
    yield { path, line, text: shown(text.slice(counted, end), at - counted, needle.length) };
    at = next === -1 ? -1 : text.indexOf(needle, next);
  }
}

/** Whether a text holds another one at all, with one of those of `beside` in its line if there are any; the empty one stands nowhere alone. */
export function standsIn(text: string, needle: string, wholeWord: boolean, beside?: readonly string[]): boolean {
  for (let at = text.indexOf(needle); at !== -1;) {
    if (wholeWord && !standsAlone(text, at, needle)) {
      if (needle === '') return false;
      at = text.indexOf(needle, at + 1);
      continue;
    }
    if (beside === undefined) return true;
    const next = text.indexOf('\n', at);
    const line = text.slice(text.lastIndexOf('\n', at) + 1, next === -1 ? text.length : next);
    if (beside.some((other) => line.includes(other))) return true;
    at = next === -1 ? -1 : text.indexOf(needle, next);
  }
  return false;
}

/** Whether no word goes on at either edge of the text found; an edge that is no letter itself ends every word. */
function standsAlone(text: string, at: number, needle: string): boolean {
  const end = at + needle.length;
  const joined = (left: string, right: string): boolean => WORD.test(left) && WORD.test(right);
  return !joined(before(text, at), after(text, at)) && !joined(before(text, end), after(text, end));
}

/** The whole character that ends at `at`. */
function before(text: string, at: number): string {
  const isPair = at > 1 && (text.codePointAt(at - 2) ?? 0) > 0xffff;
  return text.slice(at - (isPair ? 2 : 1), at);
}

/** The whole character that begins at `at`. */
function after(text: string, at: number): string {
  const point = text.codePointAt(at);
  return point === undefined ? '' : String.fromCodePoint(point);
}

function shown(line: string, column: number, length: number): string {
  const text = line.endsWith('\r') ? line.slice(0, -1) : line;
  if (text.length <= MOST_CHARACTERS) return text;
  const room = Math.max(0, Math.floor((MOST_CHARACTERS - length) / 2));
  const start = Math.max(0, column - room);
  const end = Math.min(text.length, start + MOST_CHARACTERS);
  return `${start > 0 ? '…' : ''}${text.slice(start, end).toWellFormed()}${end < text.length ? '…' : ''}`;
}
