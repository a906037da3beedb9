import { execFileSync } from 'node:child_process';
import { chmod, mkdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkingTree } from '../../../forge/local/open.ts';
import { takeSnapshot } from '../../../forge/local/snapshot/take-snapshot.ts';
import { ChangeSet } from '../../../schemas/change-set.ts';
import { runs } from '../../support/soak.ts';
import { MACHINE_PATH, sandbox, type Sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

async function changesOf(box: Sandbox): Promise<ChangeSet> {
  const forge = await openWorkingTree({ repository: await box.open(), scanner });
  return ChangeSet.parse(await forge.changeSet(NO_SETTINGS));
}

function named(changes: ChangeSet): string[] {
  return changes.files.map((file) => `${file.status} ${file.newPath}`);
}

test('sees what is staged, changed, untracked, removed and renamed, and nothing that is ignored', async () => {
  const box = await sandbox();
  const long = 'one\ntwo\nthree\nfour\nfive\n';
  await box.commit('one', {
    '.gitignore': '*.log\n',
    'a.txt': 'a\n',
    'gone.txt': 'g\n',
    'old.txt': long,
    'same.txt': 's\n',
    'cached.txt': 'c\n',
  });
  await box.write('staged.txt', 'staged\n');
  box.git(['add', 'staged.txt']);
  box.git(['rm', '--quiet', '--cached', 'cached.txt']);
  await box.write('a.txt', 'changed\n');
  await box.write('new/ü b.txt', 'new\n');
  await box.write('noise.log', 'ignored\n');
  await rm(join(box.root, 'gone.txt'));
  await rename(join(box.root, 'old.txt'), join(box.root, 'renamed.txt'));
  await utimes(join(box.root, 'same.txt'), 1, 1);

  const changes = await changesOf(box);

  expect(named(changes)).toEqual(['M a.txt', 'D gone.txt', 'A new/ü b.txt', 'R renamed.txt', 'A staged.txt']);
  expect(changes).toMatchObject({
    source: 'working-tree',
    headCommit: null,
    title: 'Uncommitted changes',
    skipped: [],
  });
  expect(changes.baseCommit).toBe(box.git(['rev-parse', 'HEAD']));
});

test('a clean work tree gives no files', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n' });

  expect((await changesOf(box)).files).toEqual([]);
});

test('works from a subfolder and in a linked work tree', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n', 'deep/b.txt': 'b\n' });
  box.git(['worktree', 'add', '--quiet', join(box.folder, 'linked')]);
  await box.write('top.txt', 'top\n');
  await writeFile(join(box.folder, 'linked/deep/b.txt'), 'changed\n');

  for (const [cwd, expected] of [
    ['repository/deep', ['A top.txt']],
    ['linked', ['M deep/b.txt']],
  ] as const) {
    const forge = await openWorkingTree({ repository: await box.open(join(box.folder, cwd)), scanner });
    expect(named(await forge.changeSet(NO_SETTINGS))).toEqual(expected);
  }
});

test('a link is listed with its target as text, and never followed', async () => {
  const box = await sandbox();
  await box.commit('one', { 'dir/inside.txt': 'inside\n', 'plain.txt': 'plain\n' });
  await writeFile(join(box.folder, 'outside.txt'), 'do not read\n');
  await mkdir(join(box.folder, 'elsewhere'));
  await writeFile(join(box.folder, 'elsewhere/inside.txt'), 'do not read\n');
  await symlink('../outside.txt', join(box.root, 'link'));
  await rm(join(box.root, 'dir'), { recursive: true });
  await symlink(join(box.folder, 'elsewhere'), join(box.root, 'dir'));
  await rm(join(box.root, 'plain.txt'));
  await symlink('/etc/passwd', join(box.root, 'plain.txt'));
  const forge = await openWorkingTree({ repository: await box.open(), scanner });

  const changes = await forge.changeSet(NO_SETTINGS);

  expect(named(changes)).toEqual(['A dir', 'D dir/inside.txt', 'A link', 'T plain.txt']);
  expect(changes.skipped).toEqual([]);
  const link = changes.files.find((file) => file.newPath === 'link');
  expect(link).toMatchObject({ newMode: '120000', hunks: [{ lines: [{ text: '../outside.txt', noNewline: true }] }] });
  for (const path of ['link', 'dir', 'plain.txt']) {
    expect(await forge.contents.read(path, 'new')).toMatchObject({ kind: 'absent', why: 'refused' });
  }
  expect(await forge.contents.read('dir/inside.txt', 'new')).toMatchObject({ kind: 'absent', why: 'missing' });
  expect(await forge.contents.read('../outside.txt', 'new')).toMatchObject({ kind: 'absent', why: 'refused' });
  expect(JSON.stringify(changes)).not.toContain('do not read');
});

test('the snapshot stands still: contents are those of the moment it was taken', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n' });
  await box.write('a.txt', 'then\n');
  const forge = await openWorkingTree({ repository: await box.open(), scanner });
  await box.write('a.txt', 'later\n');

  await forge.changeSet(NO_SETTINGS);

  expect(await forge.contents.read('a.txt', 'new')).toEqual({ kind: 'text', text: 'then\n' });
  expect(await forge.contents.read('a.txt', 'old')).toEqual({ kind: 'text', text: 'a\n' });
});

test('a checkout with CRLF does not look changed; a real change shows its lines alone', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'one\ntwo\n', 'b.txt': 'one\ntwo\n' });
  box.git(['config', 'core.autocrlf', 'true']);
  await box.write('a.txt', 'one\r\ntwo\r\n');
  await box.write('b.txt', 'one\r\nchanged\r\n');

  const changes = await changesOf(box);

  expect(named(changes)).toEqual(['M b.txt']);
  expect(changes.files[0]).toMatchObject({ added: 1, deleted: 1 });
});

test('a file that was committed with CRLF keeps it, and unchanged attributes count', async () => {
  const box = await sandbox();
  await box.commit('one', {
    '.gitattributes': '*.auto text=auto\n*.text text\n*.raw -text\n',
    'a.text': 'one\ntwo\n',
    'c.raw': 'one\r\n',
  });
  // Put into the index as it is, as an older version of git or another attribute would have.
  const id = box.git(['hash-object', '-w', '--no-filters', '--stdin'], { input: 'one\r\ntwo\r\n' });
  box.git(['update-index', '--add', '--cacheinfo', `100644,${id},b.auto`]);
  box.git(['commit', '--quiet', '--message', 'two']);
  await box.write('a.text', 'one\r\ntwo\r\n');
  await box.write('b.auto', 'one\r\nchanged\r\n');
  await box.write('c.raw', 'one\n');

  const changes = await changesOf(box);

  expect(changes.files).toMatchObject([
    { newPath: 'b.auto', added: 1, deleted: 1 },
    { newPath: 'c.raw', added: 1, deleted: 1 },
  ]);
  expect(changes.files).toHaveLength(2);
});

test('a merge conflict is shown as it stands in the file', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'base\n' });
  box.git(['checkout', '--quiet', '-b', 'other']);
  await box.commit('two', { 'a.txt': 'theirs\n' });
  box.git(['checkout', '--quiet', 'main']);
  await box.commit('three', { 'a.txt': 'ours\n' });
  expect(() => box.git(['merge', 'other'])).toThrow(/Command failed/);

  const changes = await changesOf(box);

  expect(named(changes)).toEqual(['M a.txt']);
  expect(changes.files[0]?.hunks[0]?.lines.map((line) => line.text)).toContain('>>>>>>> other');
});

test('what cannot be read or is a repository of its own is named, and the rest is seen', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n' });
  await mkdir(join(box.root, 'nested'));
  box.git(['init', '--quiet'], { cwd: join(box.root, 'nested') });
  await writeFile(join(box.root, 'nested/x.txt'), 'x\n');
  await rm(join(box.root, 'a.txt'));
  execFileSync('/usr/bin/env', ['mkfifo', join(box.root, 'a.txt')]);
  await box.write('b.txt', 'b\n');

  const changes = await changesOf(box);

  expect(named(changes)).toEqual(['A b.txt']);
  expect(changes.skipped.map((entry) => entry.reason)).toEqual([
    'a.txt: not read: neither a file nor a link',
    'nested/: an untracked repository inside this one; it is not looked into',
  ]);
});

test('a place that git cannot look into is named', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.txt': 'a\n' });
  await box.write('b.txt', 'b\n');
  // Deeper than the longest path of the system.
  const deep = `for (let n = 0; n < 25; n += 1) { fs.mkdirSync('${'d'.repeat(200)}'); process.chdir('${'d'.repeat(200)}'); }`;
  execFileSync(process.execPath, ['-e', deep], { cwd: box.root });
  onTestFinished(() => void execFileSync('rm', ['-rf', box.folder]));
  const changes = await changesOf(box);
  expect(named(changes)).toEqual(['A b.txt']);
  expect(changes.skipped.map((entry) => entry.reason)).toEqual([
    expect.stringMatching(/^git could not look: warning: could not open directory 'ddd/),
  ]);
});

test('a submodule at another commit is a change; its own files are not looked at', async () => {
  const box = await sandbox();
  const inner = join(box.root, 'sub');
  await mkdir(inner);
  box.git(['init', '--quiet', '--initial-branch=main'], { cwd: inner });
  box.git(['commit', '--quiet', '--allow-empty', '--message', 'inner one'], { cwd: inner });
  await box.commit('one');
  await writeFile(join(inner, 'dirt.txt'), 'dirt\n');
  expect(named(await changesOf(box))).toEqual([]);

  box.git(['commit', '--quiet', '--allow-empty', '--message', 'inner two'], { cwd: inner });
  const changes = await changesOf(box);

  expect(changes.files).toMatchObject([
    { status: 'M', newPath: 'sub', newMode: '160000', binary: false, added: 1, deleted: 1 },
  ]);
});

test('files left out by a sparse checkout are not deleted', async () => {
  const box = await sandbox();
  await box.commit('one', { 'in/a.txt': 'a\n', 'out/b.txt': 'b\n' });
  box.git(['sparse-checkout', 'set', '--cone', '--sparse-index', 'in']);
  await box.write('in/a.txt', 'changed\n');

  expect(named(await changesOf(box))).toEqual(['M in/a.txt']);
});

const PATHS = [
  'a.txt',
  'b.bin',
  'd/e.txt',
  'd/f/g.txt',
  'd',
  'ö ü.txt',
  '-dash',
  'x"y',
  '.gitattributes',
  '.gitignore',
];
const TEXTS = [
  '',
  'one\n',
  'one\r\ntwo\r\n',
  'one\ntwo\r\n',
  'no end',
  'nul\0nul',
  '*.txt text\n',
  '*.txt eol=crlf\n',
  '* -text\n',
  'b.bin\n',
];

const Operation = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), path: fc.constantFrom(...PATHS), text: fc.constantFrom(...TEXTS) }),
  fc.record({
    kind: fc.constantFrom('remove', 'execute', 'link', 'add', 'uncache', 'commit', 'touch'),
    path: fc.constantFrom(...PATHS),
    text: fc.constant(''),
  }),
);

/** Does one thing as a person would; what is impossible at the moment is left undone. */
async function perform(
  box: Sandbox,
  { kind, path, text }: { kind: string; path: string; text: string },
): Promise<void> {
  const at = join(box.root, path);
  if (kind === 'write') await box.write(path, text);
  if (kind === 'remove') await rm(at, { recursive: true, force: true });
  if (kind === 'execute') await chmod(at, 0o755);
  if (kind === 'link') {
    await rm(at, { recursive: true, force: true });
    await symlink('target', at);
  }
  if (kind === 'touch') await utimes(at, 1, 1);
  if (kind === 'add') box.git(['add', '--', path]);
  if (kind === 'uncache') box.git(['rm', '-r', '--quiet', '--cached', '--', path]);
  if (kind === 'commit') box.git(['commit', '--quiet', '--allow-empty', '--message', 'more']);
}

test('the snapshot is the tree that `git add --all` would stage', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(Operation, { maxLength: 14 }),
      fc.constantFrom('false', 'true', 'input'),
      fc.boolean(),
      async (operations, autocrlf, fileMode) => {
        const box = await sandbox();
        box.git(['config', 'core.autocrlf', autocrlf]);
        await box.commit('first', { 'a.txt': 'one\n', 'd/e.txt': 'one\r\ntwo\r\n', 'b.bin': 'b\n' });
        box.git(['config', 'core.fileMode', String(fileMode)]);
        for (const operation of operations) await perform(box, operation).catch(() => undefined);
        const repository = await box.open();

        const { tree, skipped } = await takeSnapshot(repository, box.root, await repository.resolveBase('HEAD'));

        execFileSync('cp', ['-a', box.root, join(box.folder, 'copy')], { env: { PATH: MACHINE_PATH } });
        const copy = { cwd: join(box.folder, 'copy') };
        box.git(['add', '--all'], copy);
        expect(tree).toBe(box.git(['write-tree'], copy));
        expect(skipped).toEqual([]);
      },
    ),
    { numRuns: runs(15, 500) },
  );
});
