import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runGit } from './git.ts';
import type { IndexEntry } from './index-entries.ts';
import { isRegular } from './modes.ts';
import type { Repository } from './repository.ts';
import type { SnapshotPlaces } from './snapshot-place.ts';

/**
 * Gives the build the objects that git's line-ending conversion looks at: attribute files, and the former content of changed
 * files (a file that was committed with CRLF keeps it). The build cannot see the reviewed objects themselves.
 */
export async function seedObjects(
  { objects }: Pick<Repository, 'objects'>,
  { build, seeds }: SnapshotPlaces,
  request: { readonly index: readonly IndexEntry[]; readonly changed: ReadonlySet<string> },
): Promise<void> {
  const wanted = request.index.filter(
    ({ path, mode, stage }) =>
      stage === 0 && isRegular(mode) && (request.changed.has(path) || /(?:^|\/)\.gitattributes$/.test(path)),
  );
  const names: string[] = [];
  for (const id of new Set(wanted.map((entry) => entry.id))) {
    const answer = await objects.read(id);
    if (answer.kind !== 'object') continue;
    const name = join(seeds, id);
    await writeFile(name, answer.bytes);
    names.push(`${name}\n`);
  }
  if (names.length === 0) return;
  await runGit(build, ['hash-object', '-w', '--no-filters', '--stdin-paths'], { input: Buffer.from(names.join('')) });
}
