/** Quotes of strings; in Rust one of them begins a lifetime. */
export const QUOTES = `"'\``;

/** Where the bracket that opens at `open` closes; -1 where it does not. Strings are passed over. */
export function closing(text: string, open: number, quotes = QUOTES): number {
  let depth = 0;
  for (let at = open; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (quotes.includes(sign)) {
      const end = endOfString(text, at, sign);
      if (end === -1) return -1;
      at = end;
    } else if ('([{'.includes(sign)) depth += 1;
    else if (')]}'.includes(sign)) {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

function endOfString(text: string, at: number, quote: string): number {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text.charAt(end) === '\\') end += 1;
    else if (text.charAt(end) === quote) return end;
  }
  return -1;
}

/** The parts of a list between brackets, at their commas; the last one may be empty. */
export function parts(
  text: string,
  open: number,
  close: number,
  quotes = QUOTES,
): { readonly from: number; readonly to: number; readonly text: string }[] {
  const found = [];
  let from = open + 1;
  for (let at = open + 1; at < close; at += 1) {
    const sign = text.charAt(at);
    if ('([{'.includes(sign)) at = Math.max(at, closing(text, at, quotes));
    else if (quotes.includes(sign)) at = Math.max(at, endOfString(text, at, sign));
    else if (sign === '<' && /\w$/.test(text.slice(0, at))) {
      const end = text.slice(at, close).search(/>/);
      if (end > 0) at += end;
    } else if (sign === ',') {
      found.push({ from, to: at, text: text.slice(from, at) });
      from = at + 1;
    }
  }
  const last = { from, to: close, text: text.slice(from, close) };
  return last.text.trim() === '' ? found : [...found, last];
}

/** A stretch of a file and what comes in its place. */
export interface Edit {
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** The texts of the files that edits touch. */
export function edited(texts: ReadonlyMap<string, string>, edits: readonly Edit[]): Map<string, string> {
  const done = new Map<string, string>();
  for (const { path, from, to, text } of edits.toSorted((a, b) => b.from - a.from)) {
    const now = done.get(path) ?? texts.get(path) ?? '';
    done.set(path, `${now.slice(0, from)}${text}${now.slice(to)}`);
  }
  return done;
}
