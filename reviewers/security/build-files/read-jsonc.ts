import { readJsonSettings } from './read-trees.ts';
import type { ManifestSetting } from './setting.ts';

/** A text, a comment, or a comma with nothing but white space and a bracket behind it. */
const TOKEN = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)|,(?=\s*[}\]])/g;
const KEY = /"(?:[^"\\\n]|\\.)*"(?=\s*:)/g;

/** The settings of JSON with comments and trailing commas; the reason where it is none, or where a key stands twice: tools differ in which one counts. */
export function readJsoncSettings(text: string): readonly ManifestSetting[] | string {
  const withoutComments = blanked(text.replace(/^\ufeff/, ' '));
  // Behind a comma a comment may have stood before the bracket.
  const plain = blanked(withoutComments);
  try {
    if (countKeys(JSON.parse(plain)) !== (plain.match(KEY) ?? []).length) return 'has a key twice';
  } catch {
    return 'is no JSON that can be read';
  }
  return readJsonSettings(plain);
}

function blanked(text: string): string {
  return text.replaceAll(TOKEN, (token) => (token.startsWith('"') ? token : token.replaceAll(/[^\n]/g, ' ')));
}

function countKeys(root: unknown): number {
  let count = 0;
  const open: unknown[] = [root];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    if (!Array.isArray(next)) count += Object.keys(next).length;
    open.push(...Object.values(next).filter((value) => typeof value === 'object'));
  }
  return count;
}
