import { createHash } from 'node:crypto';
import { visible } from './visible.ts';

/** The word that only delimiters carry. */
const WORD = 'docket-data';

/** Hex digits of the digest in a delimiter: 128 bits cannot be met by trying. */
const ID_LENGTH = 32;

/** Letters of other scripts that look like ours. */
const TWINS: Readonly<Record<string, string>> = { a: 'аɑα', c: 'сϲ', d: 'ԁ', e: 'еҽ', k: 'κк', o: 'оοօ', t: 'т' };
const FULL_WIDTH = 0xfee0;

const LESS_THAN = String.raw`[<＜﹤‹«〈《⟨⟪˂ᐸ❮❰⧼≺]|&lt;?|&#0*60;?|&#x0*3c;?|\\u003c|\\x3c|%3c`;

/** The word in any spelling; between its halves stand dashes, spaces, or nothing. */
const SPELLED = WORD.split('-')
  .map((half) => Array.from(half, similar).join(String.raw`\s*`))
  .join(String.raw`[\p{Pd}_\s]*`);

/** What could pass for a delimiter: its word behind anything like `<`, in any case, width, script and spacing, closed or not. */
const LOOK_ALIKE = new RegExp(`(${LESS_THAN})(\\s*(?:/\\s*)?${SPELLED})`, 'giu');

/**
 * Puts text that somebody else wrote between delimiters that it cannot contain: they carry the digest of that very text. Hidden characters
 * are made visible, and whatever looks like a delimiter is broken by a backslash. The same text always gives the same bytes. `kind` is ours.
 */
export function untrusted(kind: string, text: string): string {
  const safe = visible(text).replaceAll(LOOK_ALIKE, '$1\\$2');
  const id = createHash('sha256').update(safe).digest('hex').slice(0, ID_LENGTH);
  return `<${WORD} kind="${kind}" id="${id}">\n${safe}\n</${WORD} id="${id}">`;
}

function similar(letter: string): string {
  const wide = String.fromCodePoint((letter.codePointAt(0) ?? 0) + FULL_WIDTH);
  return `[${letter}${wide}${TWINS[letter] ?? ''}]`;
}
