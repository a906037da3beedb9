/** The words of the usual languages that stand before the name of what a line defines. */
const KEYWORDS = [
  'function|class|interface|type|enum|const|let|var|val|def|defp|fn|func|fun|sub|struct|union|trait|impl|module',
  'package|namespace|record|object|protocol|extension|typedef|macro_rules!|macro|define|static|final|abstract',
].join('|');
/** Longer lines are generated. */
const LONGEST = 500;
const STATEMENT =
  /^\s*(?:\}\s*)?(?:return|if|else|while|for|switch|case|catch|await|throw|new|yield|import|export\s*\{|from|\/\/|#\s|\*|--)\b/;
/** A comment in any usual language. */
const COMMENT = /^\s*(?:\/\/|\/\*|\*|#|--|;)/;
/** What is handed to a call is no list of parameters. */
const ARGUMENTS = /^\s*['"`]|=>|\bfunction\b/;
const WORD = /[\p{L}\p{N}_$]/u;
const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;
const BEHIND_KEYWORD = new RegExp(
  `(?:^|[^\\p{L}\\p{N}_.])(?:${KEYWORDS})(?=[\\s*&(])\\s*(?:[*&]\\s*)?(?:\\([^()]{0,80}\\)\\s*)?(?:self\\.)?([\\p{L}_$][\\p{L}\\p{N}_$]*)`,
  'u',
);
const GETS_A_FUNCTION =
  /^\s*(?:async\s*)?(?:function\b|lambda\b|\([^()]{0,200}\)\s*(?::[^=]{0,80})?=>|[\p{L}_$]{1,60}\s*=>)/u;

/**
 * Whether a line looks as if it defined the name: behind a keyword of any usual language, as a method with a body, or as a key or variable
 * that gets a function. A guess, good enough to put likely places first.
 */
export function looksLikeDefinition(line: string, name: string): boolean {
  if (line.length > LONGEST) return false;
  const word = `(?<![\\p{L}\\p{N}_])${name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(?![\\p{L}\\p{N}_])`;
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

/**
 * The name of the function, method, class or type that a line looks as if it began; null for any other line. A variable counts where it
 * gets a function. A guess by text, for every language with the usual words or braces.
 */
export function definedName(line: string): string | null {
  if (line.length > LONGEST || STATEMENT.test(line) || COMMENT.test(line)) return null;
  const assigned = line.search(/[:=]/);
  if (assigned > 0 && GETS_A_FUNCTION.test(line.slice(assigned + 1))) return lastName(line.slice(0, assigned));
  const behind = BEHIND_KEYWORD.exec(line);
  if (behind?.[1] !== undefined) return isVariable(line, behind.index) ? null : behind[1];
  const open = line.indexOf('(');
  if (open <= 0 || /[="'`;]/.test(line.slice(0, open)) || ARGUMENTS.test(line.slice(open + 1))) return null;
  const end = line.trimEnd();
  // A method: with its body behind it, or alone on its line behind a type, as where braces stand on lines of their own.
  const isMethod = end.endsWith('{') || (end.endsWith(')') && /\S\s+\S/.test(line.slice(0, open).trim()));
  return isMethod ? lastName(line.slice(0, open)) : null;
}

/** Values are no definitions that anybody calls. */
function isVariable(line: string, at: number): boolean {
  return (
    /^\W?(?:const|let|var|val|static|final)\b/.test(line.slice(at)) &&
    !/\b(?:class|interface|enum|struct|fun|func|fn|def|void)\b/.test(line)
  );
}

/** The name at the end of a text, in front of type parameters. */
function lastName(text: string): string | null {
  let before = text.trimEnd();
  if (before.endsWith('>')) before = before.slice(0, Math.max(0, before.lastIndexOf('<'))).trimEnd();
  let from = before.length;
  while (from > 0 && WORD.test(before.charAt(from - 1))) from -= 1;
  const name = before.slice(from);
  return NAME.test(name) ? name : null;
}
