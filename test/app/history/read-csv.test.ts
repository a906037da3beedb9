import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCsv } from '../../../app/history/read-csv.ts';

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

it('reads back what was written in quotes, whatever it is', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', 'é', ' ') }).map((text) => text.trim());
  const row = fc.tuple(cell, cell);
  fc.assert(
    fc.property(fc.array(row), fc.constantFrom('\n', '\r\n', '\r'), (rows, end) => {
      const text = [['x', 'y'], ...rows].map((cells) => cells.map(quoted).join(',')).join(end);
      expect(readCsv(text)).toEqual(rows.map(([x, y]) => ({ x, y })));
    }),
  );
});

it.each([
  ['a,b\n1,2\n', [{ a: '1', b: '2' }]],
  [
    'a,b\r\n\r\n 1 , "2" \r\n,\r\n',
    [
      { a: '1', b: '2' },
      { a: '', b: '' },
    ],
  ],
  ['a,b\n1,', [{ a: '1', b: '' }]],
  ['', []],
])('reads %j', (text, rows) => {
  expect(readCsv(text)).toEqual(rows);
});

it.each([
  ['a\n"1', /row 2 has a quote/],
  ['a\n1"2"\n', /row 2 has a quote/],
  ['a\n"1"2\n', /row 2 has a quote/],
  ['a,b\n1\n', /row 2 has 1 cells and there are 2/],
  ['a,a\n', /"a" is there twice/],
])('refuses %j', (text, message) => {
  expect(() => readCsv(text)).toThrow(message);
});
