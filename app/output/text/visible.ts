/**
 * Characters that a reader cannot see or that move what he sees: C0 and C1 controls except tab and line feed, line and paragraph
 * separators, everything Unicode calls ignorable (bidirectional controls, zero-width and tag characters, fillers), lone
 * surrogates. The joiners U+200C and U+200D and the 16 variation selectors stay: words and emoji are spelt with them.
 */
const UNSEEN =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- such characters are what this looks for
  /[\0-\x08\v-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb\p{Surrogate}[\p{Default_Ignorable_Code_Point}--[\u200c\u200d\ufe00-\ufe0f]]]/gv;

/** Writes every unseen character as its code point, `\u{1b}`. A carriage return before a line feed is only a line end. */
export function makeVisible(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
