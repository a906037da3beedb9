import { expect, test } from 'vitest';
import { openDiff } from '../../../forge/local/open-diff.ts';
import { openRange } from '../../../forge/local/open.ts';
import { ChangeSet } from '../../../schemas/change-set.ts';
import { sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

const LINES = ['import { exec } from "node:child_process";', 'export const go = (x) => exec("ls " + x);', ''];
const TEXT = LINES.join('\n');

test.each([
  ['notes.md', 'src/notes.js', true],
  ['test/go.js', 'src/go.js', true],
  ['docs/go.py', 'app/go.py', true],
  ['ci.yml.txt', '.github/workflows/ci.yml', true],
  ['src/go.js', 'lib/go.js', false],
  ['src/go.js', 'src/go.ts', false],
  ['src/go.js', 'test/go.js', false],
  ['test/go.js', 'docs/go.js', false],
])('%s that becomes %s is all new: %s', async (from, to, expected) => {
  const box = await sandbox();
  await box.commit('old', { [from]: TEXT });
  box.git(['rm', '-q', from]);
  await box.commit('new', { [to]: TEXT });
  const forge = await openRange({ repository: await box.open(), range: 'HEAD~1..HEAD', scanner });

  const { files, skipped } = ChangeSet.parse(await forge.changeSet(NO_SETTINGS));

  const [file] = files.filter(({ newPath }) => newPath === to);
  expect(file).toMatchObject({ status: 'R', oldPath: from, added: expected ? 2 : 0, deleted: expected ? 2 : 0 });
  const added = file?.hunks.flatMap(({ lines }) => lines).filter(({ kind }) => kind === 'added') ?? [];
  expect(added.map(({ text, newLine }) => `${newLine} ${text}`)).toEqual(
    expected ? [`1 ${LINES[0]}`, `2 ${LINES[1]}`] : [],
  );
  expect(skipped).toEqual([]);
});

test('a plain diff that shows none of its lines says so', async () => {
  const text =
    'diff --git a/test/go.js b/src/go.js\nsimilarity index 100%\nrename from test/go.js\nrename to src/go.js\n';
  const forge = await openDiff({ bytes: Buffer.from(text), label: 'stdin', scanner });

  const { skipped } = ChangeSet.parse(await forge.changeSet(NO_SETTINGS));

  expect(skipped.map(({ reason, harmless }) => [reason, harmless])).toEqual([
    ['test/go.js becomes src/go.js, where it runs, and not all of its lines are known', undefined],
  ]);
});
