import { expect, it } from 'vitest';
import {
  BACKTICKS,
  BLOCK_COMMENT,
  blanked,
  DOUBLE,
  LINE_COMMENT,
  replaceTexts,
  SINGLE,
  type TextForm,
} from '../../../reviewers/changed-code/texts/replace-texts.ts';

const LINE: TextForm = { ...SINGLE, stops: '\n' };

it.each<readonly [string, readonly TextForm[], string]>([
  ['a "b" c', [DOUBLE], 'a _ c'],
  [String.raw`"a\"b" c`, [DOUBLE], '_ c'],
  [String.raw`"a\\" b "c"`, [DOUBLE], '_ b _'],
  [String.raw`\"a" b`, [DOUBLE], String.raw`\_ b`],
  ["it's '", [LINE], 'it_'],
  ["it's\n'a'", [LINE], "it's\n_"],
  ['"a', [DOUBLE], '"a'],
  [String.raw`"\"\"\" 'a'`, [DOUBLE, SINGLE], String.raw`"\"\"\" _`],
  ['"aaaa" "b"', [{ ...DOUBLE, longest: 3 }], '"aaaa_b"'],
  ['/* " */ "a" // "b"\n`', [DOUBLE, BLOCK_COMMENT, LINE_COMMENT, BACKTICKS], '_ _ _\n`'],
  ['/*/ a */ b', [BLOCK_COMMENT], '_ b'],
  ['/* a "b"', [BLOCK_COMMENT, DOUBLE], '/* a _'],
  ['"#{a["b"]}" c', [{ ...DOUBLE, inner: /#\{[^{}]*\}/y }], '_ c'],
  ['a / b / c', [{ opens: '/', closes: '/', only: (code, at) => code.charAt(at + 1) !== ' ' }], 'a / b / c'],
])('%j', (code, forms, bare) => {
  expect(replaceTexts(code, forms, '_')).toBe(bare);
});

it('tells what it replaces, and where', () => {
  expect(replaceTexts('a "b\nc" d', [DOUBLE], (found, at) => `${at}${blanked(found)}`)).toBe('a 2  \n   d');
});
