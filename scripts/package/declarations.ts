import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const IMPORTED = /(?:from|import\() ?'(\.{1,2}\/[^']+)\.(?:js|ts)'/g;

/** A declaration file and all that it imports, directly or by others, by their paths below `folder`. */
export function declarationsBelow(folder: string, entry: string): Map<string, string> {
  const found = new Map<string, string>();
  const open = [entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    found.set(path, text);
    // Examples in comments import what is not ours.
    for (const [, to = ''] of text.replaceAll(/^ *(?:\/\*)?\*.*$/gm, '').matchAll(IMPORTED))
      open.push(normalize(join(dirname(path), `${to}.d.ts`)));
  }
  return found;
}
