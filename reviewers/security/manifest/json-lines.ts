/** Texts, brackets, signs; white space and everything else between them says nothing about places. */
const TOKEN = /"(?:[^"\\]|\\[^])*(?:"|\\?$)|[{}[\],:]|\n/g;

/** The 1-based line of each key of a JSON text that parses, by the keys that lead to it. Of a key given twice the last counts. */
export function keyLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const path: (string | null)[] = [];
  let line = 1;
  let last: { readonly text: string; readonly line: number } | null = null;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '\n') line += 1;
    else if (token === '{' || token === '[') path.push(null);
    else if (token === '}' || token === ']') path.pop();
    else if (token === ',') path[path.length - 1] = null;
    else if (token === ':' && last !== null) {
      path[path.length - 1] = last.text;
      lines.set(placeOf(path), last.line);
    } else last = { text: String(JSON.parse(token)), line };
  }
  return lines;
}

/** How `keyLines` names a place. */
export function placeOf(keys: readonly (string | null)[]): string {
  return JSON.stringify(keys);
}
