import { expect, test } from 'vitest';
import { openRange, openStaged, openWorkingTree } from '../../../forge/local/open.ts';
import type { Forge } from '../../../forge/forge.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import { sandbox } from './sandbox.ts';
import { NO_SETTINGS, scanner } from './scanner.ts';

const EMPTY = { sha1: '4b825dc642cb6eb9a060e54bf8d69288fbee4904' };

async function filesOf(forge: Forge): Promise<string[]> {
  const { files } = await forge.changeSet(NO_SETTINGS);
  return files.map(lineOf);
}

const lineOf = ({ status, newPath, added }: ChangedFile) => `${status} ${newPath} ${added}`;

test.for(['sha1', 'sha256'] as const)(
  'what a first commit would hold is reviewed before it is made (%s)',
  async (format) => {
    const box = await sandbox([`--object-format=${format}`]);
    await box.write('a.js', 'a();\n');
    box.git(['add', 'a.js']);
    await box.write('b.js', 'b();\n');
    const repository = await box.open();
    expect(await filesOf(await openWorkingTree({ repository, scanner }))).toEqual(['A a.js 1', 'A b.js 1']);
    expect(await filesOf(await openStaged({ repository, scanner }))).toEqual(['A a.js 1']);
  },
);

test('a first commit and a whole history are reviewed against the empty tree', async () => {
  const box = await sandbox();
  await box.commit('one', { 'a.js': 'a();\n' });
  await box.commit('two', { 'b.js': 'b();\n' });
  const repository = await box.open();
  const review = async (range: string) => {
    const forge = await openRange({ repository, range, scanner });
    const { commits, mergeBase, files } = await forge.changeSet(NO_SETTINGS);
    return { files: files.map(lineOf), commits: commits.map(({ subject }) => subject), mergeBase };
  };
  expect(await review(`${EMPTY.sha1}..HEAD~1`)).toEqual({
    files: ['A a.js 1'],
    commits: ['one'],
    mergeBase: EMPTY.sha1,
  });
  for (const range of [EMPTY.sha1, `${EMPTY.sha1}...HEAD`]) {
    expect(await review(range)).toMatchObject({ files: ['A a.js 1', 'A b.js 1'], commits: ['one', 'two'] });
  }
  await expect(repository.resolveBase('HEAD~2')).rejects.toMatchObject({
    remedy: expect.stringContaining(`compare with the empty tree: ${EMPTY.sha1}..HEAD`),
  });
  // Any other tree, and the empty one as a head, are no ends of a range.
  await expect(repository.resolveBase(box.git(['rev-parse', 'HEAD^{tree}']))).rejects.toThrow('unknown ref');
  await expect(repository.resolve(EMPTY.sha1)).rejects.toThrow('unknown ref');
});
