/** The head of a block of members for a type. */
const EXTENSION = /^[ \t]{0,40}extension(?=(?:<[\w, ]{1,80}>)?\([^()\n]{1,200}\)\s{0,80}(?:\{|where\b))/gm;
/** `A = [b]` within an initialiser. */
const LIST_GIVEN = /([{,]\s{0,80}[A-Z]\w{0,60} = )\[([^[\]{}\n]{0,300})\](?=\s{0,80}[,}])/g;

/** A class that has a base and no body, with what both are given; one space makes room for the braces. */
const WITHOUT_BODY =
  /\b(class [A-Z]\w{0,60}(?:<[\w, ]{1,80}>)?(?:\([^(){};]{0,500}\))?) (: [A-Z]\w{0,60}(?:<[\w, ]{1,80}>)?(?:\((?:[^(){};]|\([^(){};]{0,200}\)){0,500}\))?);/g;
/** What a type parameter may be, and no rule asks for. */
const ALLOWS = /\ballows ref struct\b/g;

/**
 * C# without the first of two heads of one method that `#if` and `#else` choose between, since a grammar sees both and one body. A head holds
 * nothing that runs. Members that extend a type as ones of a class, braces for a body that is missing, and the list that a property is given in the braces that it had before; `[type]`, which begins an attribute for the grammar, under another name.
 */
export function olderCsharp(whole: string): string {
  const text = whole
    .replaceAll(EXTENSION, (word) => word.replace('extension', 'class  Ex'))
    .replaceAll(WITHOUT_BODY, '$1$2{}')
    .replaceAll('[type]', '[tyqe]')
    .replaceAll(ALLOWS, 'class            ')
    .replaceAll(LIST_GIVEN, (_, head: string, said: string) => `${head}{${said}}`);
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

/** A text of as many spaces. */
export const blank = (line: string): string => line.replace(/[^\r]/g, ' ');
