import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeBudget, changeText } from '../../../reviewers/model-pass/prompt/change-text.ts';
import { rankFiles } from '../../../reviewers/model-pass/prompt/rank-files.ts';
import { estimateTokens } from '../../../reviewers/model-pass/prompt/token-estimate.ts';
import { visibleName } from '../../../reviewers/model-pass/prompt/visible.ts';
import type { FilteredFile } from '../../../schemas/change-set.ts';
import { runs } from '../../support/soak.ts';
import { addedFile, CAPABILITY, changeOf } from './builders.ts';

const OPTIONS = { capability: CAPABILITY, findings: [], sensitivePaths: [] };
const small = (contextTokens: number, tools = true) => ({ ...OPTIONS, capability: { contextTokens, tools } });
const lines = (count: number, text = 'const value = compute(1, 2);') => Array.from({ length: count }, () => text);

describe('a change as text', () => {
  test('shows lines with their numbers on their side, and says what a file is', () => {
    const file = addedFile('src/b.ts', [], {
      status: 'R',
      oldPath: 'src/a.ts',
      added: 1,
      deleted: 1,
      hunks: [
        {
          oldStart: 6,
          oldLines: 2,
          newStart: 8,
          newLines: 2,
          section: 'function pay()',
          lines: [
            { kind: 'context', oldLine: 6, newLine: 8, text: 'const a = 1;' },
            { kind: 'deleted', oldLine: 7, newLine: null, text: 'old();' },
            { kind: 'added', oldLine: null, newLine: 9, text: 'now();', noNewline: true },
          ],
        },
      ],
    });
    const { text, shown } = changeText(changeOf([file]), OPTIONS);
    expect(text).toContain(
      [
        'R src/b.ts (from src/a.ts) +1 -1',
        '@@ -6,2 +8,2 @@ function pay()',
        '8  const a = 1;',
        '7 -old();',
        '9 +now(); [no line feed at the end of the file]',
      ].join('\n'),
    );
    expect([...shown]).toEqual(['src/b.ts']);
  });

  test('neither commit ids nor the label of the change are in it', () => {
    const { text } = changeText(changeOf([addedFile('a.ts', ['x'])]), OPTIONS);
    expect(text).not.toMatch(/a{40}|b{40}|c{40}|main\.\.\.topic/);
    expect(text).toContain('Pay in instalments');
    expect(text).toContain('Pay later');
  });

  test('files that are left out are listed with the reason', () => {
    const { hunks: _hunks, ...facts } = addedFile('yarn.lock', []);
    const filtered: FilteredFile[] = [{ ...facts, reason: 'lockfile' }];
    const skipped = [{ line: 7, lines: 3, reason: 'not a diff' }];
    const { text } = changeText(changeOf([], { filtered, skipped }), OPTIONS);
    expect(text).toContain('M yarn.lock (lockfile)');
    expect(text).toContain('3 lines of the input from line 7: not a diff');
  });

  test('carriage returns that every line has are told once, others are shown', () => {
    const all = changeText(changeOf([addedFile('a.txt', ['one\r', 'two\r'])]), OPTIONS).text;
    expect(all).toContain('1 +one\n2 +two');
    expect(all).toContain('CR LF');
    expect(changeText(changeOf([addedFile('a.txt', ['one\r', 'two'])]), OPTIONS).text).toContain(
      '1 +one[U+000D]\n2 +two',
    );
  });

  test('a change too large for the prompt lists what is to be had on demand', () => {
    const files = Array.from({ length: 30 }, (_, index) => addedFile(`src/f${index}.ts`, lines(100)));
    const { text, shown } = changeText(changeOf(files), small(40_000));
    expect(shown.size).toBeGreaterThan(5);
    expect(shown.size).toBeLessThan(30);
    expect(text.match(/\[patch on demand: file_diff\]/g)).toHaveLength(30 - shown.size);
    expect(estimateTokens(text)).toBeLessThan(changeBudget({ contextTokens: 40_000 }) * 1.05);
  });

  test('without tools nothing is promised', () => {
    const { text } = changeText(
      changeOf([addedFile('a.ts', lines(500)), addedFile('b.ts', lines(500))]),
      small(4_000, false),
    );
    expect(text).not.toContain('file_diff');
    expect(text).toMatch(/patch not shown|the rest cannot be shown/);
  });

  test('a huge patch is cut with a note, and the small ones behind it are whole', () => {
    const huge = addedFile('src/auth/huge.ts', lines(5_000));
    const others = [addedFile('src/x.ts', ['x']), addedFile('src/y.ts', ['y'])];
    const { text, shown } = changeText(changeOf([huge, ...others]), small(40_000));
    expect(text).toMatch(/\[only the first \d+ of 5000 lines of this patch are shown\]/);
    expect(text).toContain('M src/auth/huge.ts +5000 -0 [cut, the rest on demand: file_diff]');
    expect([...shown].toSorted()).toEqual(['src/x.ts', 'src/y.ts']);
  });

  test('a line that nobody wrote by hand is cut, and its file counts as not shown', () => {
    const { text, shown } = changeText(changeOf([addedFile('a.js', ['x'.repeat(50_000)])]), OPTIONS);
    expect(text).toContain('[48000 more characters]');
    expect(text).toContain('1 of its lines are longer than 2000 characters and were cut');
    expect(shown.size).toBe(0);
  });

  test('a long description is cut with a note', () => {
    const { text } = changeText(changeOf([], { body: 'y'.repeat(100_000) }), small(10_000));
    expect(text).toMatch(/\[\d+ more characters are not shown\]/);
    expect(estimateTokens(text)).toBeLessThan(4_000);
  });

  test('every changed path is in the text, whatever the size, and the same input gives the same bytes', () => {
    const path = fc.stringMatching(/^[a-z\u202e\n/. -]{1,20}$/).filter((name) => name.trim() !== '');
    const file = fc.tuple(path, fc.nat(300)).map(([name, count]) => addedFile(name, lines(count)));
    const files = fc.uniqueArray(file, { selector: (one) => one.newPath, maxLength: 30 });
    fc.assert(
      fc.property(files, fc.integer({ min: 200, max: 30_000 }), (all, context) => {
        const first = changeText(changeOf(all), small(context));
        const listing = first.text.slice(first.text.indexOf('# Changed files'), first.text.indexOf('# Patches'));
        for (const one of all) expect(listing).toContain(`M ${visibleName(one.newPath)} +`);
        expect(changeText(changeOf(all.toReversed()), small(context))).toEqual(first);
        for (const name of first.shown) {
          const whole = all.find((one) => one.newPath === name);
          const count = whole?.hunks[0]?.lines.length ?? 0;
          expect(first.text).toContain(`M ${visibleName(name)} +${count} -0${count > 0 ? '\n@@' : ''}`);
        }
      }),
      { numRuns: runs(40, 2_000) },
    );
  });
});

describe('ranking', () => {
  const order = (files: Parameters<typeof rankFiles>[0], options: Partial<Parameters<typeof rankFiles>[1]> = {}) =>
    rankFiles(files, { findings: [], sensitivePaths: [], ...options }).map(({ file }) => file.newPath);
  const file = (path: string, count = 10) => addedFile(path, lines(count));

  test('sensitive paths come first, tests and documents last, among equals the larger', () => {
    const files = [
      file('docs/a.md', 200),
      file('test/a.test.ts', 200),
      file('src/small.ts', 2),
      file('src/big.ts', 200),
      file('src/authToken.ts', 1),
    ];
    expect(order(files)).toEqual(['src/authToken.ts', 'src/big.ts', 'src/small.ts', 'test/a.test.ts', 'docs/a.md']);
  });

  test('what the checks found lifts a file', () => {
    const found = {
      severity: 'critical' as const,
      location: { path: 'src/a.ts', side: 'new' as const, startLine: 1, endLine: 1 },
    };
    expect(order([file('src/a.ts', 2), file('src/b.ts', 60)])).toEqual(['src/b.ts', 'src/a.ts']);
    expect(order([file('src/a.ts', 2), file('src/b.ts', 60)], { findings: [found] })).toEqual(['src/a.ts', 'src/b.ts']);
  });

  test('the configuration may add sensitive paths', () => {
    expect(order([file('src/a.ts'), file('src/z.ts')], { sensitivePaths: ['**/z.ts'] })).toEqual([
      'src/z.ts',
      'src/a.ts',
    ]);
  });

  test('equals stand in the order of their paths', () => {
    expect(order([file('src/b.ts'), file('src/B.ts'), file('src/a.ts')])).toEqual(['src/B.ts', 'src/a.ts', 'src/b.ts']);
  });
});
