import { afterAll, expect, test } from 'vitest';
import { createAnalyserPool } from '../../../analysers/pool.ts';

const pool = createAnalyserPool({ timeoutMs: 300_000 });
afterAll(() => pool.close());

test('a statement at which the parser breaks down leaves its file unread, and the next file is read', async () => {
  const deep = `SELECT 1;\nCREATE TABLE a AS SELECT ${'1+'.repeat(60_000)}1;\nDROP TABLE b;\n`;
  const files = [
    { path: 'deep.sql', text: deep },
    { path: 'plain.sql', text: 'DROP TABLE b;\n' },
  ];
  const [broken, plain] = await pool.analyse({ tool: 'postgres', files, rules: {} });
  expect(broken?.kind).not.toBe('ok');
  expect(plain).toMatchObject({ kind: 'ok', matches: [{ rule: 'step' }] });
});
