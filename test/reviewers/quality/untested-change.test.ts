import { expect, test } from 'vitest';
import { quality } from '../../../reviewers/quality/index.ts';
import type { Tree } from '../../support/change-from-trees.ts';
import { runChecks } from '../check-table.ts';

const OLD = 'export function price(order) {\n  return order.sum;\n}\n';
const DECIDES = OLD.replace('  return', '  if (order.isGift && order.sum < 5) return 0;\n  return');
const TESTS: Tree = { 'src/price.test.js': "it('sums', () => { expect(price({ sum: 1 })).toBe(1); });\n" };

/** The file at the head, other files at base and head, whether it is told. */
const ROWS: readonly (readonly [now: string, old: Tree, head: Tree, told: boolean])[] = [
  [DECIDES, TESTS, TESTS, true],
  [DECIDES, { 'test/price-test.js': '1;\n' }, { 'test/price-test.js': '1;\n' }, true],
  // No tests of this file, two files of its name, a test changed, or nothing is decided.
  [DECIDES, {}, {}, false],
  [DECIDES, { 'src/other.test.js': '1;\n' }, { 'src/other.test.js': '1;\n' }, false],
  [
    DECIDES,
    { 'test/price.test.js': '1;\n', 'lib/price.js': '1;\n' },
    { 'test/price.test.js': '1;\n', 'lib/price.js': '1;\n' },
    false,
  ],
  [DECIDES, TESTS, { ...TESTS, 'src/other.test.js': '1;\n' }, false],
  [OLD.replace('  return', '  log("if a && b || c");\n  // if (a && b)\n  return'), TESTS, TESTS, false],
  [OLD.replace('order.sum', 'order.total'), TESTS, TESTS, false],
];

test.each(ROWS)('%s %o %o: %s', async (now, old, head, told) => {
  const { reports } = await runChecks(
    quality,
    { old: { 'src/price.js': OLD, ...old }, new: { 'src/price.js': now, ...head } },
    { only: ['untested-change'] },
  );
  expect(reports.map(({ rule }) => rule)).toEqual(told ? ['untested-change'] : []);
});
