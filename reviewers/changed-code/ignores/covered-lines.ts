/** A statement of more lines is bound by its first ones. */
const MOST_LINES = 20;
/** How far below a comment its code may begin: further comments and blank lines. */
const MOST_BETWEEN = 10;
const BLANK_OR_COMMENT = /^\s*(?:$|\/\/|\/\*|\*|#(?!\[|include|define|if|!)|--|<!--|;|%|\{\/\*|@?REM\b)/i;

/**
 * The 1-based lines of the code that a comment is bound to: the statement on its own line, or the first one below it. A statement ends where
 * its round and square brackets are closed; a block that it opens is not part of it.
 */
export function coveredLines(
  lines: readonly string[],
  comment: number,
  isWholeLine: boolean,
): readonly [first: number, last: number] {
  let first = comment;
  if (isWholeLine) {
    first += 1;
    while (first - comment < MOST_BETWEEN && BLANK_OR_COMMENT.test(lines[first] ?? '') && first < lines.length - 1)
      first += 1;
  }
  first = Math.min(first, lines.length - 1);
  let depth = 0;
  let last = first;
  for (let at = first; at < Math.min(lines.length, first + MOST_LINES); at += 1) {
    last = at;
    depth += openedBy(lines[at] ?? '');
    if (depth <= 0) break;
  }
  return [first + 1, last + 1];
}

/** How many more round and square brackets a line opens than it closes; those in strings are passed over. */
function openedBy(line: string): number {
  let depth = 0;
  let quote = '';
  for (let at = 0; at < Math.min(line.length, 2000); at += 1) {
    const sign = line.charAt(at);
    if (sign === '\\') at += 1;
    else if (quote !== '') quote = sign === quote ? '' : quote;
    else if (`"'\``.includes(sign)) quote = sign;
    else if (sign === '(' || sign === '[') depth += 1;
    else if (sign === ')' || sign === ']') depth -= 1;
  }
  return depth;
}
