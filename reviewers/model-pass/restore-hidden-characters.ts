import type { ChangeSet } from '../../schemas/change-set.ts';
import { visible } from './prompt/visible.ts';

/**
 * A quote as the file has it: characters that the model was shown as `[U+202E]` are put back, unless that is not what the file's
 * lines hold (a document may speak of them in these very words).
 */
export function restoreHiddenCharacters(quote: string, path: string, { files }: Pick<ChangeSet, 'files'>): string {
  if (!quote.includes('[U+')) return quote;
  const file = files.find((one) => one.newPath === path || one.oldPath === path);
  const literal = file?.hunks.some((hunk) => hunk.lines.some((line) => line.text.includes('[U+'))) ?? false;
  if (literal) return quote;
  return quote.replaceAll(/\[U\+([0-9A-F]{4,6})\]/g, (shown, hex: string) => {
    const code = Number.parseInt(hex, 16);
    if (code > 0x10ffff) return shown;
    const character = String.fromCodePoint(code);
    return visible(character) === shown ? character : shown;
  });
}
