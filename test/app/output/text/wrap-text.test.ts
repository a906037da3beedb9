import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, expandTabs, textWidth } from '../../../../app/output/text/text-width.ts';
import { wrapText } from '../../../../app/output/text/wrap-text.ts';
import { runs } from '../../../support/soak.ts';

describe('the width of text', () => {
  it.each([
    ['abc', 3],
    ['漢字', 4],
    ['👩‍👩‍👧‍👦', 2],
    ['e\u0301', 1],
    ['\u200d', 0],
    ['🇩🇪', 2],
    ['❤\ufe0f', 2],
    ['✓', 1],
    ['가', 2],
    ['', 0],
  ])('%j takes %i columns', (text, columns) => {
    expect(textWidth(text)).toBe(columns);
  });

  it('expands tabs to the next stop, wide characters counted', () => {
    expect(expandTabs('\ta\tb')).toBe('    a   b');
    expect(expandTabs('漢\tb')).toBe('漢  b');
  });

  it('cuts no character in two', () => {
    expect(cutText('漢字漢字', 6)).toBe('漢字…');
    expect(cutText('漢字漢字', 8)).toBe('漢字漢字');
  });
});

describe('wrapping', () => {
  it.each([
    ['one two three', 8, ['one two', 'three']],
    ['  indented text here', 12, ['  indented', '  text here']],
    ['漢字漢字漢字', 8, ['漢字漢字', '漢字']],
    ['a\n\nb', 10, ['a', '', 'b']],
    ['https://example.org/long', 12, ['https://exam', 'ple.org/long']],
  ])('%j at %i', (text, columns, lines) => {
    expect(wrapText(text, columns)).toEqual(lines);
  });

  it('keeps within the columns and loses only spaces', () => {
    const text = fc.string({ unit: 'grapheme' }).map((raw) => raw.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, ' '));
    fc.assert(
      fc.property(text, fc.integer({ min: 8, max: 60 }), (words, columns) => {
        const lines = wrapText(words, columns);
        for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
        expect(lines.join('').replace(/\s/g, '')).toBe(words.replace(/\s/g, ''));
      }),
      { numRuns: runs(200, 10_000) },
    );
  });
});
