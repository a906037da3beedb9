/** Words for how sure somebody is, per mille: of CodeQL's `precision`, of Semgrep, Bandit and Burp, and what models say unasked. */
const CONFIDENCE_WORDS: ReadonlyMap<string, number> = new Map([
  ['certain', 1000],
  ['confirmed', 1000],
  ['definite', 1000],
  ['very high', 950],
  ['almost certain', 950],
  ['high', 850],
  ['firm', 800],
  ['likely', 750],
  ['probable', 750],
  ['medium', 600],
  ['moderate', 600],
  ['possible', 500],
  ['tentative', 400],
  ['low', 300],
  ['unlikely', 200],
  ['very low', 100],
]);

/** `Very-High confidence` -> `very high`; null for a word that nobody knows. */
export function confidenceOfWord(said: string): number | null {
  const word = said
    .toLowerCase()
    .replace(/[-_\s]+/g, ' ')
    .trim();
  return CONFIDENCE_WORDS.get(word.replace(/ confidence$|^confidence:? /, '')) ?? null;
}
