import { describe, expect, test } from 'vitest';
import { ignoreDirectives } from '../../../app/analyse/ignore-directives.ts';
import { findDirectives } from '../../../reviewers/changed-code/ignores/find-directives.ts';
import type { ChangeSet } from '../../../schemas/change-set.ts';
import { changedFiles, type Tree } from '../../support/change-from-trees.ts';

const [BASE, MAIN] = ['b'.repeat(40), 'd'.repeat(40)];

interface Scenery {
  readonly old: Tree;
  readonly head: Tree;
  /** The tips, where they differ from what the change began with; null: not known. */
  readonly base?: Tree;
  readonly main?: Tree | null;
}

async function told({ old, head, base = old, main = old }: Scenery) {
  const trees = new Map([
    [BASE, base],
    [MAIN, main ?? {}],
  ]);
  const found = await ignoreDirectives({
    changeSet: { files: changedFiles(old, head) } as unknown as ChangeSet,
    contents: {
      read: async (path) => {
        const text = head[path];
        return text === undefined ? { kind: 'absent', why: 'missing', reason: 'no' } : { kind: 'text', text };
      },
      list: async () => null,
    },
    repository: {
      readAt: async (commit, path) => {
        const text = trees.get(commit)?.[path];
        return text === undefined ? null : Buffer.from(text);
      },
    },
    standing: main === null ? null : [BASE, MAIN],
  });
  return found.map(({ path, line, state, untouched }) => `${path}:${line} ${state}${untouched ? '' : ' touched'}`);
}

const IGNORE = '// docket-ignore security/sql-injection: the names are a closed list\n';
const CODE = `export function find(db, id) {\n  const a = 1;\n  ${IGNORE}  return db.query(\`SELECT a FROM t WHERE b = \${id}\`);\n}\n`;
const OTHER = 'export function other() {\n  return 1;\n}\n';
const TAIL = 'end();\n';
const one = (text: string): Tree => ({ 'a.js': text });
const stood = one(`${CODE}${OTHER}${TAIL}`);
const edited = (from: string, to: string): Tree => one((stood['a.js'] ?? '').replace(from, to));

describe('a directive counts where it stood with the code under it', () => {
  test.each<readonly [string, Scenery, readonly string[]]>([
    ['another function changes', { old: stood, head: edited('return 1', 'return 2') }, ['a.js:3 stood']],
    ['the function around it changes', { old: stood, head: edited('a = 1', 'a = 2') }, ['a.js:3 stood touched']],
    ['a line of that function goes', { old: stood, head: edited('  const a = 1;\n', '') }, ['a.js:2 stood touched']],
    ['the change adds it', { old: edited(`  ${IGNORE}`, ''), head: stood }, ['a.js:3 added touched']],
    ['only the base has it', { old: stood, head: edited('return 1', 'return 2'), main: {} }, ['a.js:3 added']],
    [
      'only the default branch has it',
      { old: stood, head: edited('return 1', 'return 2'), base: edited(IGNORE, '// x\n') },
      ['a.js:3 added'],
    ],
    [
      'nobody knows the default branch',
      { old: stood, head: edited('return 1', 'return 2'), main: null },
      ['a.js:3 added'],
    ],
    ['the code under it changes', { old: stood, head: edited('FROM t', 'FROM u') }, ['a.js:3 added touched']],
    [
      'the code under it is another at the default branch',
      { old: stood, head: edited('return 1', 'return 2'), main: edited('FROM t', 'FROM u') },
      ['a.js:3 changed'],
    ],
    ['the reason changes', { old: stood, head: edited('closed list', 'long list') }, ['a.js:3 added touched']],
    ['its rule changes', { old: stood, head: edited('sql-injection', 'command-injection') }, ['a.js:3 added touched']],
    [
      'code comes between',
      { old: stood, head: edited(IGNORE, `${IGNORE}  db.query(req.query.q);\n`) },
      ['a.js:3 added touched'],
    ],
    [
      'what stood between goes, and it covers something else',
      { old: edited(IGNORE, `${IGNORE}  f();\n`), head: stood },
      ['a.js:3 changed touched'],
    ],
    [
      'it is copied to a second place',
      { old: stood, head: one(`${stood['a.js']}${CODE.replace('find', 'more')}`) },
      ['a.js:3 added', 'a.js:12 added touched'],
    ],
    [
      'it moves to another place',
      {
        old: stood,
        head: one(
          `${CODE.replace(`  ${IGNORE}`, '').replace(/ {2}return db.*\n/, '')}${OTHER.replace('  return 1;\n', CODE.split('\n').slice(2, 4).join('\n'))}\n}\n${TAIL}`,
        ),
      },
      ['a.js:5 added touched'],
    ],
    [
      'it moves to another file',
      { old: { ...stood, 'b.js': OTHER }, head: { 'a.js': OTHER, 'b.js': `${OTHER}${CODE}` } },
      ['b.js:6 added touched'],
    ],
    [
      'the file is renamed',
      { old: stood, head: { 'b.js': edited('return 1', 'return 2')['a.js'] ?? '' } },
      ['b.js:3 stood'],
    ],
    [
      'the file moves from tests into production',
      { old: { 'test/a.js': stood['a.js'] ?? '' }, head: { 'src/a.js': edited('return 1', 'return 2')['a.js'] ?? '' } },
      ['src/a.js:3 added'],
    ],
    [
      'white space at the ends of lines is no difference',
      { old: stood, head: edited('return 1', 'return 2'), main: one((stood['a.js'] ?? '').replaceAll('\n', '\r\n')) },
      ['a.js:3 stood'],
    ],
    [
      'a decorator above the function goes',
      {
        old: one(
          '@login_required\ndef f(db, x):\n    # docket-ignore security/sql-injection: ours\n    db.execute(x)\n',
        ),
        head: one('def f(db, x):\n    # docket-ignore security/sql-injection: ours\n    db.execute(x)\n'),
      },
      ['a.js:2 stood touched'],
    ],
    [
      'at the top of a file, another statement at the top changes',
      { old: one(`f(1);\n${IGNORE}g();\n`), head: one(`f(2);\n${IGNORE}g();\n`) },
      ['a.js:2 stood touched'],
    ],
    [
      'a closure, and the function around that changes',
      {
        old: one(`function f(x) {\n  const q = 1;\n  x.map((y) => {\n    ${IGNORE}    g(q);\n  });\n}\n`),
        head: one(`function f(x) {\n  const q = x;\n  x.map((y) => {\n    ${IGNORE}    g(q);\n  });\n}\n`),
      },
      ['a.js:4 stood touched'],
    ],
    [
      'without a reason',
      { old: one('f();\n'), head: one('// docket-ignore security/x:\nf();\n') },
      ['a.js:1 refused touched'],
    ],
  ])('%s', async (_, scenery, expected) => {
    expect(await told(scenery)).toEqual(expected);
  });
});

describe('how a directive is written', () => {
  test.each<readonly [string, readonly string[]]>([
    ['// docket-ignore a/b: why\nf();', ['a/b']],
    ['f(); // docket-ignore a/b: why', ['a/b']],
    ['/* docket-ignore a/b: why */ f();', ['a/b']],
    ['/**\n * docket-ignore a/b: why\n */\nf();', ['a/b']],
    ['# docket-ignore a/b, c/d: why\nf()', ['a/b', 'c/d']],
    ['f()  # docket-ignore a/b: why', ['a/b']],
    ['-- docket-ignore a/b: why\nSELECT 1', ['a/b']],
    ['; docket-ignore a/b: why\n(f)', ['a/b']],
    ['<!-- docket-ignore a/b: why -->\n<p>', ['a/b']],
    ['  {/* docket-ignore a/b: why */}\n  <p />', ['a/b']],
    ['{# docket-ignore a/b: why #}\nx', ['a/b']],
    ['<%# docket-ignore a/b: why %>\nx', ['a/b']],
    ['(* docket-ignore a/b: why *)\nx', ['a/b']],
    ['% docket-ignore a/b: why\nx', ['a/b']],
    ["' docket-ignore a/b: why\nx", ['a/b']],
    ['REM docket-ignore a/b: why\nx', ['a/b']],
    ['const s = "// docket-ignore a/b: why";', []],
    ["const s = `\n// text`; f('# docket-ignore a/b: why');", []],
    ['print("# docket-ignore a/b: why")', []],
    ['// see docket-ignore a/b: why\nf();', []],
    ['docket-ignore a/b: why', []],
    ['// docket-ignored a/b: why', []],
    ['@REM docket-ignore a/b: why\nx', ['a/b']],
    ['open(page#docket-ignore a/b: why)', []],
  ])('%j', (text, rules) => {
    const found = findDirectives(text);
    expect(found.flatMap((directive) => directive.rules)).toEqual(rules);
    for (const { problem, reason } of found) expect([problem, reason]).toEqual([null, 'why']);
  });

  test.each([
    ['// docket-ignore\nf();', 'it names no rule'],
    ['// docket-ignore: because\nf();', 'it names no rule'],
    ['// docket-ignore a/b\nf();', 'it gives no reason'],
    ['// docket-ignore a/b: --\nf();', 'it gives no reason'],
    ['// docket-ignore a/*: why\nf();', 'means several rules'],
    ['// docket-ignore *: why\nf();', 'means several rules'],
    ['// docket-ignore sql-injection: why\nf();', 'is no rule'],
  ])('%j is refused: %s', (text, problem) => {
    expect(findDirectives(text)[0]?.problem).toContain(problem);
  });

  test.each([
    ['// docket-ignore a/b: w\nf(\n  1,\n  [2],\n);\ng();', [2, 5]],
    ['f(1); // docket-ignore a/b: w\ng();', [1, 1]],
    ['// docket-ignore a/b: w\n// more words\n\nf();', [4, 4]],
    ['// docket-ignore a/b: w\nif (x) {\n  f();\n}', [2, 2]],
    [`// docket-ignore a/b: w\nf(${'\n1,'.repeat(50)}\n);`, [2, 21]],
  ] as const)('%j is bound to lines %j', (text, covers) => {
    expect(findDirectives(text)[0]?.covers).toEqual(covers);
  });
});
