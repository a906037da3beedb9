import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineStarts, positionAt, spanAt } from '../../analysers/positions.ts';
import { runs } from '../support/soak.ts';

it('finds the line and column that splitting gives', () => {
  const text = fc.array(fc.constantFrom('\n', '\r', 'a', '😀'), { maxLength: 30 }).map((pieces) => pieces.join(''));
  fc.assert(
    fc.property(text, fc.nat(), (content, seed) => {
      const offset = seed % (content.length + 1);
      const before = content.slice(0, offset).split('\n');
      expect(positionAt(lineStarts(content), offset)).toEqual({ line: before.length, column: before.at(-1)?.length });
    }),
    { numRuns: runs(200, 20_000) },
  );
});

it('gives the place of a span', () => {
  expect(spanAt(lineStarts('ab\ncd\n'), 1, 5)).toEqual({ startLine: 1, startColumn: 1, endLine: 2, endColumn: 2 });
});

it('can end lines as another language does', () => {
  expect(lineStarts('a\rb\r\nc\n', /\r\n|\r|\n/g)).toEqual([0, 2, 5, 7]);
});
