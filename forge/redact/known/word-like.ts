/** More consonants in a row than words of European languages have ("Angstschweiß" has eight with its `sch`; short of that, five are rare). */
const CLUSTER = /[bcdfghjklmnpqrstvwxz]{5}/i;

/** Whether letters could be a word, or a part of one; random letters hardly ever are for long. */
export function isWordLike(letters: string): boolean {
  if (!/^[a-z]+$/i.test(letters) || CLUSTER.test(letters)) return false;
  const vowels = letters.match(/[aeiouy]/gi)?.length ?? 0;
  return vowels * 5 >= letters.length && !/[a-z][A-Z][a-z]?[A-Z]|q[^u]|[jvwxz]{2}/.test(letters);
}
