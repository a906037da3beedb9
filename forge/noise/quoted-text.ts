/**
 * A line with its quoted texts replaced by empty ones: `"a\"b"` (a backslash escapes) and, where asked for, `'a'` (nothing does). A quote that is
 * not closed on the line stays, with all behind it. One pass: what is not closed is looked for once.
 */
export function withoutQuoted(line: string, { single }: { readonly single: boolean }): string {
  let out = '';
  let from = 0;
  const open = { '"': true, "'": single };
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at];
    if ((sign !== '"' && sign !== "'") || !open[sign]) continue;
    const end = sign === '"' ? endOfDouble(line, at + 1) : line.indexOf("'", at + 1);
    if (end === -1) open[sign] = false;
    else {
      out += `${line.slice(from, at)}""`;
      from = end + 1;
      at = end;
    }
  }
  return out + line.slice(from);
}

function endOfDouble(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === '"') return at;
  }
  return -1;
}
