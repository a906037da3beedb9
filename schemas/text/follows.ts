/**
 * Whether something stands at most `within` characters behind something else, told in one pass however often the first one stands there. The
 * global pattern names what it finds: `first`, `then`, and `stop`, which the two may not have between them.
 */
export function follows(text: string, tokens: RegExp, within: number): boolean {
  let since = -Infinity;
  for (const { index, 0: token, groups } of text.matchAll(tokens)) {
    if (groups?.['then'] !== undefined && index - since <= within) return true;
    if (groups?.['first'] !== undefined) since = index + token.length;
    else if (groups?.['stop'] !== undefined) since = -Infinity;
  }
  return false;
}
