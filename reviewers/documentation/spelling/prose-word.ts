/** What stands between the white space around a word. */
function chunkAround(line: string, start: number, end: number): { readonly text: string; readonly at: number } {
  const before = line.slice(0, start);
  const from = Math.max(before.lastIndexOf(' '), before.lastIndexOf('\t')) + 1;
  const rest = /^\S*/.exec(line.slice(end))?.[0] ?? '';
  return { text: line.slice(from, end) + rest, at: from };
}

/** Signs of a sentence and of markup around its words. */
const BEFORE = /^[([{"'“‘*_~>#|-]*$/;
const AFTER = /^(?:['’]s)?[)\]}"'”’*_~|.,;:!?…-]{0,20}(?:<\/?\w{1,10}>?)?[.,;:!?)]{0,20}$/;
/** Other words that one is put together with: `zero-length`. */
const JOINED_BEFORE = /^[("'“‘*_]*(?:[A-Za-z0-9]+-){1,2}$/;
const JOINED_AFTER = /^(?:-[A-Za-z0-9]+){1,2}[)"'”’*_.,;:!?]*$/;

/** A tag of a documentation comment that a name follows, or its type and a name. */
const NAMES_NEXT =
  /[@:\\](?:param|arg|argument|property|prop|var|typeparam|tparam|field)\s+(?:\{[^{}]{0,100}\}\s*|\S{1,100}\s+)?\[?$/i;

/** Whether a word in a line of prose is only a word: no part of code, an address, a path, a name, a quotation. */
export function isOnlyAWord(line: string, start: number, end: number): boolean {
  const word = line.slice(start, end);
  const { text, at } = chunkAround(line, start, end);
  const [front, back] = [text.slice(0, start - at), text.slice(end - at)];
  if (!(BEFORE.test(front) || JOINED_BEFORE.test(front)) || !(AFTER.test(back) || JOINED_AFTER.test(back)))
    return false;
  // By itself between quotes it is spoken of.
  if (/["'“‘]$/.test(front) && /^["'”’]/.test(back)) return false;
  const before = line.slice(0, start);
  if (isInside(before)) return false;
  const said = before.replace(/^\s*(?:\/\/[/!]?|\/?\*+|#+|--+|;+|<!--|\.\.)?/, '');
  if (NAMES_NEXT.test(said.slice(-300))) return false;
  // `name: what it is` explains a name.
  if (/^[-*+]?$/.test(said.trim()) && back.startsWith(':')) return false;
  return !isName(word, said, line.slice(end));
}

/** Inside of a code span, of braces that a documentation tool reads, or of a tag. */
function isInside(before: string): boolean {
  const spans = before.split('`').length - 1;
  const tag = /<\/?[A-Za-z][^<>]*$/.test(before.slice(-300));
  const braces = /\{@?[^{}]*$/.test(before.slice(-300));
  return spans % 2 === 1 || tag || braces;
}

/** A capital letter that begins no sentence begins a name; so does one beside another. */
function isName(word: string, before: string, after: string): boolean {
  if (!/^[A-Z]/.test(word)) return false;
  const begins = /^[\s"'“‘([*_>#|-]*$|[.:!?]["')]*\s+["'(*_]*$/.test(before);
  return !begins || /^\s+[A-Z]/.test(after);
}
