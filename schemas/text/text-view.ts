/** A text as somebody may read it, and where each of its characters stands in the original. */
export interface TextView {
  readonly text: string;
  /** By UTF-16 unit of `text`: the first unit of the original that it stands for. */
  readonly starts: Uint32Array;
  /** By UTF-16 unit of `text`: the unit of the original after the last one that it stands for. */
  readonly ends: Uint32Array;
}

/** A text as it is. */
export function plainView(text: string): TextView {
  const starts = new Uint32Array(text.length);
  const ends = new Uint32Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    starts[at] = at;
    ends[at] = at + 1;
  }
  return { text, starts, ends };
}

/** The view with each match of a pattern (with the flag `g`) written anew; null from `change` leaves a match as it is. */
export function rewritten(
  view: TextView,
  pattern: RegExp,
  change: (match: RegExpMatchArray) => string | null,
): TextView {
  const { text, starts, ends } = view;
  const parts: string[] = [];
  const pieces: { readonly from: number; readonly to: number; readonly length: number | null }[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const said = change(match);
    if (said === null) continue;
    const to = match.index + match[0].length;
    parts.push(text.slice(from, match.index), said);
    pieces.push({ from, to: match.index, length: null }, { from: match.index, to, length: said.length });
    from = to;
  }
  if (pieces.length === 0) return view;
  parts.push(text.slice(from));
  pieces.push({ from, to: text.length, length: null });
  const out = parts.join('');
  const first = new Uint32Array(out.length);
  const last = new Uint32Array(out.length);
  let at = 0;
  for (const piece of pieces) {
    if (piece.length === null) {
      first.set(starts.subarray(piece.from, piece.to), at);
      last.set(ends.subarray(piece.from, piece.to), at);
      at += piece.to - piece.from;
      continue;
    }
    for (let unit = 0; unit < piece.length; unit += 1, at += 1) {
      first[at] = starts[piece.from] ?? 0;
      last[at] = ends[piece.to - 1] ?? 0;
    }
  }
  return { text: out, starts: first, ends: last };
}

/** Ways of writing one character with others: of addresses, of HTML, of string literals. Lengths are bounded, so it is linear. */
const ESCAPED =
  /%[0-9a-f]{2}|&#x[0-9a-f]{1,8};|&#\d{1,8};|&(?:amp|lt|gt|quot|apos);|\\u\{[0-9a-f]{1,8}\}|\\u[0-9a-f]{4}|\\x[0-9a-f]{2}|\\[0-7]{3}|\\[nrt\\/"'`]/gi;

const NAMED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '\\n': '\n',
  '\\r': '\r',
  '\\t': '\t',
};

/** The view with every such writing read once. What stands for no character is left as it is. */
export function withoutEscapes(view: TextView): TextView {
  return /[%&\\]/.test(view.text) ? rewritten(view, ESCAPED, ([text]) => characterOf(text)) : view;
}

/** The same of a text of which nobody asks where what stood. */
export function readEscapes(text: string): string {
  return /[%&\\]/.test(text) ? text.replaceAll(ESCAPED, (written) => characterOf(written) ?? written) : text;
}

/** Of a text of `ESCAPED`; looked at by its signs, because texts are full of them. */
function characterOf(text: string): string | null {
  const second = text.charAt(1).toLowerCase();
  if (text.startsWith('%')) return ofCode(text.slice(1), 16);
  if (second === '#') return /x/i.test(text.charAt(2)) ? ofCode(text.slice(3, -1), 16) : ofCode(text.slice(2, -1), 10);
  if (second === 'u' || second === 'x') return ofCode(text.charAt(2) === '{' ? text.slice(3, -1) : text.slice(2), 16);
  if (second >= '0' && second <= '7') return ofCode(text.slice(1), 8);
  return NAMED[text.toLowerCase()] ?? text.slice(1);
}

function ofCode(digits: string, base: number): string | null {
  const code = Number.parseInt(digits, base);
  return code > 0x10ffff ? null : String.fromCodePoint(code);
}
