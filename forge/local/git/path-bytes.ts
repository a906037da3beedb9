/** A lone surrogate that stands for one byte which is not UTF-8; with the `u` flag halves of a pair do not match. */
const ESCAPED_BYTE = /[\uDC80-\uDCFF]/u;

/** The bytes of a path, as `decodePath` was given them: lone surrogates become the bytes that they stand for. */
export function encodePath(path: string): Buffer {
  if (!ESCAPED_BYTE.test(path)) return Buffer.from(path, 'utf8');
  const pieces: Buffer[] = [];
  for (const character of path) {
    const escaped = ESCAPED_BYTE.test(character);
    pieces.push(escaped ? Buffer.from([character.charCodeAt(0) - 0xdc00]) : Buffer.from(character, 'utf8'));
  }
  return Buffer.concat(pieces);
}
