const MOST_CHARACTERS = 256 * 1024;
/** A word as people write it, with the signs that may stand around it; marks of lists, numbers and dashes count for nothing. */
const WORD = /^["'“‘(]?\p{L}[\p{L}\p{M}'’-]{0,40}["'”’)]?[.,;:!?…]{0,3}["'”’)]?$/u;
const MARK = /^(?:[-–—*•&/]|\d{1,9}[.,):]?|[=_~-]{3,200})$/;
const END = /[.!?…。！？]["'”’)]?$/;
/** Fewer words are a name, a title or a value. */
const LEAST_WORDS = 6;
/** Of ten words so many must be words: one name of a file, an address or a number between them is no list of settings. */
const OF_TEN = 8;

/**
 * Whether a text is made of sentences, told by its form alone: at least one paragraph ends as a sentence does, and nothing stands between the
 * words that a program could take for a setting, a command or a list of names. Tools that read lines stumble over such a text.
 */
export function isRunningWords(text: string): boolean {
  if (text.length > MOST_CHARACTERS) return false;
  const paragraphs = text
    .replaceAll('\r\n', '\n')
    .split(/\n[ \t]*\n/)
    .filter((paragraph) => paragraph.trim() !== '');
  return paragraphs.every(isWords) && paragraphs.some(isSentence);
}

function isWords(paragraph: string): boolean {
  const tokens = tokensOf(paragraph);
  return tokens.filter((token) => WORD.test(token)).length * 10 >= tokens.length * OF_TEN && !paragraph.includes('\0');
}

function isSentence(paragraph: string): boolean {
  return tokensOf(paragraph).length >= LEAST_WORDS && END.test(paragraph.trimEnd());
}

function tokensOf(paragraph: string): string[] {
  return paragraph.split(/\s+/).filter((token) => token !== '' && !MARK.test(token));
}
