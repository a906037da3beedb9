import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitBody } from '../../../app/output/fit-body.ts';
import { runs } from '../../support/soak.ts';

const notices = {
  blocksLeft: (left: number) => `${left} blocks left out`,
  linesLeft: (left: number) => `${left} lines left out`,
};

describe('fitting a body', () => {
  it('keeps everything that fits to the byte', () => {
    expect(fitBody({ head: 'head', blocks: ['ab', 'cd'], lines: ['x'], ...notices }, 100)).toBe(
      'head\n\nab\n\ncd\n\nx\n',
    );
  });

  it('never grows beyond the limit, and counts what it leaves out', () => {
    const piece = fc.tuple(fc.constantFrom('B', 'ü', '漢'), fc.integer({ min: 1, max: 120 }));
    const pieces = fc.array(piece, { maxLength: 12 });
    fc.assert(
      fc.property(pieces, pieces, fc.integer({ min: 120, max: 1500 }), (blocks, lines, limit) => {
        const text = fitBody(
          {
            head: 'head',
            blocks: blocks.map(([character, count]) => `b${character.repeat(count)}`),
            lines: lines.map(([character, count]) => `l${character.repeat(count)}`),
            ...notices,
          },
          limit,
        );
        const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0;
        const left = (what: string) => Number(new RegExp(`(\\d+) ${what} left out`).exec(text)?.[1] ?? 0);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(limit);
        expect(count(/^b[Bü漢]/gm) + left('blocks')).toBe(blocks.length);
        expect(count(/^l[Bü漢]/gm) + left('lines')).toBe(lines.length);
      }),
      { numRuns: runs(500, 20_000) },
    );
  });
});
