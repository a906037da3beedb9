/** Made when a text needs them: to load the tables of Unicode takes a third of what a bare Node takes, and most lines are plain. */
let known: ReturnType<typeof unicode> | undefined;

function unicode() {
  return {
    graphemes: new Intl.Segmenter('en', { granularity: 'grapheme' }),
    /** Characters that take two columns: East Asian wide and full-width forms. */
    wide: /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f251}\u{20000}-\u{3fffd}]/u,
    emoji: /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[#*0-9]\ufe0f?\u20e3|\p{Regional_Indicator}{2}/u,
    nothing: /^[\p{Mark}\p{Default_Ignorable_Code_Point}]+$/u,
  };
}

const PLAIN = /^[\x20-\x7e]*$/;

/** What a reader sees as one character each. */
function graphemes(text: string): string[] {
  return PLAIN.test(text)
    ? text.split('')
    : Array.from((known ??= unicode()).graphemes.segment(text), ({ segment }) => segment);
}

/** Columns that a text without tabs and line ends takes on a terminal. */
export function textWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  return graphemes(text).reduce((columns, character) => columns + widthOf(character), 0);
}

/** Tabs as spaces up to the next multiple of `size` columns. */
export function expandTabs(text: string, size = 4): string {
  if (!text.includes('\t')) return text;
  return text.split('\t').reduce((line, part) => {
    const gap = size - (textWidth(line) % size);
    return `${line}${' '.repeat(gap)}${part}`;
  });
}

/** Cuts a line to so many columns; what was cut off shows as an ellipsis. */
export function cutText(text: string, columns: number): string {
  if (textWidth(text) <= columns) return text;
  return `${splitAt(text, Math.max(0, columns - 1))[0]}…`;
}

/** The text up to a column, and the rest. A character that would stand across the column goes to the rest. */
export function splitAt(text: string, columns: number): readonly [string, string] {
  let used = 0;
  let head = '';
  for (const character of graphemes(text)) {
    used += widthOf(character);
    if (used > columns) break;
    head += character;
  }
  return [head, text.slice(head.length)];
}

function widthOf(character: string): number {
  if (PLAIN.test(character)) return character.length;
  const { nothing, emoji, wide } = (known ??= unicode());
  if (nothing.test(character)) return 0;
  return emoji.test(character) || wide.test(character) ? 2 : 1;
}
