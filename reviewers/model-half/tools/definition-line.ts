const KEYWORDS = [
  'function|class|interface|type|enum|const|let|var|val|def|defp|fn|func|fun|sub|struct|union|trait|impl|module',
  'package|namespace|record|object|protocol|extension|typedef|macro_rules!|macro|define|static|final|abstract',
].join('|');
/** Longer lines are generated. */
const LONGEST = 500;
const STATEMENT =
  /^\s*(?:return|if|else|while|for|switch|case|await|throw|new|yield|import|export\s*\{|from|\/\/|#\s|\*|--)\b/;

/**
 * Whether a line looks as if it defined the name: behind a keyword of any usual language, as a method with a body, or as a key or variable
 * that gets a function. A guess, good enough to put likely places first.
 */
export function looksLikeDefinition(line: string, name: string): boolean {
  if (line.length > LONGEST) return false;
  const word = `(?<![\\p{L}\\p{N}_])${name.replaceAll(/[$?]/g, '\\$&')}(?![\\p{L}\\p{N}_])`;
  const byKeyword = new RegExp(
    `(?:^|[^\\p{L}\\p{N}_.])(?:${KEYWORDS})\\s*[*&]?\\s*(?:\\([^()]{0,80}\\)\\s*)?${word}`,
    'u',
  );
  if (byKeyword.test(line)) return true;
  if (STATEMENT.test(line)) return false;
  const byBody = new RegExp(`^[^=("'\`]*${word}\\s*(?:<[^<>]{0,80}>)?\\([^;]*\\{\\s*$`, 'u');
  const byValue = new RegExp(
    `${word}\\s*[:=]\\s*(?:async\\s*)?(?:function\\b|lambda\\b|\\([^()]{0,200}\\)\\s*(?::[^=]{0,80})?=>|[\\p{L}_$]{1,60}\\s*=>)`,
    'u',
  );
  return byBody.test(line) || byValue.test(line);
}
