const REST = /^\s*(?:exports\[\] = ;\s*)*(?:\/\/ (?:Jest|Vitest|Bun) Snapshot[^\n]{0,200})?$/;

/**
 * Whether a snapshot of Jest does more than assign texts: Jest executes these files. Template literals are taken out, and nothing but
 * assignments may be left; an expression inside of one counts as running.
 */
export function snapshotRuns(text: string): boolean {
  // Rust's insta compares what stands below such a head; to Jest it is no program at all.
  if (/^---\nsource: [\w./-]{1,300}\n/.test(text)) return false;
  // Every sign that ends a line ends a comment too.
  if (/[\r\u2028\u2029]/.test(text.replaceAll('\r\n', '\n'))) return true;
  const outside: string[] = [];
  let start = 0;
  for (let open = text.indexOf('`'); open !== -1; open = text.indexOf('`', start)) {
    outside.push(text.slice(start, open));
    const close = endOfTemplate(text, open + 1);
    if (close === null) return true;
    start = close + 1;
  }
  outside.push(text.slice(start));
  return outside
    .join('')
    .split('\n')
    .some((line) => !REST.test(line));
}

/** The closing backtick; null where there is none, or where an expression stands before it. */
function endOfTemplate(text: string, from: number): number | null {
  for (let at = from; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '\\') at += 1;
    else if (sign === '`') return at;
    else if (sign === '$' && text[at + 1] === '{') return null;
  }
  return null;
}
