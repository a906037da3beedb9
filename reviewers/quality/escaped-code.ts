/** A changed file, and which of its lines changed. */
export interface DisguisedText {
  readonly path: string;
  readonly text: string;
  readonly changed: ReadonlySet<number>;
}

/** A letter, a line end, a quote or what begins and ends a comment, written as a number where the language reads it as that. */
const LETTER = String.raw`(?:4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9a])`;
const ESCAPED_LETTER = new RegExp(String.raw`\\u(?:00${LETTER}|\{0{0,4}${LETTER}\})`, 'i');
/** javac reads these before it looks for comments and strings. */
const ESCAPED_SIGN = /\\u{1,9}00(?:0[ad]|2[27af]|5c)/i;
/** Letters that Python reads as the plain ones that they look like, inside of a name or before a call. */
const COMPATIBLE =
  /[\w.][\u{FF21}-\u{FF3A}\u{FF41}-\u{FF5A}\u{1D400}-\u{1D7FF}]|[\u{FF21}-\u{FF3A}\u{FF41}-\u{FF5A}\u{1D400}-\u{1D7FF}][\w(]/u;

const SIGNS: readonly { readonly files: RegExp; readonly sign: RegExp; readonly what: string }[] = [
  {
    files: /\.java$/i,
    sign: ESCAPED_SIGN,
    what: 'an escape there ends a line, a text or a comment for the compiler alone',
  },
  {
    files: /\.(?:[cm]?[jt]sx?|cs|java)$/i,
    sign: ESCAPED_LETTER,
    what: 'a name may be written in escapes there, which no rule reads',
  },
  { files: /\.pyi?$/i, sign: COMPATIBLE, what: 'letters there look like others and are read as others' },
];

/** Why the changed lines may run what no rule sees in them; null where they do not. */
export function escapedCode({ path, text, changed }: DisguisedText): string | null {
  const rows = SIGNS.filter(({ files }) => files.test(path));
  if (rows.length === 0) return null;
  const lines = text.split('\n');
  for (const { sign, what } of rows) {
    for (const line of changed) if (sign.test(lines[line - 1] ?? '')) return `line ${line}: ${what}`;
  }
  return null;
}
