import { execFileSync } from 'node:child_process';
import { readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Forge, Inspection, SecretScanner } from '../../../forge/forge.ts';
import { findText } from '../../../forge/local/inspect/find-text.ts';
import { openDiff } from '../../../forge/local/open-diff.ts';
import { openRange, openWorkingTree } from '../../../forge/local/open.ts';
import { runs } from '../../support/soak.ts';
import { hostileRepository } from './hostile-repository.ts';
import { sandbox, type Sandbox } from './sandbox.ts';
import { blindScanner, NO_SETTINGS, scanner } from './scanner.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

async function rangeOf(box: Sandbox, secrets: SecretScanner = scanner, range = 'HEAD~1..HEAD'): Promise<Forge> {
  const forge = await openRange({ repository: await box.open(), range, scanner: secrets });
  await forge.changeSet(NO_SETTINGS);
  return forge;
}

/** A repository of two commits: nothing, then these files. */
async function filesOf(files: Files): Promise<Inspection> {
  const box = await sandbox();
  await box.commit('nothing');
  await box.commit('files', files);
  return (await rangeOf(box)).inspection;
}

type Search = Parameters<Inspection['search']>[0];

async function places(
  inspection: Inspection,
  request: Omit<Search, 'side' | 'limit'> & Partial<Search>,
): Promise<string[]> {
  const found = await inspection.search({ side: 'new', limit: 100, ...request });
  if (found.kind === 'unavailable') throw new Error(found.reason);
  return found.value.map((hit) => `${hit.path}:${hit.line}: ${hit.text}`);
}

test('a search finds plain text on both sides, in path order', async () => {
  const box = await sandbox();
  await box.commit('one', { 'b.txt': 'x = a.b(c)\n', 'a.txt': 'first\n\tx = a.b(c)\r\nlast x = a.b(c)' });
  await box.commit('two', { 'b.txt': 'gone\n', 'a/b.txt': 'x = a.b(c)\n', 'a-b.txt': 'x = aXb(c)\n' });
  const { inspection } = await rangeOf(box);

  const text = 'a.b(c)';
  expect(await places(inspection, { text })).toEqual([
    'a.txt:2: \tx = a.b(c)',
    'a.txt:3: last x = a.b(c)',
    'a/b.txt:1: x = a.b(c)',
  ]);
  expect(await places(inspection, { text, side: 'old' })).toEqual([
    'a.txt:2: \tx = a.b(c)',
    'a.txt:3: last x = a.b(c)',
    'b.txt:1: x = a.b(c)',
  ]);
  expect(await places(inspection, { text, under: 'a' })).toEqual(['a/b.txt:1: x = a.b(c)']);
  expect(await places(inspection, { text, under: 'a.txt' })).toHaveLength(2);
  expect(await places(inspection, { text: 'absent' })).toEqual([]);
  expect(await places(inspection, { text: '-e' })).toEqual([]);
  expect(await places(await filesOf({ 'a.txt': 'y = x[0]*\n' }), { text: 'x[0]*' })).toEqual(['a.txt:1: y = x[0]*']);
  expect(await places(inspection, { text: 'first\n' })).toEqual([]);
  expect(await places(inspection, { text: 'a\0b' })).toEqual([]);
});

test('whole words end where letters, digits and underscores end', async () => {
  const inspection = await filesOf({
    'a.txt': 'run\nrunner\nprerun run_ run2\n$run.run()\nrún-run\nrunß run\nrun\u{1d49c}\n\u{1d49c}run\n',
  });
  const lines = (await places(inspection, { text: 'run', wholeWord: true })).map((place) => place.split(': ')[0]);
  expect(lines).toEqual(['a.txt:1', 'a.txt:4', 'a.txt:5', 'a.txt:6']);
  expect(await places(inspection, { text: '.run', wholeWord: true })).toEqual(['a.txt:4: $run.run()']);
});

test('a limit cuts, and says so', async () => {
  const inspection = await filesOf({ 'a.txt': 'x\nx\n', 'b.txt': 'x\n' });
  expect(await inspection.search({ text: 'x', side: 'new', limit: 2 })).toMatchObject({
    truncated: true,
    value: [{ line: 1 }, { line: 2 }],
  });
  expect(await inspection.search({ text: 'x', side: 'new', limit: 3 })).toMatchObject({ truncated: false });
});

test('of a long line only what stands around the text is answered', async () => {
  const inspection = await filesOf({ 'min.js': `${'a'.repeat(200_000)}needle${'\u{1f600}'.repeat(100_000)}` });
  const [line = ''] = await places(inspection, { text: 'needle' });
  expect(line).toMatch(/^min\.js:1: …a+needle.*…$/u);
  expect(line.length).toBeLessThan(450);
  expect(line.isWellFormed()).toBe(true);
});

test('what stands in a secret is neither shown nor found', async () => {
  const inspection = await filesOf({
    'a.env': 'TOKEN=KEY_hunter2 # token\n{{ begin\nmiddle\n}} after\n',
    'b.txt': 'UNSCANNABLE\nTOKEN=plain\n',
  });
  expect(await places(inspection, { text: 'TOKEN=' })).toEqual(['a.env:1: TOKEN=[secret]*** # token']);
  for (const text of ['KEY_hunter2', 'hunter', 'KEY_', 'middle', 'begin', '=KEY_h', 'UNSCANNABLE', 'plain']) {
    expect(await inspection.search({ text, side: 'new', limit: 1 }), text).toEqual({
      kind: 'ok',
      value: [],
      truncated: false,
    });
  }
  expect(await places(inspection, { text: ' after' })).toEqual(['a.env:4: ** after']);
});

test('links, submodules, binary and huge files are not searched, whatever attributes say', async () => {
  const box = await sandbox();
  const inner = await sandbox();
  await inner.commit('inner', { 'needle.txt': 'needle\n' });
  await box.commit('nothing');
  await symlink('needle', join(box.root, 'link'));
  box.git([
    '-c',
    'protocol.file.allow=always',
    'submodule',
    '--quiet',
    'add',
    pathToFileURL(inner.root).href,
    'module',
  ]);
  await box.commit('files', {
    '.gitattributes': '*.txt binary\n*.txt diff=evil\n',
    'a.txt': 'needle\n',
    'b.bin': Buffer.from('needle\0needle\n'),
    'big.log': `needle\n${'x'.repeat(6 * 1024 * 1024)}`,
  });
  const { inspection } = await rangeOf(box);
  const found = await inspection.search({ text: 'needle', side: 'new', limit: 100 });
  // A huge file may hold more: the answer says that it is not whole.
  expect(found).toEqual({ kind: 'ok', truncated: true, value: [{ path: 'a.txt', line: 1, text: 'needle' }] });
});

test('hostile names are only names', async () => {
  const names = [
    '-v',
    '--all.txt',
    ':(top)x',
    'a\nb.txt',
    '$(touch x)',
    'a"b',
    '*.txt',
    '\u202egnp.txt',
    'ü/ñ.txt',
    'HEAD:x',
  ];
  const inspection = await filesOf(Object.fromEntries(names.map((name) => [name, 'needle\n'])));
  const found = await inspection.search({ text: 'needle', side: 'new', limit: 100 });
  expect(found).toMatchObject({ kind: 'ok', value: names.toSorted().map((path) => ({ path, line: 1 })) });
  for (const under of names) {
    expect(await inspection.search({ text: 'needle', side: 'new', limit: 9, under }), under).toMatchObject({
      value: [{ path: under }],
    });
  }
});

test('a name that is not UTF-8 is found, and searched under', async () => {
  const box = await sandbox();
  await box.commit('nothing');
  const blob = box.git(['hash-object', '-w', '--stdin'], { input: 'needle\n' });
  const entry = Buffer.concat([Buffer.from(`100644 blob ${blob}\tx`), Buffer.from([0xff]), Buffer.from('.txt\0')]);
  const tree = box.git(['mktree', '-z'], { input: entry });
  box.git(['update-ref', 'HEAD', box.git(['commit-tree', '-p', 'HEAD', '-m', 'odd', tree])]);
  const { inspection } = await rangeOf(box);
  const path = 'x\udcff.txt';
  expect(await inspection.search({ text: 'needle', side: 'new', limit: 9, under: path })).toMatchObject({
    value: [{ path }],
  });
  expect(await inspection.touchedBy({ path, limit: 9 })).toMatchObject({ kind: 'unavailable' });
});

test.each(['..', '../x', '/etc', 'a/../../x', '.git', 'a/.GIT/x', 'a//b', './a', ''])(
  'nothing is looked for under %j',
  async (under) => {
    const inspection = await filesOf({ 'a.txt': 'x\n' });
    expect(await inspection.search({ text: 'x', side: 'new', limit: 1, under })).toMatchObject({ kind: 'unavailable' });
  },
);

test('texts that are empty or beyond all measure are not looked for', async () => {
  const inspection = await filesOf({ 'a.txt': 'x\n' });
  for (const text of ['', 'x'.repeat(100_000)]) {
    expect(await inspection.search({ text, side: 'new', limit: 1 })).toMatchObject({ kind: 'unavailable' });
  }
});

test('the work tree is searched as it was when it was opened', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'needle old\n' });
  await box.write('a.txt', 'needle new\n');
  await box.write('untracked.txt', 'needle too\n');
  const forge = await openWorkingTree({ repository: await box.open(), scanner });
  await box.write('a.txt', 'later\n');
  expect(await places(forge.inspection, { text: 'needle' })).toEqual([
    'a.txt:1: needle new',
    'untracked.txt:1: needle too',
  ]);
  expect(await places(forge.inspection, { text: 'needle', side: 'old' })).toEqual(['a.txt:1: needle old']);
});

test('commits that touched a file or a line, newest first, through renames', async () => {
  const box = await sandbox();
  const body = Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join('');
  const first = await box.commit('first', { 'a.txt': `one\ntwo\n${body}` });
  const second = await box.commit('second', { 'a.txt': `one\nTWO\n${body}` });
  await rm(join(box.root, 'a.txt'));
  const third = await box.commit('third: renamed', { 'b.txt': `one\nTWO\n${body}` });
  await box.commit('the change', { 'b.txt': `one\nthree\n${body}`, 'new.txt': 'new\n' });
  const { inspection } = await rangeOf(box);

  expect(await inspection.touchedBy({ path: 'b.txt', limit: 9 })).toEqual({
    kind: 'ok',
    truncated: false,
    value: [
      { commit: third, date: '2026-01-02T03:04:05+00:00', subject: 'third: renamed' },
      { commit: second, date: '2026-01-02T03:04:05+00:00', subject: 'second' },
      { commit: first, date: '2026-01-02T03:04:05+00:00', subject: 'first' },
    ],
  });
  expect(await inspection.touchedBy({ path: 'b.txt', line: 1, limit: 9 })).toMatchObject({
    value: [{ commit: first }],
  });
  expect(await inspection.touchedBy({ path: 'b.txt', line: 2, limit: 1 })).toMatchObject({
    truncated: true,
    value: [{ commit: second }],
  });
  expect(await inspection.touchedBy({ path: 'b.txt', line: 99, limit: 1 })).toEqual({
    kind: 'unavailable',
    reason: 'the file has 32 lines at the base',
  });
  for (const path of ['new.txt', 'absent', '../x', '.git/config']) {
    expect(await inspection.touchedBy({ path, limit: 1 }), path).toMatchObject({ kind: 'unavailable' });
  }
});

test('commit subjects are redacted: by the scanner, and by what the files gave away', async () => {
  const box = await sandbox();
  await box.commit('uses KEY_abcdefgh', { 'a.txt': 'a\n' });
  await box.commit('again hidden-text-in-braces', { 'a.txt': 'b\n' });
  await box.commit('change', { 'a.txt': 'c {{hidden-text-in-braces}}\n' });
  const { inspection } = await rangeOf(box, {
    scan: async (texts) =>
      texts.map(({ text }) => {
        const at = text.indexOf('hidden-text-in-braces');
        const key = text.indexOf('KEY_abcdefgh');
        const start = text.includes('{{') ? at : key;
        const length = text.includes('{{') ? 21 : 12;
        if (start === -1) return { kind: 'scanned', spans: [] };
        const span = { startLine: 1, startColumn: start, endLine: 1, endColumn: start + length };
        return { kind: 'scanned', spans: [{ ...span, rule: 'r', message: 'm' }] };
      }),
  });
  expect(await inspection.touchedBy({ path: 'a.txt', limit: 9 })).toMatchObject({
    value: [{ subject: `again ${'*'.repeat(21)}` }, { subject: 'uses [secret]****' }],
  });
});

test('a shallow clone does not name the commit at its edge', async () => {
  const box = await sandbox();
  await box.commit('first', { 'a.txt': 'a\nb\n' });
  await box.commit('second', { 'a.txt': 'a\nB\n' });
  await box.commit('third', { 'a.txt': 'A\nB\n' });
  await box.commit('change', { 'a.txt': 'A\nB\nC\n' });
  const clone = join(box.folder, 'clone');
  box.git(['clone', '--quiet', '--depth=3', pathToFileURL(box.root).href, clone], { cwd: box.folder });
  const repository = await box.open(clone);
  const { inspection } = await openRange({ repository, range: 'HEAD~1..HEAD', scanner });
  const third = execFileSync('git', ['rev-parse', 'HEAD~1'], { cwd: clone, encoding: 'utf8' }).trim();

  expect(await inspection.touchedBy({ path: 'a.txt', limit: 9 })).toMatchObject({
    truncated: true,
    value: [{ commit: third }],
  });
  expect(await inspection.touchedBy({ path: 'a.txt', line: 1, limit: 9 })).toMatchObject({
    value: [{ commit: third }],
  });
  expect(await inspection.touchedBy({ path: 'a.txt', line: 2, limit: 9 })).toEqual({
    kind: 'unavailable',
    reason: 'this is a shallow clone, and its history ends before it',
  });
});

test('missing objects are told, and nothing is fetched', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'needle\n', 'b.txt': 'needle b\n' });
  const tree = box.git(['rev-parse', 'HEAD^{tree}']);
  await box.commit('two', { 'a.txt': 'needle 2\n' });
  await box.commit('three', { 'c.txt': 'c\n' });
  const { inspection } = await rangeOf(box);
  const lost = box.git(['rev-parse', 'HEAD:b.txt']);
  for (const id of [lost, tree]) await rm(join(box.root, '.git/objects', id.slice(0, 2), id.slice(2)));

  expect(await inspection.search({ text: 'needle', side: 'new', limit: 9 })).toEqual({
    kind: 'ok',
    truncated: true,
    value: [{ path: 'a.txt', line: 1, text: 'needle 2' }],
  });
  expect(await inspection.touchedBy({ path: 'a.txt', limit: 9 })).toMatchObject({ kind: 'unavailable' });
});

test('a hostile repository executes nothing while it is inspected', async () => {
  const { box, ran, forget } = await hostileRepository();
  const repository = await box.open();
  const { inspection } = await openRange({ repository, range: 'HEAD~1..HEAD', scanner });
  await forget();

  expect(await inspection.search({ text: 'one', side: 'new', limit: 9 })).toMatchObject({
    kind: 'ok',
    truncated: true,
  });
  expect(await inspection.touchedBy({ path: 'a.txt', limit: 9 })).toMatchObject({ kind: 'ok' });
  expect(await inspection.touchedBy({ path: 'a.txt', line: 1, limit: 9 })).toMatchObject({ kind: 'ok' });
  expect(await ran()).toEqual([]);
});

test('a plain diff answers unavailable', async () => {
  const bytes = Buffer.from('--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-a\n+b\n');
  const { inspection } = await openDiff({ bytes, label: 'a.diff', scanner });
  expect(await inspection.search({ text: 'b', side: 'new', limit: 1 })).toMatchObject({ kind: 'unavailable' });
  expect(await inspection.touchedBy({ path: 'a.txt', limit: 1 })).toMatchObject({ kind: 'unavailable' });
});

test('the clean room is gone when the repository is closed', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'x\n' });
  await box.commit('two', { 'a.txt': 'y\n' });
  const repository = await box.open();
  const { inspection } = await openRange({ repository, range: 'HEAD~1..HEAD', scanner: blindScanner });
  await repository.close();
  await expect(inspection.search({ text: 'x', side: 'new', limit: 1 })).rejects.toThrow(/closed/);
  await expect(readdir(repository.room.folder)).rejects.toThrow(/ENOENT/);
});

test('every line that holds the text is found once, and no other', () => {
  const word = fc.stringMatching(/^[ab_ .\r]{0,6}$/);
  fc.assert(
    fc.property(fc.array(word, { maxLength: 8 }), fc.stringMatching(/^[ab_.]{1,3}$/), (lines, needle) => {
      const text = lines.join('\n');
      const found = [...findText({ path: 'p', text }, needle, false)].map((hit) => hit.line);
      expect(found).toEqual(text.split('\n').flatMap((line, index) => (line.includes(needle) ? [index + 1] : [])));
      const escaped = needle.replaceAll('.', '\\.');
      const edge = (character: string | undefined, side: string) => (character === '.' ? '' : side);
      const alone = new RegExp(`${edge(needle[0], '(?<![ab_])')}${escaped}${edge(needle.at(-1), '(?![ab_])')}`);
      const words = [...findText({ path: 'p', text }, needle, true)].map((hit) => hit.line);
      expect(words).toEqual(text.split('\n').flatMap((line, index) => (alone.test(line) ? [index + 1] : [])));
    }),
    { numRuns: runs(300, 20_000) },
  );
});
