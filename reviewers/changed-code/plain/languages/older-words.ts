/** Longer lines are no entries of a `when`. */
const LONGEST_LINE = 400;

/**
 * Kotlin as the grammar knows it, each word as long as before: the guard of an entry (`is A if b ->`) as a second condition, and an infix call
 * that begins with `e`, at which its lexer stumbles, under another name.
 */
export function olderKotlin(text: string): string {
  const named = text.replaceAll(' eq ', ' aq ');
  if (!named.includes(' if ')) return named;
  return named
    .split('\n')
    .map((line) => (line.length <= LONGEST_LINE && ENTRY.test(line.trimStart()) ? guarded(line) : line))
    .join('\n');
}

const ENTRY = /^!?i[sn]\s/;

function guarded(line: string): string {
  const at = line.indexOf(' if ');
  return at !== -1 && at < line.indexOf('->') ? `${line.slice(0, at)},   ${line.slice(at + 4)}` : line;
}

/**
 * C# without the first of two heads of one method that `#if` and `#else` choose between, since a grammar sees both and one body. A head holds
 * nothing that runs.
 */
export function olderCsharp(text: string): string {
  if (!text.includes('#else')) return text;
  const lines = text.split('\n');
  let opened: number | null = null;
  let other: number | null = null;
  for (const [index, line] of lines.entries()) {
    const word = line.trimStart();
    if (word.startsWith('#if')) [opened, other] = [index, null];
    else if (word.startsWith('#elif')) opened = null;
    else if (word.startsWith('#else')) other = index;
    else if (word.startsWith('#endif')) {
      if (opened !== null && other !== null && isHead(lines, opened, other) && isHead(lines, other, index)) {
        for (let each = opened; each <= other; each += 1) lines[each] = blank(lines[each] ?? '');
        lines[index] = blank(line);
      }
      opened = null;
    }
  }
  return lines.join('\n');
}

/** Whether there is a head of a method between two lines, and nothing else: no statement, no body. */
function isHead(lines: readonly string[], from: number, to: number): boolean {
  const inside = lines
    .slice(from + 1, to)
    .join('\n')
    .trim();
  return inside.endsWith(')') && !/[;{}]|=>|["'/#]/.test(inside);
}

const blank = (line: string): string => line.replace(/[^\r]/g, ' ');
