import fc from 'fast-check';
import { expect, test } from 'vitest';
import { postgres } from '../../../analysers/postgres.ts';
import { splitStatements } from '../../../analysers/sql/split-statements.ts';

const texts = (sql: string): readonly string[] => splitStatements(sql).map(({ text }) => text);

test.each<readonly [sql: string, statements: readonly string[]]>([
  ["a ';' b; c", ["a ';' b", 'c']],
  ["a 'it''s;'; c", ["a 'it''s;'", 'c']],
  [String.raw`a E'\';'; c`, [String.raw`a E'\';'`, 'c']],
  [String.raw`a '\'; c`, [String.raw`a '\'`, 'c']],
  ['a $$ ; $$; c', ['a $$ ; $$', 'c']],
  ['a $b$ ; $$ ; $b$; c', ['a $b$ ; $$ ; $b$', 'c']],
  ['-- a; b\nc; /* d; /* e */ f; */ g', ['c', 'g']],
  ['a -- ;\nb; c', ['a -- ;\nb', 'c']],
  ['\\connect x\na;\n;', ['a']],
  ['a "b;" `c;`; d', ['a "b;" `c;`', 'd']],
  ["a 'never closed; b", ["a 'never closed; b"]],
])('%j', (sql, statements) => {
  expect(texts(sql)).toEqual(statements);
});

test('statements stand where they say, whatever the text', () => {
  const sign = fc.constantFrom("'", '"', '$$', '$a$', ';', '--', '\n', '/*', '*/', '`', 'E', '\\', 'a', ' ');
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 40 }), (signs) => {
      const sql = signs.join('');
      let end = 0;
      for (const { start, text } of splitStatements(sql)) {
        expect(sql.slice(start, start + text.length)).toBe(text);
        expect(start).toBeGreaterThanOrEqual(end);
        end = start + text.length;
      }
    }),
  );
});

test('steps come with their place, and one statement that is refused costs no other', async () => {
  const text = 'ALTER TABLE `ä`.b\n  ADD c int,\n  DROP COLUMN d;\nALTER TABLE a ENGINE = x;\nTRUNCATE e;\n';
  const matches = await postgres.analyse({ path: 'a.sql', text }, {});
  expect(matches.map(({ rule, startLine, message }) => [rule, startLine, message])).toEqual([
    ['step', 2, '{"kind":"add-column","table":"b","name":"c","required":false,"unique":false}'],
    ['step', 1, '{"kind":"drop-column","table":"b","name":"d"}'],
    ['unread', 4, 'syntax error at or near "ENGINE"'],
    ['step', 5, '{"kind":"truncate","table":"e","name":""}'],
  ]);
});

test('what is nested deeper than the parser goes is refused, and it reads on', async () => {
  const text = `DELETE FROM a WHERE ${'('.repeat(100_000)};\nTRUNCATE e;\n`;
  const matches = await postgres.analyse({ path: 'a.sql', text }, {});
  expect(matches.map(({ rule }) => rule)).toEqual(['unread', 'step']);
});
