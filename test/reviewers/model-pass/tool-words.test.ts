import fc from 'fast-check';
import picomatch from 'picomatch';
import { expect, test } from 'vitest';
import { looksLikeDefinition } from '../../../schemas/text/definition-line.ts';
import { matchGlob } from '../../../reviewers/model-pass/tools/match-glob.ts';
import { runs } from '../../support/soak.ts';

test.each<[glob: string, path: string, fits: boolean]>([
  ['*.ts', 'src/a.ts', true],
  ['*.ts', 'src/a.tsx', false],
  ['src/*.ts', 'src/a.ts', true],
  ['src/*.ts', 'src/b/a.ts', false],
  ['src/**', 'src/b/a.ts', true],
  ['**/a.ts', 'a.ts', true],
  ['**/a.ts', 'x/y/a.ts', true],
  ['**/b/**/a.ts', 'b/a.ts', true],
  ['?.ts', 'a.ts', true],
  ['?.ts', '\u{1f600}.ts', true],
  ['a.ts', 'b.ts', false],
  ['**', 'any/thing', true],
])('the glob %s and %s: %s', (glob, path, fits) => {
  expect(matchGlob(path, glob)).toBe(fits);
});

test('globs fit as picomatch says, within what is understood', () => {
  const name = fc.stringMatching(/^[ab]{1,4}$/);
  const glob = fc.stringMatching(/^[ab*?]{1,5}$/).filter((text) => !text.includes('**'));
  const globs = fc.array(fc.oneof(glob, fc.constant('**')), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(fc.array(name, { minLength: 2, maxLength: 5 }), globs, (parts, pattern) => {
      // picomatch lets a closing `/**` fit the folder itself, which no file is.
      fc.pre(pattern.at(-1) !== '**');
      expect(matchGlob(parts.join('/'), pattern.join('/'))).toBe(picomatch.isMatch(parts.join('/'), pattern.join('/')));
    }),
    { numRuns: runs(500, 20_000) },
  );
});

test('no glob takes long', () => {
  const glob = '*a'.repeat(150);
  expect(matchGlob('a'.repeat(4000), `${glob}b`)).toBe(false);
});

test.each<[line: string, name: string, defines: boolean]>([
  ['export function total(order) {', 'total', true],
  ['async function* total() {', 'total', true],
  ['const total = 1;', 'total', true],
  ['class Total extends Sum {', 'Total', true],
  ['def total(self):', 'total', true],
  ['func (o *Order) Total() int {', 'Total', true],
  ['func Total() int {', 'Total', true],
  ['pub fn total(&self) -> u32 {', 'total', true],
  ['  total(order: Order): number {', 'total', true],
  ['  public static int total(Order o) {', 'total', true],
  ['  total: (order) => order.sum,', 'total', true],
  ['exports.total = function (order) {', 'total', true],
  ['#define TOTAL 7', 'TOTAL', true],
  ['interface $Total {', '$Total', true],
  ['const subtotal = 1;', 'total', false],
  ['  return total(order);', 'total', false],
  ['if (total(order)) {', 'total', false],
  ['const x = total(order);', 'total', false],
  ["import { total } from './total';", 'total', false],
  [`const total = ${'x'.repeat(600)}`, 'total', false],
])('%s defines %s: %s', (line, name, defines) => {
  expect(looksLikeDefinition(line, name)).toBe(defines);
});
