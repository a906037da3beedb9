import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { GRAMMARS } from '../../analysers/grammars.ts';
import { PACKED_PACKAGES } from '../../scripts/action/packed-files.ts';
import { collidingNames } from '../../scripts/structure/rules.ts';

const CHECK = fileURLToPath(new URL('../../scripts/check-structure.ts', import.meta.url));

/** What the check says about a tree of these files. */
function check(files: Readonly<Record<string, string>>): { readonly code: number | null; readonly said: string[] } {
  const root = mkdtempSync(join(tmpdir(), 'docket-structure-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const { status, stderr } = spawnSync(process.execPath, [CHECK, root], { encoding: 'utf8' });
  return { code: status, said: stderr.split('\n').filter((line) => line !== '') };
}

const many = (count: number, folder = 'forge') =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${folder}/file-${index}.ts`, `const a${index} = 1;\n`]),
  );

it.each<readonly [string, files: Record<string, string>, said: string[]]>([
  [
    'a circle of values',
    {
      'app/a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
      'app/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    },
    ['import circle: app/a.ts, app/b.ts'],
  ],
  [
    'a circle of types alone, over three folders',
    {
      'app/a.ts': "import type { B } from '../forge/b.ts';\nexport interface A { b: B }\n",
      'forge/b.ts': "export type { C } from '../models/c.ts';\nexport interface B { x: 1 }\n",
      'models/c.ts': "import { type A } from '../app/a.ts';\nexport type C = A;\n",
    },
    ['import circle: app/a.ts, forge/b.ts, models/c.ts'],
  ],
  ['a file that imports itself', { 'app/a.ts': "import './a.ts';\n" }, ['import circle: app/a.ts']],
  [
    'a name with two meanings',
    { 'app/a.ts': 'export interface Place { x: 1 }\n', 'models/b.ts': 'export const Place = 1, Other = 2;\n' },
    ['the name Place means two things: app/a.ts, models/b.ts'],
  ],
  [
    'a name that is passed on, and one with a schema and a type',
    { 'app/a.ts': "export { b } from './b.ts';\n", 'app/b.ts': 'export const b = 1;\nexport type b = number;\n' },
    [],
  ],
  [
    'documents that name files',
    {
      'forge/README.md': 'See `here.ts`, `gone.ts`, [there](sub/there.ts#L1), `elsewhere.ts` and `he*.ts`.\n',
      'docs/guide.md': 'See `forge/here.ts`, `elsewhere.ts`, `app/gone.ts`.\n```ts\nimport `app/example.ts`\n```\n',
      'forge/here.ts': '',
      'forge/sub/there.ts': '',
      'app/elsewhere.ts': '',
    },
    [
      'docs/guide.md names app/gone.ts, which does not exist',
      'forge/README.md names gone.ts, which does not exist',
      'forge/README.md names elsewhere.ts, which does not exist',
    ],
  ],
  ['a crowded folder', many(31), ['forge holds 31 files: group them']],
  ['a folder that is just full', many(30), []],
  ['a crowded folder of tests', many(31, 'test/app'), ['test/app holds 31 files: group them']],
  ['a long file', { 'app/a.ts': '\n'.repeat(301) }, ['app/a.ts has 301 lines: it has more than one subject']],
])('tells %s', (_name, files, said) => {
  expect(check(files)).toEqual({ code: said.length === 0 ? 0 : 1, said });
});

it('takes an allowance for what it is, and tells when nothing needs it any more', () => {
  const modules = ['app/a.ts', 'app/b.ts'].map((path) => ({ path, lines: 1, imports: [], exports: ['call'] }));
  const allowed = [{ name: 'call', reason: 'one question of two languages' }];
  expect(collidingNames(modules, allowed)).toEqual([]);
  expect(collidingNames(modules.slice(1), allowed)).toEqual(['the allowance for the name call is no longer needed']);
});

it('every grammar that is loaded goes with the Action, too', () => {
  const packed = PACKED_PACKAGES.map(({ name }) => name);
  for (const language of GRAMMARS) expect(packed).toContain(`@ast-grep/lang-${language}`);
});
