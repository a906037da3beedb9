import { InputError } from '../../schemas/problem.ts';

/** Byte order marks and what they announce. Windows tools write UTF-16 when their output is redirected. */
const MARKS: readonly { readonly bytes: readonly number[]; readonly encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

/** The text of a file of findings: UTF-8, or UTF-16 with a byte order mark. Throws an `InputError` for anything else. */
export function decodeText(bytes: Uint8Array, where: string): string {
  const mark = MARKS.find((candidate) => candidate.bytes.every((byte, at) => bytes[at] === byte));
  const encoding = mark?.encoding ?? 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new InputError({
      what: `The file is not text in ${encoding.toUpperCase()}.`,
      where,
      remedy: 'Write it as UTF-8, or as UTF-16 with a byte order mark.',
      cause,
    });
  }
}
