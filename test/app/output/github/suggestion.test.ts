import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { suggestionOf } from '../../../../app/output/github/suggestion.ts';
import type { ReviewComment } from '../../../../schemas/review.ts';
import { runs } from '../../../support/soak.ts';
import { aComment, anOutput } from '../build-review-output.ts';

const TEXT = [
  'def f(x):',
  '    if x:',
  '        return 1',
  '',
  '    return 2',
  '\tk = "[secret]**"',
  'done();',
  '',
].join('\n');
const { changeSet } = anOutput();

function suggest(overrides: Partial<ReviewComment>, lines: readonly [number, number], text: string | null = TEXT) {
  const location = { path: 'a.py', side: 'new' as const, startLine: lines[0], endLine: lines[1] };
  return suggestionOf(aComment({ location, ...overrides }), { changeSet, text });
}

describe('a suggestion', () => {
  test.each([
    ['the whole line', '    if x:', '    if y:', [2, 2], '    if y:'],
    ['a quote without its indentation', 'if x:', 'if y:', [2, 2], '    if y:'],
    [
      'the first line without it',
      'if x:\n        return 1',
      'if y:\n        return 3',
      [2, 3],
      '    if y:\n        return 3',
    ],
    ['all lines without it', 'if x:\n    return 1', 'if y:\n    return 3', [2, 3], '    if y:\n        return 3'],
    [
      'more lines than before',
      '        return 1',
      '        a()\n\n        return 1',
      [3, 3],
      '        a()\n\n        return 1',
    ],
    ['a deletion', '    return 2', '', [5, 5], ''],
    ['a line feed at the end', '    return 2', '    return 3\n', [5, 5], '    return 3'],
    ['a fence inside', '    return 2', '    """\n    ```\n    """', [5, 5], '    """\n    ```\n    """'],
  ] as const)('is made for %s', (_name, evidence, replacement, lines, expected) => {
    expect(suggest({ evidence, replacement }, lines)).toBe(expected);
  });

  test.each([
    ['a quote that is a part of the line', { evidence: 'x', replacement: 'y' }, [2, 2]],
    ['a quote of other lines', { evidence: '    if x:', replacement: '    if y:' }, [3, 3]],
    ['a quote of more lines than are commented', { evidence: '    if x:\n        return 1', replacement: 'y' }, [2, 2]],
    ['indentation that leaves a guess', { evidence: 'if x:', replacement: '  if y:' }, [2, 2]],
    ['the same text', { evidence: '    if x:', replacement: '    if x:' }, [2, 2]],
    ['nothing but space', { evidence: '    if x:', replacement: '   ' }, [2, 2]],
    ['a line that was blanked', { evidence: '\tk = "[secret]**"', replacement: '\tk = env()' }, [6, 6]],
    ['text that was blanked', { evidence: 'done();', replacement: 'done("[secret]**");' }, [7, 7]],
    ['what nobody would see', { evidence: 'done();', replacement: 'done(\u202e);' }, [7, 7]],
    ['a command to other bots', { evidence: 'done();', replacement: 'done();\n/merge' }, [7, 7]],
    ['no replacement', { evidence: 'done();', replacement: null }, [7, 7]],
    ['no quote', { evidence: null, replacement: 'x' }, [7, 7]],
    ['too much', { evidence: 'done();', replacement: 'x\n'.repeat(3000) }, [7, 7]],
    ['a comment on the file', { evidence: 'done();', replacement: 'x', placement: 'file' as const }, [7, 7]],
    ['lines that the file does not have', { evidence: 'done();\n\n', replacement: 'x' }, [7, 9]],
  ] as const)('is not made for %s', (_name, overrides, [from, to]) => {
    expect(suggest(overrides, [from, to])).toBeNull();
  });

  it('is not made for removed lines, unknown text, other line ends, or lines with a secret', () => {
    const wanted = { evidence: 'done();', replacement: 'over();' };
    expect(suggest(wanted, [7, 7])).toBe('over();');
    const location = { path: 'a.py', side: 'old' as const, startLine: 7, endLine: 7 };
    expect(suggest({ ...wanted, location }, [7, 7])).toBeNull();
    expect(suggest(wanted, [7, 7], null)).toBeNull();
    expect(suggest({ ...wanted, evidence: 'done();\r' }, [7, 7], TEXT.replaceAll('\n', '\r\n'))).toBeNull();
    const redaction = {
      path: 'a.py',
      side: 'new' as const,
      line: 7,
      startColumn: 0,
      endColumn: 3,
      rule: 'r',
      message: 'm',
      first: true,
      changed: false,
    };
    const comment = aComment({ ...wanted, location: { ...location, side: 'new' } });
    expect(suggestionOf(comment, { changeSet: { redactions: [redaction] }, text: TEXT })).toBeNull();
  });

  it('does to the file what replacing the quote would do, and nothing else', () => {
    const word = fc.constantFrom('a', 'b = 1', '}', '', 'if (x) {', '  deeper', '\ttab', 'x y');
    const lines = fc.array(
      fc.tuple(fc.constantFrom('', '  ', '    ', '\t'), word).map((parts) => parts.join('')),
      { minLength: 1, maxLength: 8 },
    );
    let made = 0;
    fc.assert(
      fc.property(
        lines,
        fc.nat(7),
        fc.nat(3),
        fc.constantFrom('exact', 'first', 'part'),
        fc.array(word, { maxLength: 3 }),
        (file, at, more, form, wanted) => {
          const start = at % file.length;
          const quoted = file.slice(start, start + more + 1);
          const whole = quoted.join('\n');
          const evidence =
            form === 'exact' ? whole : form === 'first' ? whole.replace(/^[ \t]+/, '') : whole.slice(1, -1);
          const replacement = wanted.join('\n');
          const location = { path: 'a.py', side: 'new' as const, startLine: start + 1, endLine: start + quoted.length };
          const suggested = suggestionOf(aComment({ location, evidence, replacement }), {
            changeSet,
            text: file.join('\n'),
          });
          if (suggested === null || replacement === '') return;
          made += 1;
          const applied = file.toSpliced(start, quoted.length, ...suggested.split('\n')).join('\n');
          const offset = file.slice(0, start).join('\n').length + (start > 0 ? 1 : 0) + whole.indexOf(evidence);
          const text = file.join('\n');
          // What all lines are indented by may be missing from all of them; such a quote stands nowhere as it is.
          if (!text.slice(offset).startsWith(evidence) || whole.indexOf(evidence) === -1) return;
          const replaced =
            text.slice(0, offset) + replacement.replace(/\n$/, '') + text.slice(offset + evidence.length);
          // An empty line is not indented.
          expect(applied.replace(/^[ \t]+$/gm, '')).toBe(replaced.replace(/^[ \t]+$/gm, ''));
        },
      ),
      { numRuns: runs(3000, 100_000) },
    );
    expect(made).toBeGreaterThan(50);
  });
});
