import { expect, it } from 'vitest';
import { coloursOf } from '../../../../app/output/text/colours.ts';

it('paints where colours are wanted, whatever the output is, and leaves the text where not', () => {
  expect(coloursOf(true).red('a')).toBe('\u001b[31ma\u001b[39m');
  expect(coloursOf(true).bold('')).toBe('');
  expect(coloursOf(false).red('a')).toBe('a');
});
