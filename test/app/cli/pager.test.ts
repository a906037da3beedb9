import { expect, it } from 'vitest';
import { page, pagerFor } from '../../../app/cli/pager.ts';

const LONG = 'line\n'.repeat(50);
const TERMINAL = { isTTY: true, rows: 24 };

it.each([
  ['what is long', LONG, TERMINAL, {}, 'less'],
  ['by the pager that is set', LONG, TERMINAL, { PAGER: 'more -s' }, 'more -s'],
  ['not what fits', 'line\n', TERMINAL, {}, null],
  ['not in a pipe', LONG, {}, {}, null],
  ['never in CI', LONG, TERMINAL, { CI: 'true' }, null],
  ['where CI is said to be off', LONG, TERMINAL, { CI: 'false' }, 'less'],
  ['not where none is wanted', LONG, TERMINAL, { PAGER: '' }, null],
  ['not on a terminal that cannot', LONG, TERMINAL, { TERM: 'dumb' }, null],
])('pages %s', (_what, text, terminal, variables, pager) => {
  expect(pagerFor(text, terminal, variables)).toBe(pager);
});

it('says whether somebody saw it', async () => {
  expect(await page(LONG, 'cat > /dev/null')).toBe(true);
  expect(await page(LONG, 'exit 0')).toBe(true);
  expect(await page(LONG, '/does/not/exist 2> /dev/null')).toBe(false);
});
