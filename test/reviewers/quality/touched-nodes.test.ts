import { afterAll, expect, it } from 'vitest';
import { createAnalyserPool } from '../../../analysers/pool.ts';
import type { PlainSlip } from '../../../reviewers/quality/plain/plain-slip.ts';
import { plainSlips } from '../../../reviewers/quality/plain/plain-slips.ts';
import { touchedNodes } from '../../../reviewers/quality/plain/touched-nodes.ts';
import { SLIP_ROWS } from '../plain-rows.ts';
import { RUST_SLIP_ROWS } from '../plain-rust-rows.ts';
import { plainSyntaxOf } from '../plain-syntax-of.ts';

const pool = createAnalyserPool();
afterAll(() => pool.close());

const told = (slips: readonly PlainSlip[]): readonly string[] =>
  slips.map(({ rule, node, name }) => `${rule} ${node.start} ${node.end} ${name}`);

it('finds on each single line what looking at the whole file finds there', async () => {
  let found = 0;
  for (const [path, , flagged, unflagged] of [...SLIP_ROWS, ...RUST_SLIP_ROWS]) {
    for (const text of [flagged, unflagged]) {
      const syntax = await plainSyntaxOf(pool, path, text);
      const whole = plainSlips(syntax);
      for (let line = 1; line <= text.split('\n').length; line += 1) {
        const isTouched = touchedNodes(text, new Set([line]));
        const there = told(whole.filter(({ node }) => isTouched(node)));
        found += there.length;
        expect(told(plainSlips(syntax, isTouched).filter(({ node }) => isTouched(node))), `${path} ${line}`).toEqual(
          there,
        );
      }
    }
  }
  expect(found).toBeGreaterThan(SLIP_ROWS.length);
});

it.each([
  [[1], ['a', 'b ab']],
  [[2], ['b', 'b ab']],
  [[3], ['c']],
  [
    [1, 2],
    ['a', 'b', 'b ab'],
  ],
  [
    [1, 3],
    ['a', 'c', 'b ab'],
  ],
  [[4], []],
  [[], []],
])('lines %j touch %j', (lines, names) => {
  const nodes = [
    { name: 'a', start: 0, end: 1 },
    { name: 'b', start: 3, end: 4 },
    { name: 'c', start: 6, end: 7 },
    { name: 'b ab', start: 0, end: 4 },
  ];
  const isTouched = touchedNodes('aa\nbb\ncc', new Set(lines));
  expect(nodes.filter((node) => isTouched(node as never)).map(({ name }) => name)).toEqual(names);
});
