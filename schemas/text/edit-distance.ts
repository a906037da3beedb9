/** No name is longer; what is, is compared by its beginning, so that a word of a megabyte costs nothing. */
const LONGEST = 200;

/** How many letters have to be put in, taken out or replaced to make one word of the other (Levenshtein); a letter is a UTF-16 unit. */
export function editDistance(one: string, other: string): number {
  const [a, b] = [one.slice(0, LONGEST), other.slice(0, LONGEST)];
  let above = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= b.length; at += 1) {
      const replaced = (above[at - 1] ?? 0) + (a[row - 1] === b[at - 1] ? 0 : 1);
      line.push(Math.min(replaced, (above[at] ?? 0) + 1, (line[at - 1] ?? 0) + 1));
    }
    above = line;
  }
  return above[b.length] ?? 0;
}

/** The word that is nearest to what was written: the first of several; what was written where there are none. */
export function nearestWord(written: string, words: readonly string[]): string {
  let nearest = { word: written, far: Infinity };
  for (const word of words) {
    const far = editDistance(written, word);
    if (far < nearest.far) nearest = { word, far };
  }
  return nearest.word;
}
