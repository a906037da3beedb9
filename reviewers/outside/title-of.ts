/** Longest title in characters; a heading, not the whole remark. */
const LONGEST = 120;

/** Shortened forms whose full stop does not end a sentence. */
const NOT_AN_END = /(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|no)|\b[A-Z])\.$/;

/** The first sentence of a remark, without its Markdown clothes, bounded. Empty only when the text has no word at all. */
export function titleOf(text: string): string {
  const line =
    text
      .split(/\r\n|[\n\r\u2028\u2029]/)
      .map(undress)
      .find((candidate) => candidate !== '') ?? '';
  return shorten(firstSentence(line));
}

/** Takes away what Markdown puts in front of or around a line: heading marks, quotes, bullets, emphasis, fences. */
function undress(line: string): string {
  return line
    .trim()
    .replace(/^(?:#{1,6}\s+|>\s*|[-*+]\s+|\d{1,3}[.)]\s+)+/, '')
    .replace(/^(?:```|~~~).*$/, '')
    .replace(/\*\*|__/g, '')
    .trim();
}

function firstSentence(line: string): string {
  for (const match of line.matchAll(/[.!?](?=\s)|[。！？]/g)) {
    const sentence = line.slice(0, match.index + 1);
    if (!NOT_AN_END.test(sentence)) return sentence;
  }
  return line;
}

/** Cuts at a word where one ends in the last third, and never inside a character. */
function shorten(sentence: string): string {
  const characters = Array.from(sentence);
  if (characters.length <= LONGEST) return sentence;
  const cut = characters.slice(0, LONGEST - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > LONGEST * (2 / 3) ? space : cut.length).join('')}…`;
}
