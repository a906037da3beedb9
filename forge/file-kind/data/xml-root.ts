/** The name of the first element of an XML text, with its name space prefix; null where the beginning has none. */
export function xmlRoot(text: string): string | null {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    while (/\s/.test(text.charAt(at))) at += 1;
    const end = endOfProlog(text, at);
    if (end === null) return /^<([A-Za-z_][\w.:-]{0,80})/.exec(text.slice(at, at + 100))?.[1] ?? null;
    if (end === -1) return null;
    at = end;
  }
}

/** Where a comment, an instruction or a document type that begins here ends; -1 where it is open, null where none begins. */
function endOfProlog(text: string, at: number): number | null {
  const close = text.startsWith('<!--', at)
    ? '-->'
    : text.startsWith('<?', at)
      ? '?>'
      : text.startsWith('<!', at)
        ? '>'
        : null;
  if (close === null) return null;
  const end = text.indexOf(close, at + 2);
  return end === -1 ? -1 : end + close.length;
}
