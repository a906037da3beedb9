/** Git's own measure: a NUL among the first bytes. */
const BINARY_WINDOW = 8000;

/**
 * The text of a file; null where it holds none. What begins with the mark of UTF-16 is text to every program that reads it, whatever git
 * takes it for.
 */
export function decodeBlob(bytes: Buffer): string | null {
  // What git takes for text it has shown byte by byte, and everybody must see the same.
  if (!bytes.subarray(0, BINARY_WINDOW).includes(0)) return bytes.toString('utf8');
  const encoding = encodingOf(bytes);
  if (encoding === null) return null;
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes('\0') ? null : text;
  } catch {
    // Half a character, or a sign that stands for nothing: it only looked like text.
    return null;
  }
}

function encodingOf(bytes: Buffer): 'utf-16le' | 'utf-16be' | null {
  const [first, second] = bytes;
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  // Four bytes a character are UTF-32, which nothing here reads.
  return first === 0xff && second === 0xfe && !(bytes[2] === 0 && bytes[3] === 0) ? 'utf-16le' : null;
}
