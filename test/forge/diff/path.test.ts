import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeName, decodePath, readName, readQuoted } from '../../../forge/diff/path.ts';
import { runs } from '../../support/soak.ts';

describe('bytes of a path', () => {
  test.each([
    ['UTF-8', 'h\xc3\xa9/\xf0\x9f\x98\x80', 'h\u00e9/\u{1f600}'],
    ['Latin-1', 'caf\xe9.txt', 'caf\udce9.txt'],
    ['both', '\xc3\xa9\xff\x80', '\u00e9\udcff\udc80'],
    ['an encoded surrogate', '\xed\xb3\xbf', '\udced\udcb3\udcbf'],
    ['an overlong slash', '\xc0\xaf', '\udcc0\udcaf'],
    ['a sequence that is cut off', 'a\xe6\x97', 'a\udce6\udc97'],
  ])('%s', (_name, bytes, path) => {
    expect(decodeName(bytes)).toBe(path);
  });

  test('can be had back from the text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        expect(encode(decodePath(bytes))).toEqual(Buffer.from(bytes));
      }),
      { numRuns: runs(500, 100_000) },
    );
  });
});

describe('quoted names', () => {
  test.each([
    ['"a\\tb\\n\\"\\\\"', 'a\tb\n"\\'],
    ['"\\377\\001"', '\xff\x01'],
    ['"\\a\\b\\v\\f\\r"', '\x07\b\v\f\r'],
    ['raw name', 'raw name'],
  ])('%s', (quoted, name) => {
    expect(readName(quoted)).toBe(name);
  });

  test.each(['"open', '"\\x"', '"\\9"', '"\\777"', '"a"b', '"\\'])('%s is broken', (quoted) => {
    expect(readName(quoted)).toBeNull();
  });

  test('say where they end', () => {
    expect(readQuoted('x "a\\"" y', 2)).toEqual({ name: 'a"', next: 7 });
  });
});

/** The way back: UTF-8, and each lone surrogate its byte. */
function encode(path: string): Buffer {
  return Buffer.concat(Array.from(path, encodeCharacter));
}

function encodeCharacter(character: string): Buffer {
  const code = character.codePointAt(0) ?? 0;
  return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character, 'utf8');
}
