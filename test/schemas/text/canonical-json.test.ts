import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalJson, canonicalPieces } from '../../../schemas/text/canonical-json.ts';

/** The same value with the keys of every object in the opposite order. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, inner]) => [key, turned(inner)]),
  );
}

it('gives the same bytes whatever the order of the keys, and loses nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(turned(value))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 2000 },
  );
});

it('says the same in pieces', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.option(fc.jsonValue(), { nil: undefined })), (value) => {
      expect([...canonicalPieces(value)].join('')).toBe(canonicalJson(value));
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['{"b":1,"a":{"d":[2,1],"c":null}}', '{"a":{"c":null,"d":[2,1]},"b":1}'],
  // By code units: capital letters first, then a sign outside of the basic plane before one at its end.
  ['{"\ufb01":1,"\ud83d\ude00":2,"a":3,"B":4}', '{"B":4,"a":3,"\ud83d\ude00":2,"\ufb01":1}'],
  ['{"__proto__":1,"a":2}', '{"__proto__":1,"a":2}'],
])('writes %s as %s', (given, written) => {
  expect(canonicalJson(JSON.parse(given))).toBe(JSON.parse(`"${written.replaceAll('"', '\\"')}"`));
});
