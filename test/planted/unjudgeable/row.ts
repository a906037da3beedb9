/**
 * One kind of file that nothing judges: what it is, where it stands, and its text. A line that begins with `«` is there before the change
 * only, one with `»` after it. `to` is where a rename puts it, if the name decides what the file is.
 */
export type TextRow = readonly [kind: string, path: string, marked: string, to?: string];

/** The text before or after the change, without the marks. */
export function unmarked(marked: string, side: 'base' | 'head'): string {
  const other = side === 'base' ? '»' : '«';
  const lines = marked.replace(/^\n/, '').split('\n');
  const kept = lines.filter((line) => !line.startsWith(other)).map((line) => line.replace(/^[«»]/, ''));
  return `${kept.join('\n').trimEnd()}\n`;
}
