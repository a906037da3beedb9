import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SecretSpan } from '../../../forge/forge.ts';
import { blankAll, blankSecrets, secretLines } from '../../../forge/redact/blank-secrets.ts';
import { runs } from '../../support/soak.ts';

function span(startLine: number, startColumn: number, endLine: number, endColumn: number): SecretSpan {
  return { startLine, startColumn, endLine, endColumn, rule: 'rule', message: 'message' };
}

function redacted(text: string, ...spans: readonly SecretSpan[]): string | null {
  const lines = secretLines(text.split('\n'), spans);
  return lines === null ? null : blankSecrets(text, lines);
}

describe('a secret becomes a placeholder of the same length', () => {
  test.each([
    ['long', 'key = 0123456789;', span(1, 6, 1, 16), 'key = [secret]**;'],
    ['as long as the marker', 'k=01234567', span(1, 2, 1, 10), 'k=[secret]'],
    ['short', 'pin 1234', span(1, 4, 1, 8), 'pin ****'],
    ['over lines', 'a BEGIN\nmiddle of it\nEND z', span(1, 2, 3, 3), 'a *****\n[secret]****\n*** z'],
    ['over CRLF lines', 'a BEGIN\r\nmiddle\r\nEND z\r', span(1, 2, 3, 3), 'a *****\r\n******\r\n*** z\r'],
    ['over an empty line', 'BEGIN\n\r\n\nEND', span(1, 0, 4, 3), '*****\n\r\n\n***'],
    ['with astral characters', '😀 𝒔𝒆𝒄𝒓𝒆𝒕 😀', span(1, 3, 1, 15), '😀 [secret]**** 😀'],
    ['that would cut a character in two', 'a😀b😀c', span(1, 2, 1, 5), 'a*****c'],
    ['reaching beyond its line', 'abc', span(1, 1, 1, 99), 'a**'],
  ])('%s', (_, text, where, expected) => {
    expect(redacted(text, where)).toBe(expected);
  });

  test('overlapping secrets are one placeholder', () => {
    expect(redacted('0123456789abcdef', span(1, 0, 1, 10), span(1, 4, 1, 16))).toBe('[secret]********');
  });

  test.each([
    ['a line that is not there', span(3, 0, 3, 1)],
    ['line zero', span(0, 0, 1, 1)],
    ['an end before its start', span(2, 0, 1, 1)],
  ])('a span on %s is not believed', (_, where) => {
    expect(redacted('a\nb', where)).toBeNull();
  });

  test('only the first line of a secret is marked as first', () => {
    const lines = secretLines(['', 'abc', 'def'], [span(1, 0, 3, 3)]);

    expect([...(lines ?? [])].map(([line, parts]) => [line, parts.map((part) => part.first)])).toEqual([
      [2, [true]],
      [3, [false]],
    ]);
  });
});

test('a text that was not searched is blanked whole', () => {
  expect(blankAll('short\r\n\nlonger than the marker')).toBe('*****\r\n\n[unscanned]***********');
});

/** What the result may look like, character for character: a placeholder inside of a span, the same text outside. */
function allowed(text: string, offsets: readonly (readonly [number, number])[]): RegExp {
  const isInside = (index: number): boolean => offsets.some(([from, to]) => index >= from && index < to);
  const pattern = [...text.split('').keys()].map((index) => {
    const unit = text[index] ?? '';
    const same = `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
    const isBreak = unit === '\n' || (unit === '\r' && (text[index + 1] === '\n' || index + 1 === text.length));
    if (isBreak) return same;
    if (isInside(index)) return String.raw`[*[\]secrt]`;
    // A character of two halves is blanked whole when a span touches one of them.
    return /[\uD800-\uDFFF]/.test(unit) ? String.raw`(?:${same}|[*[\]secrt])` : same;
  });
  return new RegExp(`^${pattern.join('')}$`);
}

test('any spans: lengths and line breaks stay, nothing inside a span survives, nothing outside of it changes', () => {
  const Text = fc.array(fc.constantFrom('a', 'B', '7', '😀', 'é', '\n', '\r\n', '\r', ' '), { maxLength: 60 });
  fc.assert(
    fc.property(Text, fc.array(fc.tuple(fc.nat(80), fc.nat(80)), { maxLength: 4 }), (units, ranges) => {
      const text = units.join('');
      const lines = text.split('\n');
      const at = (offset: number): readonly [number, number] => {
        const before = text.slice(0, offset).split('\n');
        return [before.length, before.at(-1)?.length ?? 0];
      };
      const offsets = ranges.map(
        ([a, b]) => [Math.min(a, b, text.length), Math.min(Math.max(a, b), text.length)] as const,
      );

      const result = redacted(text, ...offsets.map(([from, to]) => span(...at(from), ...at(to)))) ?? '';

      expect(result.split('\n').map((line) => line.length)).toEqual(lines.map((line) => line.length));
      expect(result).toMatch(allowed(text, offsets));
      expect(result.isWellFormed()).toBe(true);
    }),
    { numRuns: runs(300, 30_000) },
  );
});
