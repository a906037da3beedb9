import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePath } from '../../../forge/diff/path.ts';
import { encodePath } from '../../../forge/local/git/path-bytes.ts';
import { runs } from '../../support/soak.ts';

test('any bytes of a path survive the way into text and back', () => {
  const Bytes = fc.oneof(
    fc.uint8Array(),
    fc.string({ unit: 'grapheme' }).map((text) => new TextEncoder().encode(text)),
  );
  fc.assert(
    fc.property(Bytes, fc.uint8Array(), (one, other) => {
      const bytes = Buffer.concat([one, other]);

      expect(encodePath(decodePath(bytes))).toEqual(bytes);
    }),
    { numRuns: runs(300, 30_000) },
  );
});

test('bytes that are not UTF-8 are lone surrogates', () => {
  expect(decodePath(Uint8Array.from([0x61, 0xff]))).toBe('a\uDCFF');
  expect(encodePath('a\uDCFF/ü')).toEqual(Buffer.from([0x61, 0xff, 0x2f, 0xc3, 0xbc]));
});
