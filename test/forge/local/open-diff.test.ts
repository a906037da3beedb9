import { expect, test } from 'vitest';
import { openDiff } from '../../../forge/local/open-diff.ts';
import { ChangeSet } from '../../../schemas/change-set.ts';
import { InputError } from '../../../schemas/problem.ts';
import { sandbox } from './sandbox.ts';
import { blindScanner, NO_SETTINGS, scanner } from './scanner.ts';

async function diffOf(bytes: Uint8Array): Promise<ChangeSet> {
  const forge = await openDiff({ bytes, label: 'stdin', scanner });
  return ChangeSet.parse(await forge.changeSet(NO_SETTINGS));
}

test('a plain diff knows its hunks and nothing else', async () => {
  const text = '--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n one\n-two\n+three\n';
  const forge = await openDiff({ bytes: Buffer.from(text), label: 'my.diff', scanner });

  const changes = ChangeSet.parse(await forge.changeSet(NO_SETTINGS));

  expect(changes).toMatchObject({ source: 'diff', label: 'my.diff', title: 'my.diff', commits: [], tier: 'trivial' });
  expect([changes.baseCommit, changes.mergeBase, changes.headCommit]).toEqual([null, null, null]);
  expect(changes.files).toMatchObject([{ newPath: 'a.txt', status: 'M', added: 1, deleted: 1 }]);
  expect(await forge.contents.read('a.txt', 'new')).toMatchObject({ kind: 'absent', why: 'unavailable' });
  expect(await forge.contents.list('new')).toBeNull();
  await forge.close();
});

test.each(['', '\n', ' \r\n\t\n'])('an empty diff (%j) gives no files', async (text) => {
  expect((await diffOf(Buffer.from(text))).files).toEqual([]);
});

test.each([
  ['prose', Buffer.from('Dear reviewer,\nplease have a look.\n')],
  ['JSON', Buffer.from('{"files": []}')],
  ['random bytes', Buffer.from([0, 159, 146, 150, 10, 255, 254])],
])('%s is refused with the place', async (_, bytes) => {
  const error = await openDiff({ bytes, label: 'notes.txt', scanner }).catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({
    message: expect.stringMatching(/not a unified diff/),
    where: expect.stringMatching(/^notes\.txt, line 1: /),
    remedy: expect.stringMatching(/git diff/),
  });
});

test('a binary-only change and invalid UTF-8 work', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.bin': Uint8Array.from([0, 1]), 'b.txt': Uint8Array.from([0xff, 0x0a]) });
  await box.commit('two', { 'a.bin': Uint8Array.from([0, 2]), 'b.txt': Uint8Array.from([0xfe, 0x0a]) });

  const both = await diffOf(box.gitBytes(['diff', 'HEAD~1', 'HEAD']));
  const binary = await diffOf(box.gitBytes(['diff', 'HEAD~1', 'HEAD', '--', 'a.bin']));

  expect(both.files[1]?.hunks[0]?.lines.map((line) => line.text)).toEqual(['\uFFFD', '\uFFFD']);
  expect(binary).toMatchObject({ files: [{ binary: true, added: null, deleted: null, hunks: [] }], tier: 'trivial' });
});

/** A diff of many files, `megabytes` long. */
function largeDiff(megabytes: number): Buffer {
  const lines = Array.from(
    { length: 900 },
    (_, line) => `+${'some code in a line of usual length '.repeat(2)}${line}\n`,
  ).join('');
  const count = Math.ceil((megabytes * 1024 * 1024) / lines.length);
  return Buffer.concat(
    Array.from({ length: count }, (_, file) => {
      const head = `diff --git a/f${file}.txt b/f${file}.txt\nnew file mode 100644\n--- /dev/null\n+++ b/f${file}.txt\n`;
      return Buffer.from(`${head}@@ -0,0 +1,900 @@\n${lines}`);
    }),
  );
}

test('50 MB are read whole', async () => {
  const bytes = largeDiff(50);
  const forge = await openDiff({ bytes, label: 'large.diff', scanner: blindScanner });

  const { files, tier, skipped } = await forge.changeSet(NO_SETTINGS);

  expect(skipped).toEqual([]);
  expect(files.every((file) => file.added === 900 && file.hunks[0]?.lines.length === 900)).toBe(true);
  expect(files.length * 900).toBeGreaterThan(600_000);
  expect(tier).toBe('full');
});
