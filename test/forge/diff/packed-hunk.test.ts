import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hunksOf, parseDiff } from '../../../forge/diff/parse-diff.ts';
import { packHunk } from '../../../forge/diff/packed-hunk.ts';
import type { DiffLine, Hunk } from '../../../schemas/change-set.ts';
import { runs } from '../../support/soak.ts';

const HUNK: Hunk = { oldStart: 3, oldLines: 2, newStart: 3, newLines: 2, section: 'f()', lines: [] };
const kinds = fc.constantFrom<DiffLine['kind']>('context', 'added', 'deleted');
const line = fc.record({ kind: kinds, text: fc.string({ unit: 'binary' }), last: fc.boolean() });

/** Lines as a diff numbers them. */
function numbered(
  drafts: readonly { readonly kind: DiffLine['kind']; readonly text: string; readonly last: boolean }[],
) {
  let [old, now] = [3, 5];
  return drafts.map(({ kind, text, last }): DiffLine => ({
    kind,
    oldLine: kind === 'added' ? null : old++,
    newLine: kind === 'deleted' ? null : now++,
    text,
    ...(last && { noNewline: true as const }),
  }));
}

describe('a packed hunk', () => {
  it('is the hunk that was packed, in JSON too, whatever its lines hold', () => {
    fc.assert(
      fc.property(fc.array(line), (drafts) => {
        const hunk = { ...HUNK, lines: numbered(drafts) };
        const packed = packHunk(hunk);
        expect(packed).toEqual(hunk);
        expect({ ...packed }).toEqual(hunk);
        expect(JSON.stringify(packed)).toBe(JSON.stringify(hunk));
      }),
      { numRuns: runs(300, 100_000) },
    );
  });

  it('keeps lines as they are that no diff has', () => {
    const odd: DiffLine[] = [
      { kind: 'added', oldLine: null, newLine: 7, text: 'a' },
      { kind: 'added', oldLine: null, newLine: 9, text: 'b' },
    ];
    expect(packHunk({ ...HUNK, lines: odd }).lines).toBe(odd);
  });

  it('gives lines that nobody can change for the next one, also when those of many others were read between', () => {
    const [file] = parseDiff(Buffer.from('--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n')).files;
    const [hunk] = file === undefined ? [] : hunksOf(file).map(packHunk);
    const before = hunk?.lines ?? [];
    expect(() => before.push({ kind: 'added', oldLine: null, newLine: 1, text: '' })).toThrow(TypeError);
    const many = Array.from({ length: 70 }, () =>
      packHunk({ ...HUNK, lines: numbered(Array(1000).fill({ kind: 'added', text: 'x', last: false })) }),
    );
    expect(many.reduce((sum, one) => sum + one.lines.length, 0)).toBe(70_000);
    expect(hunk?.lines).toEqual(before);
    expect(hunk?.lines).not.toBe(before);
  });
});
