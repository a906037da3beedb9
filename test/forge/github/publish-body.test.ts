import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readMarker } from '../../../forge/github/publish/marker.ts';
import { reviewBody, withPlace } from '../../../forge/github/publish/review-body.ts';
import type { ReviewMark } from '../../../schemas/publication.ts';
import { runs } from '../../support/soak.ts';
import { comment, publication } from './publishing-scene.ts';

const HEAD = '1'.repeat(40);
const MARK: ReviewMark = { kind: 'review', publication: publication(1), head: HEAD };

describe('the place of a comment that does not stand there', () => {
  const cases: readonly [string, Parameters<typeof comment>[2], 'file' | 'body', string][] = [
    ['one line', { line: 3 }, 'file', 'line 3'],
    ['several lines', { start: 3, line: 5 }, 'file', 'lines 3 to 5'],
    ['the old side', { side: 'old', line: 3 }, 'file', 'line 3 before the change'],
    ['in the review', { line: 3 }, 'body', '` a.ts `, line 3'],
    ['a whole file in the review', { line: null }, 'body', '` a.ts `'],
    ['a path with backticks', { path: 'a`b``c.ts' }, 'body', '``` a`b``c.ts ```, line 3'],
    ['a path with line ends and controls', { path: 'a\n# b\u202e.ts' }, 'body', '` a\ufffd# b\ufffd.ts `, line 3'],
    ['a path that is not UTF-8', { path: 'a\udcff.ts' }, 'body', '` a\ufffd.ts `, line 3'],
  ];
  it.each(cases)('%s', (_name, place, as, expected) => {
    expect(withPlace(comment(HEAD, 'c', place), as).split('\n\n')[0]).toBe(expected);
  });

  it('is not told of a whole file on that file', () => {
    expect(withPlace(comment(HEAD, 'c', { line: null }), 'file')).toBe('Concern c');
  });
});

describe('the text of a review', () => {
  it('is its own text where every comment has a place', () => {
    expect(readMarker(reviewBody(MARK, 'New.', []).body)).toEqual({ mark: MARK, rest: 'New.' });
  });

  it('fits always, and names every comment that is not whole', () => {
    const texts = fc.array(fc.integer({ min: 1, max: 40_000 }), { maxLength: 30 });
    fc.assert(
      fc.property(texts, fc.boolean(), (lengths, isLongLine) => {
        const comments = lengths.map((length, index) => ({
          ...comment(HEAD, `c${index}`),
          body: `Concern ${index}.${isLongLine ? ' ' : '\n'}${'x'.repeat(length)}`,
        }));

        const { body, shortened } = reviewBody(MARK, 'New.', comments);

        expect(Buffer.byteLength(body)).toBeLessThanOrEqual(65_536);
        const whole = comments.filter((one) => !shortened.includes(one));
        expect(whole.every((one) => body.includes(one.body))).toBe(true);
        expect(readMarker(body).mark).toEqual(MARK);
      }),
      { numRuns: runs(50, 1000) },
    );
  });
});
