/**
 * Whether a name of a branch fits a pattern in which `*` is any text. Each star takes the least that fits, so it takes one way through the
 * name. Not a glob of paths: `main` is that branch alone, at no other depth.
 */
export function fitsName(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= end;
}
