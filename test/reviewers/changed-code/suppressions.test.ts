import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankSuppressions } from '../../../reviewers/changed-code/suppressions.ts';
import { runs } from '../../support/soak.ts';

const all = (text: string): Set<number> => new Set(text.split('\n').map((_, index) => index + 1));

const TABLE: readonly (readonly [text: string, blanked: string, directives: readonly string[]])[] = [
  ['// eslint-disable-next-line a', '// ________________________ a', ['eslint-disable-next-line']],
  ['f(); /* oxlint-disable-line */ g()', 'f(); /* ___________________ */ g()', ['oxlint-disable-line']],
  ['x = 1  # noqa: E501 # type: ignore[a]', 'x = 1  # ____: E501 # ____________[a]', ['noqa', 'type:ignore']],
  ['# Ruff : NoQA', '# ___________', ['Ruff:NoQA']],
  ['/*\n * eslint-disable a */', '/*\n * ______________ a */', ['eslint-disable']],
  ['<!-- secretlint-disable -->', '<!-- __________________ -->', ['secretlint-disable']],
  ["// don't // @ts-ignore", "// don't // __________", ['@ts-ignore']],
  ['s = "# noqa"', 's = "# noqa"', []],
  ["s = 'it\\'s // @ts-ignore'", "s = 'it\\'s // @ts-ignore'", []],
  ['// eslint-disabled is a word', '// eslint-disabled is a word', []],
  ['noqa = nosec', 'noqa = nosec', []],
];

describe('blankSuppressions', () => {
  it.each(TABLE)('%j', (text, expected, directives) => {
    const { text: blanked, blanked: found } = blankSuppressions(text, all(text));
    expect(blanked).toBe(expected);
    expect(found.map(({ directive }) => directive)).toEqual(directives);
  });

  it('touches changed lines only, and says which', () => {
    const text = 'a # noqa\nb # noqa\nc # noqa';
    const { text: blanked, blanked: found } = blankSuppressions(text, new Set([2, 9]));
    expect(blanked).toBe('a # noqa\nb # ____\nc # noqa');
    expect(found.map(({ line }) => line)).toEqual([2]);
  });

  it('keeps the length of every line, and finds nothing a second time', () => {
    const piece = fc.constantFrom(
      '# noqa',
      '//',
      '/*',
      '*/',
      'eslint-disable',
      '@ts-ignore',
      ' ',
      '\n',
      '"',
      "'",
      '\\',
      'é😀',
      'x',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const text = pieces.join('');
        const once = blankSuppressions(text, all(text));
        expect(once.text.split('\n').map((line) => line.length)).toEqual(text.split('\n').map((line) => line.length));
        expect(blankSuppressions(once.text, all(text)).blanked).toEqual([]);
      }),
      { numRuns: runs(200, 20_000) },
    );
  });
});
