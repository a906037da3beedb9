/** What stands for everything beyond the bound. */
export const OTHER = 'other';

const WORD = /^[\w.:/@-]{1,100}$/;

/**
 * Words that label figures, no more of them than so many for the life of the process: each new one is a series that every server of figures
 * keeps. The first ones stay; what is later, or no word, is `other`.
 */
export function boundedWords(most: number): (word: string) => string {
  const known = new Set<string>();
  return (word) => {
    if (known.has(word)) return word;
    if (known.size >= most || !WORD.test(word)) return OTHER;
    known.add(word);
    return word;
  };
}

/** One of these words, or `other`. */
export function amongWords(words: readonly string[]): (word: string) => string {
  const known = new Set(words);
  return (word) => (known.has(word) ? word : OTHER);
}
