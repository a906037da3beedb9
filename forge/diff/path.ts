import { Buffer, isUtf8 } from 'node:buffer';

/** Bytes that are not UTF-8 become U+DC80..U+DCFF, so that the name can be turned back into its bytes. */
const ESCAPE_BASE = 0xdc00;

const ESCAPES: Readonly<Record<string, number>> = {
  a: 0x07,
  b: 0x08,
  t: 0x09,
  n: 0x0a,
  v: 0x0b,
  f: 0x0c,
  r: 0x0d,
  '"': 0x22,
  '\\': 0x5c,
};

/** Decodes the bytes of a path: UTF-8 where it is, lone surrogates (`surrogateescape`) where it is not. */
export function decodePath(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isUtf8(buffer)) return buffer.toString('utf8');
  let path = '';
  for (let index = 0; index < buffer.length;) {
    const length = sequenceLength(buffer, index);
    path +=
      length === 0
        ? String.fromCharCode(ESCAPE_BASE + buffer.readUInt8(index))
        : buffer.toString('utf8', index, index + length);
    index += Math.max(length, 1);
  }
  return path;
}

/** As `decodePath`, for a text with one character a byte. */
export function decodeName(name: string): string {
  return isAscii(name) ? name : decodePath(Buffer.from(name, 'latin1'));
}

/** Reads a C-quoted name (`"a\tb\303\251"`) that begins at `start`. Null when it is not one. `next` is behind the closing quote. */
export function readQuoted(text: string, start: number): { readonly name: string; readonly next: number } | null {
  if (text[start] !== '"') return null;
  const parts: string[] = [];
  for (let index = start + 1; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '"') return { name: parts.join(''), next: index + 1 };
    if (character !== '\\') {
      parts.push(character);
      continue;
    }
    const octal = /^[0-3][0-7]{2}/.exec(text.slice(index + 1, index + 4))?.[0];
    const code = octal === undefined ? ESCAPES[text.charAt(index + 1)] : Number.parseInt(octal, 8);
    if (code === undefined) return null;
    parts.push(String.fromCharCode(code));
    index += octal === undefined ? 1 : 3;
  }
  return null;
}

/** A name that fills a whole field, quoted or raw. Null when its quoting is broken. */
export function readName(text: string): string | null {
  if (!text.startsWith('"')) return text;
  const quoted = readQuoted(text, 0);
  return quoted !== null && quoted.next === text.length ? quoted.name : null;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}

/** Length of the UTF-8 sequence at `index`; 0 where there is none. */
function sequenceLength(bytes: Buffer, index: number): number {
  const lead = bytes.readUInt8(index);
  const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  return index + length <= bytes.length && isUtf8(bytes.subarray(index, index + length)) ? length : 0;
}
