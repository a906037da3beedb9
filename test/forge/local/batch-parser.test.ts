import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BatchParser, type BatchAnswer } from '../../../forge/local/git/batch-parser.ts';
import { runs } from '../../support/soak.ts';

const LIMIT = 200;

const Body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  // Bodies that look like the protocol around them.
  fc.constantFrom('\n', '', 'abc blob 3\nxyz\n', `${'0'.repeat(40)} missing\n`).map((text) => Buffer.from(text)),
);
const Item = fc.oneof(Body, fc.constant(null));

function idOf(bytes: Uint8Array): string {
  return createHash('sha1').update(bytes).digest('hex');
}

/** What `git cat-file --batch` would write. */
function stream(items: readonly (Uint8Array | null)[]): Buffer {
  return Buffer.concat(
    items.map((bytes) =>
      bytes === null
        ? Buffer.from(`${'0'.repeat(40)} missing\n`)
        : Buffer.concat([Buffer.from(`${idOf(bytes)} blob ${bytes.length}\n`), bytes, Buffer.from('\n')]),
    ),
  );
}

function expected(bytes: Uint8Array | null): BatchAnswer {
  if (bytes === null) return { kind: 'missing' };
  if (bytes.length > LIMIT) return { kind: 'too-large', type: 'blob', size: bytes.length };
  return { kind: 'object', type: 'blob', bytes: Buffer.from(bytes) };
}

test('reads any objects, however the stream is cut', () => {
  fc.assert(
    fc.property(fc.array(Item, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 60 })), (items, cuts) => {
      const answers: BatchAnswer[] = [];
      const parser = new BatchParser(LIMIT, (answer) => answers.push(answer));
      let rest = stream(items);
      for (const cut of cuts) {
        parser.push(rest.subarray(0, cut));
        rest = rest.subarray(cut);
      }
      parser.push(rest);

      expect(answers).toEqual(items.map(expected));
    }),
    { numRuns: runs(200, 20_000) },
  );
});

test.each([
  ['no header', 'hello\n'],
  ['no line feed behind the object', `${'a'.repeat(40)} blob 3\nabcd`],
  ['an endless header', 'a'.repeat(10_000)],
])('refuses %s', (_, text) => {
  const parser = new BatchParser(LIMIT, () => undefined);

  expect(() => parser.push(Buffer.from(text))).toThrow(/not its protocol/);
});
