import { expect, it, onTestFinished } from 'vitest';
import { openRepository } from '../../../forge/local/git/repository.ts';
import { UNJUDGEABLE } from './changes.ts';
import { openUnjudgeable, unjudgeableRepository } from './repository.ts';

const LETTERS = { added: 'A', modified: 'M', renamed: 'R' } as const;

/** Nothing here is a secret. */
const scanner = {
  scan: async (texts: readonly unknown[]) => texts.map(() => ({ kind: 'scanned' as const, spans: [] })),
};

it('holds 200 changes, each of one file', () => {
  const folder = unjudgeableRepository();
  onTestFinished(() => folder.remove());
  const said = folder.git('log', '--branches=*-head', '--not', '--branches=*-base', '--raw', '-M', '--format=> %s');
  const made = said
    .split('> ')
    .slice(1)
    .map((one) => one.split('\n').filter((line) => line !== ''))
    .map(([name, ...files]) => `${name} ${files.map((file) => file.split(/[ \t]/)[4]?.slice(0, 1)).join(' ')}`);
  expect(made.toSorted()).toEqual(UNJUDGEABLE.map(({ name, how }) => `${name} ${LETTERS[how]}`).toSorted());
  expect(made.length).toBeGreaterThanOrEqual(200);
});

it.each(['elixir-renamed', 'executable-bit-modified', 'submodule-added', 'jar-modified', 'symbolic-link-modified'])(
  'gives the forge %s',
  async (name) => {
    const changes = UNJUDGEABLE.filter((one) => one.name === name);
    const folder = unjudgeableRepository(changes);
    const repository = await openRepository(folder.path);
    onTestFinished(async () => {
      await repository.close();
      folder.remove();
    });
    for (const change of changes) {
      const forge = await openUnjudgeable({ repository, change, scanner });
      const { files, filtered } = await forge.changeSet({ ignore: [], sensitivePaths: [] });
      await forge.close();
      expect(filtered).toEqual([]);
      expect(files.map(({ newPath, newMode }) => [newPath, newMode])).toEqual([[change.head.path, change.head.mode]]);
    }
  },
);
