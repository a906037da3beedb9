import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mentionOf, removedModule, signsOf } from '../../../reviewers/quality/removed/removed-module.ts';
import { runs } from '../../support/soak.ts';

const PATHS = [
  'src/auth.js',
  'auth.ts',
  'lib/a/index.js',
  'index.js',
  'app/checks.py',
  'src/a.b.py',
  'x/y/__init__.py',
];
const FROM = ['src/app.js', 'app.js', 'lib/a/b.js', 'lib/a.js', 'app/a.py', 'x/y/z.py', 'package.json'];
const PIECES = [
  // A folder is named without a word of it.
  "'.'",
  "'..'",
  '"./"',
  '`../`',
  "'./index'",
  "'../..'",
  'import ',
  'from ',
  'require(',
  'export ',
  ' import ',
  "'",
  '"',
  '`',
  '.',
  '..',
  './',
  '../',
  '/',
  ':',
  '@/',
  '?x',
  'auth',
  'auth.js',
  'src/',
  'lib/',
  'a',
  'a/',
  'index',
  'index.js',
  'app',
  'checks',
  'x',
  'y',
  '.py',
  '.b',
  ' ',
  ',',
];

it('every line that names a removed file has one of the signs by which files are chosen', () => {
  let named = 0;
  const Line = fc.array(fc.constantFrom(...PIECES), { minLength: 2, maxLength: 9 }).map((pieces) => pieces.join(''));
  const Place = fc.record({ removed: fc.constantFrom(...PATHS), from: fc.constantFrom(...FROM), text: Line });
  fc.assert(
    fc.property(Place, ({ removed, from, text }) => {
      const module = removedModule(removed);
      if (module === null) throw new Error(`${removed} is no module`);
      // A line without the word is not found at all.
      if (!text.includes(module.word) || mentionOf({ path: from, text }, module, () => false) === null) return;
      named += 1;
      expect(signsOf(module).some((sign) => text.includes(sign))).toBe(true);
    }),
    { numRuns: runs(40_000, 2_000_000), seed: 7 },
  );
  expect(named).toBeGreaterThan(100);
});
