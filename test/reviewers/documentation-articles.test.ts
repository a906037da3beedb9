import { expect, test } from 'vitest';
import { documentation } from '../../reviewers/documentation/index.ts';
import { wrongArticles } from '../../reviewers/documentation/comments/articles.ts';
import { type Change, places, runChecks } from './check-table.ts';

const added = (path: string, text: string): Change => ({ old: {}, new: { [path]: text } });
const run = (change: Change) => runChecks(documentation, change);
const inProse = (...lines: readonly string[]): string[] =>
  wrongArticles(lines.map((text, index) => ({ line: index + 1, text }))).map(
    ({ first, word, right }) => `${first} ${word}: ${right}`,
  );

test.for([
  ['It returns a object of the request.', 'a object: an'],
  ['A error stops the whole process.', 'A error: An'],
  ['Every method takes an parameter and a value.', 'an parameter: a'],
  ['It is stored for an user of this application.', 'an user: a'],
  ['This is a unexpected answer of the server.', 'a unexpected: an'],
  ['Give an header to every request.', 'an header: a'],
] as const)('%s', ([text, expected]) => {
  expect(inProse(text)).toEqual([expected]);
});

test.for([
  'It returns an object for a European user.',
  'It is a one-way function, a unique value and a useful method.',
  'It takes an hour and an honest argument, an historic event.',
  'An nginx server has an lvalue and an nfs volume for the application.',
  'Copy the values from a into the result if a exists.',
  'Both A entries are before the index of the values.',
  'Sets `a` object of the request to a `object` value.',
  'select * from users a inner join groups on true with values',
  'Er wartet an der Grenze an sechs Tagen mit der Gruppe an jedem Punkt.',
  'Ele pertence a empresa e a outra pessoa que trabalha.',
])('says nothing of: %s', (text) => {
  expect(inProse(text)).toEqual([]);
});

test('an article at the end of a line', () => {
  expect(inProse('The function returns a', 'object of the request.')).toEqual(['a object: an']);
});

const COMMENTS: readonly (readonly [string, string, number])[] = [
  ['a.ts', '/**\n * Returns a object of the request.\n */\nexport const f = 1;\n', 2],
  ['a.py', 'def f():\n    """Return a object of the request."""\n', 2],
  ['a.rb', '# Returns a object of the request.\nf\n', 1],
  ['A.java', 'class A {\n  throw new E("It returns a object of the request");\n}\n', 2],
  ['docs/a.md', '# A\n\nIt returns a object of the request.\n', 3],
];

test.for(COMMENTS)('is told in %s', async ([path, text, line]) => {
  expect(places((await run(added(path, text))).reports)).toContain(`wrong-article ${path}:${line}`);
});

const LINE = '// Returns a object of the request.\n';

test.for<readonly [string, Change]>([
  [
    'a line that is wrapped',
    { old: { 'a.ts': `${LINE}f();\n` }, new: { 'a.ts': '// Returns\n// a object of the request.\nf();\n' } },
  ],
  ['a line that is copied', { old: { 'a.ts': LINE }, new: { 'a.ts': LINE, 'b.ts': LINE } }],
  ['a value of that name', added('a.ts', '// Takes a object of the request.\nf(a, b);\n')],
  ['code of a document', added('a.md', '# A\n\n```\nIt returns a object of the request.\n```\n')],
  ['a generator that writes it everywhere', added('a.ts', `${LINE}f();\n`.repeat(9))],
  ['material for tests', added('test/fixtures/a.ts', LINE)],
])('says nothing of %s', async ([, change]) => {
  expect(places((await run(change)).reports)).toEqual([]);
});

test('is told once a change, and mended', async () => {
  const { reports } = await run(added('a.ts', `${LINE}f();\n// Takes an parameter of the request.\ng();\n`));
  expect(reports).toMatchObject([
    {
      evidence: 'a object',
      replacement: '// Returns an object of the request.',
      explanation: expect.stringContaining('`a.ts` line 3') as string,
    },
  ]);
});
