import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hunksOf, parseDiff } from '../../../forge/diff/parse-diff.ts';
import { ChangedFile } from '../../../schemas/change-set.ts';
import { compareFiles } from '../../../scripts/compare/disagreement.ts';
import type { Entry, GitDiff, Tree, Way } from './scratch.ts';
import { Scratch } from './scratch.ts';

const TEXT = 'a\nb\nc\nd\ne\nf\ng\n';
const LONG = Array.from({ length: 60 }, (_, index) => `line ${index}\n`).join('');
const BINARY = `\0${'\x01\xff'.repeat(80)}`;

function executable(content: string): Entry {
  return { mode: '100755', content };
}

function link(content: string): Entry {
  return { mode: '120000', content };
}

function submodule(digit: string): Entry {
  return { mode: '160000', content: digit.repeat(40) };
}

type Scenario = readonly [name: string, old: Tree, now: Tree, way?: Way];

const CONTENTS: readonly Scenario[] = [
  ['a modified line', { f: TEXT }, { f: TEXT.replace('c', 'C') }],
  ['an added empty file', { k: 'k' }, { k: 'k', e: '' }],
  ['a deleted empty file', { k: 'k', e: '' }, { k: 'k' }],
  ['from empty to text and back', { e: '', f: 'x\n' }, { e: 'x\n', f: '' }],
  ['no newline on either side, on the new, on the old', { a: 'x', b: 'x\n', c: 'x' }, { a: 'y', b: 'x', c: 'x\n' }],
  ['an added and a deleted file without a newline', { a: 'x\ny' }, { b: 'p\nq' }],
  [
    'CRLF, to CRLF, lone CR',
    { a: 'x\r\ny\r\n', b: 'x\ny\n', c: 'x\ry\n' },
    { a: 'z\r\ny\r\n', b: 'x\r\ny\r\n', c: 'x\rz\n' },
  ],
  ['form feed, vertical tab, NEL, line separator', { f: 'a\fb\nc\v\n\x85\n' }, { f: 'a\fc\nd\v\n\xe2\x80\xa8\n' }],
  [
    'invalid UTF-8 and a byte order mark',
    { f: 'caf\xe9\n', g: '\xef\xbb\xbfx\n' },
    { f: 'caf\xe8\xff\n', g: '\xef\xbb\xbfy\n' },
  ],
  [
    'a NUL byte behind the part that git looks at',
    { f: `${'x\n'.repeat(5000)}\0\n` },
    { f: `${'x\n'.repeat(5000)}\0y\n` },
  ],
  [
    'lines that look like headers',
    { f: '-- a\n++ b\nx\n@@ -1 +1 @@\ndiff --git a/x b/x\n\\ No newline at end of file\n' },
    { f: '++ c\n-- d\n@@ -1 +1 @@\nx\ndiff --git a/y b/y\nBinary files a and b differ\n-- \n' },
  ],
  ['a deleted line of dashes only', { f: 'x\n--\n-- \n---\n' }, { f: 'x\n' }],
  ['an added line that starts with ++', { f: 'x\n' }, { f: 'x\n++ b/f\n+\n' }],
  ['blank context lines', { f: '\n\n\nx\n\n\n\n' }, { f: '\n\n\ny\n\n\n\n' }],
  ['a long line', { f: `${'x'.repeat(200_000)}\n` }, { f: `${'x'.repeat(199_999)}y\n` }],
  ['many hunks', { f: LONG }, { f: LONG.replaceAll('0\n', '0!\n') }],
  ['several files', { a: TEXT, b: TEXT, c: TEXT }, { a: `${TEXT}h\n`, c: 'other\n', d: TEXT.repeat(2) }],
  ['nothing', { a: 'x' }, { a: 'x' }],
];

const KINDS: readonly Scenario[] = [
  ['a mode alone, and with an edit', { s: TEXT, t: TEXT }, { s: executable(TEXT), t: executable(`${TEXT}h\n`) }],
  ['the mode of a file that is binary by its name and content', { 'x.png': BINARY }, { 'x.png': executable(BINARY) }],
  ['links added, changed, deleted', { b: link('t'), c: link('gone') }, { a: link('new'), b: link('u') }],
  ['a file becomes a link', { l: TEXT }, { l: link('t2') }],
  ['a link becomes a file', { l: link('t2') }, { l: TEXT }],
  ['a link becomes a file of the same content', { l: link('target') }, { l: 'target' }],
  ['a link of several lines becomes a file of the same content', { l: link('a\nb') }, { l: 'a\nb' }],
  ['a link of several lines becomes a file that shares some', { l: link('a\nb\nc') }, { l: 'x\na\nc' }],
  ['a file that ends with the target becomes a link', { l: 'x\ntarget' }, { l: link('target') }],
  ['a file whose target has a newline becomes a link', { l: 'x\ntarget\n' }, { l: link('target') }],
  ['a binary file becomes a link', { l: BINARY }, { l: link('t') }],
  [
    'a file becomes a submodule, a submodule a link',
    { a: TEXT, b: submodule('1') },
    { a: submodule('2'), b: link('x') },
  ],
  ['changes of type beside others', { a: 'a\n', b: TEXT, c: 'c\n' }, { a: 'A\n', b: link('t'), c: 'C\n' }],
  [
    'submodules added, moved on, deleted',
    { b: submodule('1'), c: submodule('3') },
    { a: submodule('4'), b: submodule('2') },
  ],
  ['a pure rename', { 'a/x.txt': TEXT }, { 'b/y.txt': TEXT }],
  ['a rename with an edit', { x: LONG }, { y: `${LONG}h\n` }],
  ['a rename with a mode', { x: TEXT }, { y: executable(TEXT) }],
  ['a rename into a folder of its own name', { x: TEXT }, { 'x/x': TEXT }],
  ['copies', { x: LONG }, { x: `${LONG}q\n`, y: LONG, z: `${LONG}z\n` }, { detect: ['-C'] }],
  ['a rename and a copy of one file', { x: LONG }, { y: LONG, z: `${LONG}z\n` }, { detect: ['-C'] }],
  ['binary files', { m: BINARY, d: BINARY }, { m: `${BINARY}x`, a: `${BINARY}yy` }, { detect: ['--no-renames'] }],
  ['an empty file with the name of a binary one', { k: 'k', 'd.png': '' }, { k: 'k', 'a.zip': '' }, { detect: [] }],
  ['a binary rename', { 'x.png': BINARY }, { 'y.png': BINARY }],
  ['a binary rename with an edit', { x: BINARY.repeat(9) }, { y: `${BINARY.repeat(9)}z` }],
  ['binary patches', { m: BINARY, t: TEXT, d: BINARY }, { m: `${BINARY}x`, t: 'T\n' }, { write: ['--binary'] }],
  ['UTF-16', { f: '\xff\xfea\0\n\0' }, { f: '\xff\xfeb\0\n\0' }],
  ['a complete rewrite', { f: LONG }, { f: LONG.replaceAll('line', 'other') }, { detect: ['-B', '-M'] }],
];

const NAMES = [
  'a b/c d.txt',
  'a\tb.txt',
  'a\nb.txt',
  'a"b.txt',
  'a\\b.txt',
  'h\xc3\xa9llo/\xe6\x97\xa5\xe6\x9c\xac.txt',
  '\xf0\x9f\x98\x80.txt',
  '-x.txt',
  'a/b/a/b.txt',
  'x .txt ',
  ' leading',
  'x b/y.txt',
  'x b/x b/x',
  'dev/null',
  'a => b.txt',
  '{a}/b.txt',
  '\xff\xfe.txt',
  'mixed \xc3\xa9\xff\x80.txt',
  '\x01\x7f\r\x07\b\f\v',
  'b/b',
  'a/a b/a',
  'f f',
  'x and b/x',
];

const WRITTEN: readonly (readonly [string, Way])[] = [
  ['as usual', {}],
  ['with raw names', { config: ['core.quotePath=false'] }],
  ['without prefixes', { write: ['--no-prefix'] }],
  ['with prefixes of unequal length', { write: ['--src-prefix=old/', '--dst-prefix=newer/'] }],
  ['with mnemonic prefixes', { write: ['--src-prefix=c/', '--dst-prefix=w/'] }],
  ['with full ids', { write: ['--full-index'] }],
  ['without context', { write: ['-U0'] }],
  ['with all context', { write: ['-U999'] }],
  ['with whole functions', { write: ['-W'] }],
];

let scratch: Scratch;
beforeAll(() => {
  scratch = new Scratch();
});
afterAll(() => {
  scratch.remove();
});

/** Everything in which the parser and git differ, and what the parser did not understand. */
function differences({ bytes, git }: GitDiff): unknown[] {
  const { files, skipped } = parseDiff(bytes);
  const malformed = files.flatMap((file) => {
    const { combined: _combined, body: _body, ...facts } = file;
    return ChangedFile.safeParse({ ...facts, hunks: hunksOf(file) }).error?.issues ?? [];
  });
  return [...compareFiles(files, git), ...skipped, ...malformed];
}

describe('agrees with git on contents', () => {
  test.each(CONTENTS.map(named))('$name', async ({ old, now, way }) => {
    expect(differences(await scratch.diff(old, now, way))).toEqual([]);
  });
});

describe('agrees with git on kinds of change', () => {
  test.each(KINDS.map(named))('$name', async ({ old, now, way }) => {
    expect(differences(await scratch.diff(old, now, way))).toEqual([]);
  });
});

function named([name, old, now, way]: Scenario): { name: string; old: Tree; now: Tree; way: Way | undefined } {
  return { name, old, now, way };
}

describe('agrees with git on odd names', () => {
  test.each(WRITTEN)('written %s', async (_way, way) => {
    const pairs = NAMES.flatMap((name): (readonly [Tree, Tree])[] => [
      [{ k: 'k' }, { k: 'k', [name]: TEXT }],
      [{ k: 'k', [name]: TEXT }, { k: 'k' }],
      [{ [name]: TEXT }, { [name]: TEXT.replace('d', 'D') }],
      [{ [name]: TEXT }, { [name]: executable(TEXT) }],
      [{ [name]: BINARY }, { [name]: `${BINARY}x` }],
      [{ [name]: TEXT }, { 'other name': TEXT }],
      [{ 'other name': LONG }, { [name]: `${LONG}h\n` }],
    ]);

    const diffs = await scratch.diffs(pairs, way);

    expect(diffs.map(({ git }) => git.length)).toEqual(pairs.map(() => 1));
    expect(diffs.flatMap(differences)).toEqual([]);
  });
});

describe('full ids', () => {
  test('are taken over, and those of absent sides are null', async () => {
    const { bytes, git } = await scratch.diff(
      { a: 'a\n', d: 'd\n' },
      { a: 'b\n', n: 'n\n' },
      { detect: [], write: ['--full-index'] },
    );

    const ids = parseDiff(bytes).files.map((file) => [file.oldBlob, file.newBlob]);

    expect(ids).toEqual(git.map((file) => [file.oldBlob, file.newBlob]));
    expect(ids).toEqual([
      [expect.stringMatching(/^[0-9a-f]{40}$/), expect.stringMatching(/^[0-9a-f]{40}$/)],
      [expect.stringMatching(/^[0-9a-f]{40}$/), null],
      [null, expect.stringMatching(/^[0-9a-f]{40}$/)],
    ]);
  });

  test('are null where git abbreviates them', async () => {
    const { bytes } = await scratch.diff({ a: 'a\n' }, { a: 'b\n' });

    expect(parseDiff(bytes).files[0]).toMatchObject({ oldBlob: null, newBlob: null });
  });
});

test('a rename without changes carries neither mode nor content: usual values are taken', async () => {
  const { bytes, git } = await scratch.diff({ x: executable(TEXT) }, { y: executable(TEXT) });

  const [file] = parseDiff(bytes).files;

  expect(git[0]).toMatchObject({ status: 'R', oldMode: '100755', newMode: '100755' });
  expect(file).toMatchObject({
    status: 'R',
    similarity: 100,
    oldMode: '100644',
    newMode: '100644',
    added: 0,
    binary: false,
  });
});

describe('a header whose hunks are missing is told', () => {
  const header = 'diff --git a/f.ts b/f.ts\n';
  const skippedOf = (text: string) => parseDiff(Buffer.from(text)).skipped.map(({ line, reason }) => [line, reason]);
  const told = [[1, 'the header of this file says that its contents changed, and no hunk shows how']];

  test.each([
    ['two objects', `${header}index 1234567..2345678 100644\n`],
    [
      'two objects, and another file behind it',
      `${header}index 1234567..2345678 100644\n${header}old mode 100644\nnew mode 100755\n`,
    ],
    ['marks alone', `${header}--- a/f.ts\n+++ b/f.ts\n`],
    ['a new file with contents', `${header}new file mode 100644\nindex 0000000..2345678\n`],
    ['a file that goes', `${header}deleted file mode 100644\nindex 2345678..0000000\n`],
    ['a rename with changes', 'diff --git a/f.ts b/g.ts\nsimilarity index 60%\nrename from f.ts\nrename to g.ts\n'],
    ['the first line, at the end of the input', header],
  ])('%s', (_name, text) => {
    expect(skippedOf(text)).toEqual(told);
  });

  test.each([
    ['an empty file that is new', `${header}new file mode 100644\nindex 0000000..e69de29\n`],
    ['an empty file that goes', `${header}deleted file mode 100644\nindex e69de29..0000000\n`],
    ['a mode', `${header}old mode 100644\nnew mode 100755\n`],
    ['a rename alone', 'diff --git a/f.ts b/g.ts\nsimilarity index 100%\nrename from f.ts\nrename to g.ts\n'],
    ['a binary file', `${header}index 1234567..2345678 100644\nBinary files a/f.ts and b/f.ts differ\n`],
    ['a file that was only touched, before another', `${header}${header}old mode 100644\nnew mode 100755\n`],
  ])('but not %s', (_name, text) => {
    expect(skippedOf(text)).toEqual([]);
  });
});
