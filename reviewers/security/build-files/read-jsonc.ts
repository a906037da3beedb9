import { strictJson } from '../../changed-code/texts/plain-json.ts';
import { readJsonSettings } from './read-trees.ts';
import type { ManifestSetting } from './setting.ts';

/** The settings of JSON with comments and trailing commas; the reason where it is none, or where a key stands twice: tools differ in which one counts. */
export function readJsoncSettings(text: string): readonly ManifestSetting[] | string {
  const { plain, keys } = strictJson(text.replace(/^\ufeff/, ' '));
  try {
    if (countKeys(JSON.parse(plain)) !== keys) return 'has a key twice';
  } catch {
    return 'is no JSON that can be read';
  }
  return readJsonSettings(plain);
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
