/** Set by make itself, or by whoever builds, to programs and folders. */
const OWN =
  /^(?:MAKE\w*|CURDIR|RM|CC|CXX|CPP|LD|AR|AS|LEX|YACC|FC|GO|PYTHON|SHELL|DESTDIR|PREFIX|\w*FLAGS|\w*(?:bin|lib|share|man|data|sysconf)?dir|prefix|srcdir|top_\w+)$/i;

/** Something whose value nobody outside decides: how many arguments there are. A plain word would make a test of it constant. */
const WORD = '$#';

/**
 * Writes make's expansions as the shell's: `$$x` is `$x`, `$(shell cmd)` is `$(cmd)`, a setting that the file makes or that make knows is a word,
 * and any other name is a variable of the surroundings. Line breaks stay.
 */
export function expandMake(file: string): (text: string) => string {
  const names = new Set(file.split('\n').flatMap((line) => setName(line) ?? []));
  for (const [, name = ''] of file.matchAll(/^[ \t]{0,40}define[ \t]{1,40}([\w.-]{1,200})/gm)) names.add(name);
  // What another file may set is not known.
  const includes = /^ {0,40}-?s?include\b/m.test(file);
  const isWord = (name: string): boolean =>
    includes || names.has(name) || OWN.test(name) || !/^[A-Za-z_]\w*$/.test(name);
  const expand = (text: string): string => {
    let written = '';
    for (let at = 0; at < text.length; at += 1) {
      const [sign, next] = [text.charAt(at), text.charAt(at + 1)];
      if (sign !== '$') {
        written += sign;
      } else if (next === '(' || next === '{') {
        const end = closing(text, at + 1);
        written += inner(text.slice(at + 2, end));
        at = end;
      } else {
        written += next === '$' ? '$' : WORD;
        at += 1;
      }
    }
    return written;
  };
  const inner = (asked: string): string => {
    const script = /^shell\s([\s\S]*)$/.exec(asked)?.[1];
    if (script !== undefined) return `$(${expand(script)})`;
    if (/^[\w.-]+$/.test(asked) && !isWord(asked)) return `\${${asked}}`;
    return `${WORD}${'\\\n'.repeat(asked.split('\n').length - 1)}`;
  };
  return expand;
}

/** The name that a line gives a value to: `A = b`, `a: A := b`; null where it gives none, as in a recipe or a comment. */
function setName(line: string): string | null {
  const [head = ''] = line.split('=', 1);
  if (head.length === line.length || /^\t|#/.test(head)) return null;
  const name = head
    .replace(/[:?+!]{1,3}$/, '')
    .trimEnd()
    .split(/[^\w.-]/)
    .at(-1);
  return name === undefined || name === '' ? null : name;
}

/** Where the bracket at a place closes; the end of the text where it does not. */
export function closing(text: string, start: number): number {
  const [opens, closes] = text.charAt(start) === '(' ? ['(', ')'] : ['{', '}'];
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text.charAt(at) === opens) depth += 1;
    else if (text.charAt(at) === closes) depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}
