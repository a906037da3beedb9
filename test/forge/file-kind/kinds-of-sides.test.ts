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
