/**
 * A word with its marks and what an apostrophe joins to it, or a number. Tokenizers cut a text at these borders before they merge
 * anything (byte pairs behind a pattern), or nearly always come to the same (sentence pieces).
 */
const PIECE = /[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\p{N}+/gu;

/**
 * A number of tokens that no known tokenizer stays below on this text: one a word or number. Signs, spaces, line breaks and whatever repeats
 * itself count nothing, and a word counts one however long it is or whichever script it is in: long runs of spaces or letters, tables of
 * signs, base64 and text without spaces lower the floor more than the tokens.
 */
export function tokenFloor(text: string): number {
  let pieces = 0;
  for (const _ of text.matchAll(PIECE)) pieces += 1;
  return pieces;
}
