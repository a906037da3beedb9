import { TextEnds } from '../texts/replace-texts.ts';
import { closingBracket } from './islands.ts';

/** An attribute of an element as it is written. */
export interface Attribute {
  readonly name: string;
  /** Null where it has none. */
  readonly value: string | null;
  readonly start: number;
  /** Where the value begins, without its quote. */
  readonly valueStart: number;
  readonly quote: '"' | "'" | '{' | '';
}

/** A tag of markup. */
export interface Tag {
  readonly kind: 'open' | 'close';
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: readonly Attribute[];
  readonly selfClosing: boolean;
  /** What stands in an element whose contents are text to a browser: a script, a style. */
  readonly inner?: { readonly start: number; readonly end: number };
}

/** The tags of a text, and where its markup breaks off. */
export interface PageTags {
  readonly tags: readonly Tag[];
  /** Where a tag begins that never ends. */
  readonly unclosed: number | null;
}

const RAW_TEXT = /^(?:script|style|textarea|title|xmp|noembed)$/i;
const NAME = /[^\s/>="'<{]/;

/** Reads tags in a text of which islands are held. `braces`: values and whole attributes may stand in curly brackets. */
export function readTags(
  text: string,
  { braces, from = 0 }: { readonly braces: boolean; readonly from?: number },
): PageTags {
  const tags: Tag[] = [];
  const texts = braces ? new TextEnds(text) : null;
  for (let at = text.indexOf('<', from); at !== -1; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) {
      const end = endOfComment(text, at);
      if (end === null) return { tags, unclosed: at };
      at = end;
      continue;
    }
    if (!/[a-z/]/i.test(text.charAt(at + 1)) || (text.charAt(at + 1) === '/' && !/[a-z]/i.test(text.charAt(at + 2)))) {
      at += 1;
      continue;
    }
    const tag = readTag(text, at, texts);
    if (tag === null) return { tags, unclosed: at };
    const inner = tag.kind === 'open' && !tag.selfClosing && RAW_TEXT.test(tag.name) ? rawText(text, tag) : null;
    tags.push(inner === null ? tag : { ...tag, inner });
    // To a browser all that follows is text.
    if (inner?.end === text.length) return { tags, unclosed: at };
    at = inner?.end ?? tag.end;
  }
  return { tags, unclosed: null };
}

/** Behind a comment as browsers end it: `<!-->` is one that is over. */
function endOfComment(text: string, start: number): number | null {
  const over = /^-?>/.exec(text.slice(start + 4, start + 6))?.[0];
  if (over !== undefined) return start + 4 + over.length;
  const [plain, other] = ['-->', '--!>'].map((sign) => {
    const at = text.indexOf(sign, start + 4);
    return at === -1 ? Number.POSITIVE_INFINITY : at + sign.length;
  });
  const end = Math.min(plain ?? 0, other ?? 0);
  return Number.isFinite(end) ? end : null;
}

function rawText(text: string, { name, end }: Tag): { start: number; end: number } {
  const closing = new RegExp(String.raw`</${name}[\s>]`, 'i').exec(text.slice(end));
  return { start: end, end: closing === null ? text.length : end + closing.index };
}

/** `texts`: where values may stand in curly brackets. */
function readTag(text: string, start: number, texts: TextEnds | null): Tag | null {
  const isClose = text.charAt(start + 1) === '/';
  let at = start + (isClose ? 2 : 1);
  const nameStart = at;
  while (at < text.length && NAME.test(text.charAt(at))) at += 1;
  const name = text.slice(nameStart, at);
  // An address between angle brackets.
  if (text.charAt(at) === '/' && name.endsWith(':'))
    return { kind: 'open', name: '', start, end: at + 1, attributes: [], selfClosing: true };
  const attributes: Attribute[] = [];
  while (at < text.length) {
    const sign = text.charAt(at);
    if (sign === '>')
      return { kind: isClose ? 'close' : 'open', name, start, end: at + 1, attributes, selfClosing: false };
    if (text.startsWith('/>', at)) return { kind: 'open', name, start, end: at + 2, attributes, selfClosing: true };
    if (sign === '<') return null;
    if (texts !== null && sign === '{') {
      const end = closingBracket(text, at + 1, texts);
      if (end === null) return null;
      at = end;
    } else if (/[\s/"'=]/.test(sign)) at += 1;
    else {
      const attribute = readAttribute(text, at, texts);
      if (attribute === null) return null;
      attributes.push(attribute.attribute);
      at = attribute.end;
    }
  }
  return null;
}

function readAttribute(
  text: string,
  start: number,
  texts: TextEnds | null,
): { attribute: Attribute; end: number } | null {
  let at = start;
  // A name may hold brackets of its own: `:[key]`, `@click`, `#item="{ row }"`.
  while (at < text.length && /[^\s/>="'<]/.test(text.charAt(at))) at += 1;
  if (at === start) at += 1;
  const name = text.slice(start, at);
  const bare = { attribute: { name, value: null, start, valueStart: at, quote: '' as const }, end: at };
  const equals = /^\s{0,200}=\s{0,200}/.exec(text.slice(at, at + 402))?.[0];
  if (equals === undefined) return bare;
  at += equals.length;
  const sign = text.charAt(at);
  if (sign === '"' || sign === "'") {
    const end = text.indexOf(sign, at + 1);
    if (end === -1) return null;
    return {
      attribute: { name, value: text.slice(at + 1, end), start, valueStart: at + 1, quote: sign },
      end: end + 1,
    };
  }
  if (texts !== null && sign === '{') {
    const end = closingBracket(text, at + 1, texts);
    if (end === null) return null;
    return { attribute: { name, value: text.slice(at + 1, end - 1), start, valueStart: at + 1, quote: '{' }, end };
  }
  let end = at;
  while (end < text.length && /[^\s>]/.test(text.charAt(end))) end += 1;
  return { attribute: { name, value: text.slice(at, end), start, valueStart: at, quote: '' }, end };
}
