/**
 * Characters that people do not see or that change how text is shown: controls, bidirectional marks, zero-width characters, tags, private use and
 * lone surrogates. Tab and line feed are ordinary.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
const EMOJI_STYLE = 0xfe0f;

/**
 * A text in which nothing is hidden: what cannot be seen is written as `[U+202E]`, so that a model reads what a machine would run.
 * Emoji keep their variation selector, and lines keep their tabs and ends.
 */
export function visible(text: string): string {
  return text.replaceAll(HIDDEN, (character, at: number) => {
    if (character === '\n' || character === '\t') return character;
    const code = character.codePointAt(0) ?? 0;
    if (code === EMOJI_STYLE && /\p{Emoji}$/u.test(text.slice(Math.max(0, at - 2), at))) return character;
    return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}

/** A name on one line: a file name may hold line feeds and tabs too. */
export function visibleName(name: string): string {
  return visible(name).replaceAll('\n', '[U+000A]').replaceAll('\t', '[U+0009]');
}
