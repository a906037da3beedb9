import { expandTabs, splitAt, textWidth } from './text-width.ts';

/**
 * Breaks text into lines of at most so many columns: at spaces where there are any, else inside the word (text without spaces,
 * long addresses). Line ends stay; a line keeps its indentation, and its continuation lines take it over.
 */
export function wrapText(text: string, columns: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(expandTabs(line).trimEnd(), Math.max(columns, 8)));
}

function wrapLine(line: string, columns: number): string[] {
  if (textWidth(line) <= columns) return [line];
  const indent = ' '.repeat(Math.min(/^ */.exec(line)?.[0].length ?? 0, Math.floor(columns / 2)));
  const room = columns - indent.length;
  const lines: string[] = [];
  let current = '';
  for (const word of line.trim().split(/ +/)) {
    const joined = current === '' ? word : `${current} ${word}`;
    if (textWidth(joined) <= room) {
      current = joined;
      continue;
    }
    if (current !== '') lines.push(current);
    current = word;
    while (textWidth(current) > room) {
      const [head, rest] = splitAt(current, room);
      lines.push(head);
      current = rest;
    }
  }
  return [...lines, ...(current === '' ? [] : [current])].map((part) => `${indent}${part}`);
}
