import { afterAll, expect, test } from 'vitest';
import { createAnalyserPool } from '../../analysers/pool.ts';

const pool = createAnalyserPool({ timeoutMs: 3000 });
afterAll(() => pool.close());

test('a text that costs its reader too much is skipped alone', async () => {
  const hostile = { path: 'a.md', text: ']'.repeat(400_000) };
  const plain = { path: 'b.md', text: '[a](b.md)\n' };
  const results = await pool.analyse({ tool: 'markdown', files: [hostile, plain], rules: {} });
  expect(results.map(({ kind }) => kind)).toEqual(['skipped', 'ok']);
});

test('links, anchors and code have their places', async () => {
  const text = '# A `b`\n\n[x](y.md "t") ![z](z.png)\n\n[r]: r.md\n\n<a id="own"></a>\n';
  const [result] = await pool.analyse({ tool: 'markdown', files: [{ path: 'a.md', text }], rules: {} });
  const said = result?.kind === 'ok' ? result.matches.map((one) => `${one.rule} ${one.message}:${one.startLine}`) : [];
  expect(said).toEqual([
    'anchor a-b:1',
    'anchor A b:1',
    'code :1',
    'link y.md:3',
    'link z.png:3',
    'link r.md:5',
    'anchor own:7',
  ]);
});

test('backticks that are shown as they are have their places', async () => {
  const text = 'A `b` and `c\n\n> x\n> \\`y `z\n\n```\n`\n```\n';
  const saidOf = async (written: string): Promise<readonly string[]> => {
    const files = [{ path: 'a.md', text: written }];
    const [result] = await pool.analyse({ tool: 'markdown', files, rules: {} });
    const said = result?.kind === 'ok' ? result.matches.filter(({ rule }) => rule === 'backtick') : [];
    return said.map(({ startLine, startColumn }) => `${startLine}:${startColumn}`);
  };
  expect(await saidOf(text)).toEqual(['1:10', '4:6']);
  // Behind a byte order mark.
  expect(await saidOf(`\uFEFF${text}`)).toEqual(['1:11', '4:6']);
  expect(await saidOf('\uFEFFA\n\nB `b` c\n')).toEqual([]);
});
